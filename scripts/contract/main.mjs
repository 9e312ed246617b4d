// Checks a backend against docs/contract.md: `node scripts/contract/main.mjs --help`. The rules are in src/contract/;
// here is what takes Node: arguments, config.json, the report, the exit status.
import { spawnSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { siteOf } from "../../src/contract/settings.mjs";
import { chosen, walk } from "../../src/contract/walk.mjs";
import { USAGE, UsageError, readArguments } from "./arguments.mjs";
import { asJson, lines, summary } from "./report.mjs";

async function configAt(address, isNeeded) {
  const url = new URL(/\.json$/.test(new URL(address).pathname) ? address : `${address.replace(/\/?$/, "/")}config.json`);
  let reason;
  try {
    const response = await fetch(url);
    if (response.ok) return [await response.json(), url];
    reason = `it was answered by ${response.status}`;
  } catch (error) {
    reason = error.cause?.code ?? error.message;
  }
  if (isNeeded) throw new UsageError(`${url} cannot be read: ${reason}. Give the page's address, or --api and --key without one`);
  return [{}, url];
}

/** Signs a person in by name, at a reference backend that allows it, and returns the session's cookie. */
async function signedIn(address, name) {
  const url = new URL("/login", address);
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ name }) });
  const cookie = response.headers.getSetCookie()[0]?.split(";")[0];
  if (!response.ok || !cookie) throw new UsageError(`${url} signs nobody in by name; give --cookie or --token`);
  return { headers: { cookie } };
}

async function main() {
  const settings = readArguments(process.argv.slice(2), process.env);
  if (!settings) return process.stdout.write(USAGE);
  const { address, sessions, headers, only, given, patience, isJson } = settings;
  try {
    chosen(only);
  } catch (error) {
    throw new UsageError(error.message);
  }
  const [config, at] = await configAt(address, !given.api);
  const site = { ...siteOf(config, at, given), fetch, WebSocket, patience, headers, sessions };
  if (settings.isDemo) {
    sessions.me = await signedIn(site.api, "Contract Checker");
    sessions.other = await signedIn(site.api, "Contract Checker 2");
  }
  if (!sessions.me) throw new UsageError("no session: give --cookie or --token, or --demo for the reference's demonstration");

  if (!isJson) console.log(`${site.api}, workspace ${site.workspaceId}, channel ${site.channelId}\n`);
  const isShown = ({ status }) => status === "broken" || status === "not-checked" || (settings.showsAll && status === "kept");
  const onResult = (result) => !isJson && isShown(result) && console.log(lines(result).join("\n"));
  const results = await walk(site, { only, onResult });
  console.log(isJson ? asJson(results) : `\n${summary(results).join("\n")}`);
  if (results.some(({ status }) => status === "broken")) process.exitCode = 1;
}

// Node 20 has a WebSocket behind a flag only.
if (typeof WebSocket === "undefined" && !process.execArgv.includes("--experimental-websocket")) {
  const flags = ["--experimental-websocket", "--no-warnings"];
  const { status } = spawnSync(process.execPath, [...flags, fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: "inherit" });
  process.exit(status ?? 2);
}
main().catch((error) => {
  const words = error instanceof UsageError ? `${error.message}\n\n--help (make contract ARGS=--help) says more` : (error.stack ?? error);
  console.error(`error: ${words}`);
  process.exitCode = 2;
});
