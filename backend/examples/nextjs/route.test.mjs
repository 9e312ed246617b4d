// The example's handlers, called as Next.js calls them, behind a small HTTP server, with the real drivers and real servers.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { keepsTheContract } from "../../../tests/contract/support/example.mjs";
import { APP, startMongoDb, startPusher } from "../../../tests/contract/support/servers.mjs";

const FOLDER = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.resolve(FOLDER, "../../..");
const BUILT = path.join(ROOT, "node_modules/.cache/collabspace-example/route.mjs");

/** Who has a cookie, and of which workspace they are members: what an application has in its own session check. */
const SESSION = `
  export const personOf = async (request) => {
    const [, id] = /session=(ada|grace)\\b/.exec(request.headers.get("cookie") ?? "") ?? [];
    return id ? { id, name: id, email: id + "@example.com" } : null;
  };
  export const isMember = async (personId, workspaceId) => workspaceId === "team";
`;
const session = {
  name: "session",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@\/lib\/session$/ }, ({ path }) => ({ path, namespace: "session" }));
    onLoad({ filter: /.*/, namespace: "session" }, () => ({ contents: SESSION }));
  },
};

let servers = [];
let site;
before(async () => {
  const common = { bundle: true, format: "esm", platform: "node", packages: "external", logLevel: "warning" };
  await build({ ...common, entryPoints: [path.join(FOLDER, "route.ts")], outfile: BUILT, plugins: [session] });
  const [database, pusher] = await Promise.all([startMongoDb(), startPusher()]);
  servers = [database, pusher];
  const { id, key, secret } = APP;
  const names = { PUSHER_APP_ID: id, NEXT_PUBLIC_PUSHER_KEY: key, PUSHER_SECRET: secret };
  const own = { PUSHER_HOST: "127.0.0.1", PUSHER_PORT: String(pusher.port), PUSHER_SCHEME: "http" };
  Object.assign(process.env, { MONGODB_URI: database.address, ...names, ...own });
  const route = await import(pathToFileURL(BUILT).href);

  const server = createServer(async (incoming, outgoing) => {
    const url = `http://${incoming.headers.host}${incoming.url}`;
    const { method, headers } = incoming;
    const body = method === "GET" ? undefined : Buffer.concat(await incoming.toArray());
    const segments = new URL(url).pathname.split("/").slice(2).map(decodeURIComponent);
    const handler = route[method] ?? (async () => new Response(null, { status: 405 }));
    const answer = await handler(new Request(url, { method, headers, body }), { params: Promise.resolve({ path: segments }) });
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  servers.push({ stop: () => server.close() });

  const origin = `http://127.0.0.1:${server.address().port}`;
  site = { origin, port: pusher.port };
});
after(async () => {
  await (await globalThis.collabspace)?.client.close();
  await Promise.all(servers.map(({ stop }) => stop()));
});

test("it keeps every line of the contract that it offers", async () => {
  await keepsTheContract(site.origin, site.port, ["client-id", "after", "me"]);
});

test("it is one file that people copy, and TypeScript accepts it", async () => {
  assert.ok(readFileSync(path.join(FOLDER, "route.ts"), "utf8").split("\n").length <= 250);
  const folder = path.dirname(BUILT);
  const declarations = `declare module "@/lib/session" {
    export function personOf(request: Request): Promise<{ id: string; name: string; email?: string; avatar?: string } | null>;
    export function isMember(personId: string, workspaceId: string): Promise<boolean>;
  }`;
  writeFileSync(path.join(folder, "session.d.ts"), declarations);
  const compilerOptions = { target: "es2022", module: "esnext", moduleResolution: "bundler", strict: true, noEmit: true };
  const common = { lib: ["es2023", "dom"], types: ["node"], typeRoots: [path.join(ROOT, "node_modules/@types")], skipLibCheck: true };
  const files = [path.join(folder, "session.d.ts"), path.join(FOLDER, "route.ts")];
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: { ...compilerOptions, ...common }, files }));
  const tsc = path.join(ROOT, "node_modules/.bin/tsc");
  const { stdout } = await promisify(execFile)(tsc, ["-p", folder]).catch((error) => error);
  assert.equal(stdout, "");
});
