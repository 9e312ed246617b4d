#!/usr/bin/env node
// `npx collabspace-chat init|check|headers`. Without dependencies; the folders around are the same in the package and in a
// checkout.
import process from "node:process";
import { writeHeaders } from "../page/headers.mjs";
import { UsageError } from "../contract/arguments.mjs";
import { HOSTS, OPTIONS, init, keepHost, read } from "./init.mjs";

const USAGE = `Usage: npx collabspace-chat init DIR [options]     puts the chat's files into DIR, with its config.json and headers
       npx collabspace-chat headers DIR [--for HOST]  writes the headers anew, after config.json was edited
       npx collabspace-chat check URL [options]       checks your backend against the contract; check --help says more

init takes (and asks for what is missing, in a terminal):
  --key KEY              the key of your Pusher app
  --cluster NAME         its cluster, such as eu; or, for a server of your own that speaks the protocol:
  --host NAME            its host ("self": that of the API), with --port NUMBER and --no-tls if need be
  --api ADDRESS          where your backend's calls begin (/api)
  --workspace ID         which workspace the page shows (demo-workspace)
  --login ADDRESS        where people sign in (/login)
  --for HOST             whose headers to keep: ${HOSTS.join(", ")}, or all (all)

A config.json that is there stays as it is: run init again after an update of the package.
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
  return console.log(`The headers in ${folder} are those of its config.json.`);
}

main(process.argv.slice(2)).catch((error) => {
  const isForeseen = error instanceof UsageError || error.code === "ENOENT" || error.constructor.name === "ConfigProblem";
  console.error(`error: ${isForeseen ? error.message : error.stack}\n  what to do: npx collabspace-chat --help`);
  process.exitCode = 2;
});
