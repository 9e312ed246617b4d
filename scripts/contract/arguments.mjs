// The command's arguments. Sessions may come from the environment, where no shell history keeps them.
import { parseArgs } from "node:util";

export const USAGE = `Usage: npx collabspace-chat check URL [options]
       make contract URL=https://chat.example.com [ARGS="…"]    in a checkout

Checks a backend against docs/contract.md. URL is the chat's page (its config.json is read), or a config.json.
It posts messages to the channel and leaves nothing else behind: use a channel for tests.

Two people's sessions (all but a few checks take the first; environment variables work too):
  --cookie TEXT, --other-cookie TEXT   the Cookie header       (CONTRACT_COOKIE, CONTRACT_OTHER_COOKIE)
  --token TEXT, --other-token TEXT     the bearer token        (CONTRACT_TOKEN, CONTRACT_OTHER_TOKEN)
  --demo                               signs two people in by name, if the reference backend runs as a demonstration
  --header "Name: value"               another header for every call, for CSRF for example; repeatable

To override config.json:
  --workspace ID, --channel ID         where to post messages
  --foreign-workspace ID               an existing one that these people do not belong to
  --api URL                            the base URL of the calls; required without a config.json
  --key KEY, --cluster NAME            the Pusher app; without a key, live updates are not checked
  --ws URL                             your own Pusher server, such as ws://localhost:6001

  --only NAME[,NAME]                   rules or features by name; "baseline" for the required calls
  --json                               the results as JSON
  --patience SECONDS                   how long to wait for an event (10)
  --all                                lists kept rules, too

Exit status: 0 nothing is broken, 1 something is broken, 2 the check could not be made.
`;

/** An error in the arguments or in what they name, with words for the caller. */
export class UsageError extends Error {}

const TEXT = ["cookie", "other-cookie", "token", "other-token", "workspace", "channel", "foreign-workspace"];
const options = {
  ...Object.fromEntries([...TEXT, "api", "key", "cluster", "ws", "patience"].map((name) => [name, { type: "string" }])),
  ...Object.fromEntries(["demo", "json", "all", "help"].map((name) => [name, { type: "boolean" }])),
  header: { type: "string", multiple: true },
  only: { type: "string", multiple: true },
};

function ownServer(address, key) {
  let url;
  try {
    url = new URL(address);
  } catch {
    throw new UsageError(`--ws is ${JSON.stringify(address)}; it must be an address such as ws://localhost:6001`);
  }
  const isSecure = /^(wss|https):$/.test(url.protocol);
  const port = Number(url.port || (isSecure ? 443 : 80));
  return { key, wsHost: url.hostname, wsPort: port, wssPort: port, forceTLS: isSecure, wsPath: url.pathname };
}

/**
 * Splits arguments into options and the rest.
 * @returns {{ values: Record<string, any>, positionals: string[] }}
 */
export function parse(list, options) {
  try {
    return parseArgs({ args: list, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error.message);
  }
}

/**
 * Reads the arguments; returns `undefined` if help is asked for.
 */
export function readArguments(list, environment) {
  const { values, positionals } = parse(list, options);
  if (values.help) return undefined;
  if (positionals.length !== 1) throw new UsageError("give one URL, that of the chat's page, such as http://localhost:3000");
  if (!/^https?:/.test(positionals[0]) || !URL.canParse(positionals[0])) {
    throw new UsageError(`${positionals[0]} is no URL; it must begin with http:// or https://`);
  }
  const patience = Number(values.patience ?? 10);
  if (!(patience > 0)) throw new UsageError(`--patience is ${values.patience}; it must be a number of seconds`);

  // As the page on its own origin sends them with every POST.
  const headers = { "x-collabspace": "1", origin: new URL(positionals[0]).origin };
  for (const header of values.header ?? []) {
    const [, name, value] = /^([^:\s]+):\s*(.*)$/.exec(header) ?? [];
    if (!name) throw new UsageError(`--header is ${JSON.stringify(header)}; it must be of the form "Name: value"`);
    headers[name.toLowerCase()] = value;
  }
  const session = (prefix) => {
    const of = (name) => values[`${prefix}${name}`] ?? environment[`CONTRACT_${prefix}${name}`.replaceAll("-", "_").toUpperCase()];
    const [cookie, token] = [of("cookie"), of("token")];
    if (!cookie && !token) return undefined;
    return { headers: { ...(cookie && { cookie }), ...(token && { authorization: `Bearer ${token}` }) } };
  };
  const pusher = values.ws ? ownServer(values.ws, values.key) : values.key && { key: values.key, cluster: values.cluster };
  return {
    address: positionals[0],
    sessions: { me: session(""), other: session("other-") },
    headers,
    isDemo: values.demo ?? false,
    patience: patience * 1000,
    only: values.only?.flatMap((names) => names.split(",")).filter(Boolean),
    isJson: values.json ?? false,
    showsAll: values.all ?? false,
    given: {
      api: values.api,
      workspaceId: values.workspace,
      channelId: values.channel,
      foreignWorkspaceId: values["foreign-workspace"],
      pusher: pusher || undefined,
    },
  };
}
