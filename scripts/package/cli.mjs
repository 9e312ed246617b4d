#!/usr/bin/env node
// `npx collabspace-chat init|check|headers`. Without dependencies; the folders around are the same in the package and in a
// checkout.
import process from "node:process";
import { writeHeaders } from "../page/headers.mjs";
import { UsageError } from "../contract/arguments.mjs";
import { HOSTS, OPTIONS, init, keepHost, read } from "./init.mjs";

const USAGE = `Usage: npx collabspace-chat init DIR [options]     copies the chat's files into DIR, with config.json and headers
       npx collabspace-chat headers DIR [--for HOST]  rewrites the headers after you edit config.json
       npx collabspace-chat check URL [options]       checks your backend against the contract; check --help says more

init takes (and asks for what is missing, in a terminal):
  --key KEY              the key of your Pusher app
  --cluster NAME         its cluster, such as eu. For your own Pusher server, use instead:
  --host NAME            its host ("self": the API's host), with --port NUMBER and --no-tls if needed
  --api ADDRESS          the base URL of your backend's calls (/api)
  --workspace ID         the workspace to show (demo-workspace)
  --login ADDRESS        your sign-in page (/login)
  --for HOST             whose headers to keep: ${HOSTS.join(", ")}, or all (all)

An existing config.json is kept. Run init again after you update the package.
`;

/** @param {string[]} given */
async function main([command, ...rest]) {
  if (command === "check") {
    process.argv.splice(2, 1);
    return import("../contract/main.mjs");
  }
  if (rest.includes("--help") || !["init", "headers"].includes(command)) {
    const isAsked = [undefined, "help", "--help", "-h"].includes(command) || rest.includes("--help");
    if (!isAsked) throw new UsageError(`there is no command ${command}`);
    return process.stdout.write(USAGE);
  }
  const { folder, values } = read(rest, command === "init" ? OPTIONS : { for: OPTIONS.for });
  if (command === "init") return init(folder, values);
  await writeHeaders(folder);
  await keepHost(folder, values.for);
  return console.log(`The headers in ${folder} now match its config.json.`);
}

main(process.argv.slice(2)).catch((error) => {
  const isForeseen = error instanceof UsageError || error.code === "ENOENT" || error.constructor.name === "ConfigProblem";
  console.error(`error: ${isForeseen ? error.message : error.stack}\n  fix: npx collabspace-chat --help`);
  process.exitCode = 2;
});
