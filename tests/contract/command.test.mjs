// The command, as it is called: exit status, words, JSON. Faulty backends stand behind a proxy in front of the
// reference.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, request as callOn } from "node:http";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { rules } from "../../src/contract/walk.mjs";
import { personAt, startReference } from "./support/reference.mjs";

const COMMAND = fileURLToPath(new URL("../../scripts/contract/main.mjs", import.meta.url));

let reference;
before(async () => {
  reference = await startReference();
});
after(() => reference?.stop());

async function run(...args) {
  const child = spawn(process.execPath, [COMMAND, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const output = { out: "", err: "" };
  child.stdout.on("data", (data) => (output.out += data));
  child.stderr.on("data", (data) => (output.err += data));
  const [code] = await once(child, "close");
  return { code, ...output };
}

/** A proxy in front of the reference; `change` may answer in its place, or add to an answer's body. */
async function proxy(t, change) {
  const server = createServer((request, response) => {
    if (change.instead?.(request, response)) return;
    const { method, url, headers } = request;
    const call = callOn(`${reference.origin}${url}`, { method, headers: { ...headers, "accept-encoding": "identity" } }, (answer) => {
      const { "content-length": _length, ...rest } = answer.headers;
      response.writeHead(answer.statusCode, rest);
      answer.on("data", (data) => response.write(data));
      answer.on("end", () => response.end(change.added?.(request) ?? ""));
    });
    request.pipe(call);
  });
  // A proxy that does not pass WebSockets on, as many do not.
  server.on("upgrade", (_, socket) => socket.destroy());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

test("a backend that keeps everything: status 0, and one line that says so", async () => {
  const { code, out, err } = await run(reference.origin, "--demo");
  assert.equal(err, "");
  assert.match(out, new RegExp(`\\n${rules.length} kept, 0 broken, 0 not checked, 0 not offered\\n$`));
  assert.equal(code, 0);
});

test("HTML after the auth endpoint's JSON is reported with the call and the fix, without the session", async (t) => {
  const added = ({ url }) => (url === "/api/pusher/auth" ? "<div id=debugbar></div>" : undefined);
  const address = await proxy(t, { added });
  const { headers } = await personAt(reference.origin, "Ada");
  const { code, out, err } = await run(address, "--cookie", headers.cookie, "--only", "auth-is-json,socket-opens,one-id-per-person");
  assert.deepEqual([code, err], [1, ""]);
  assert.match(out, /BROKEN +auth-is-json[^]*request +POST .*\/pusher\/auth[^]*answer +200 \{[^]*HTML after the JSON[^]*to do +Switch off/);
  assert.match(out, /BROKEN +socket-opens[^]*A proxy has to pass WebSockets on/);
  assert.match(out, /not-checked +one-id-per-person: it takes the session of a second person/);
  assert.ok(!out.includes(headers.cookie.split("=")[1]));
});

test("a redirect to a sign-in page is named; as JSON, with the line of the contract", async (t) => {
  const instead = ({ headers, url }, response) => {
    const isStranger = url.startsWith("/api") && !headers.cookie;
    if (isStranger) response.writeHead(302, { location: "/login" }).end();
    return isStranger;
  };
  const { code, out } = await run(await proxy(t, { instead }), "--demo", "--json", "--only", "signed-out-redirect");
  const { isKept, results } = JSON.parse(out);
  assert.deepEqual([code, isKept, results.length], [1, false, 1]);
  const [{ id, status, line, seen, answer, expected }] = results;
  assert.deepEqual([id, status, seen], ["signed-out-redirect", "broken", "a redirect to /login"]);
  assert.equal(line, "docs/contract.md#in-a-framework");
  assert.equal(answer.status, 302);
  assert.match(expected, /401/);
});

test("a check that cannot be made is explained in a sentence, with status 2", async () => {
  const gone = createServer().listen(0, "127.0.0.1");
  await once(gone, "listening");
  const nowhere = `http://127.0.0.1:${gone.address().port}`;
  await new Promise((done) => gone.close(done));
  const cases = [
    [[], /give one URL/],
    [["localhost:3000"], /must begin with http/],
    [[reference.origin], /no session: give --cookie or --token/],
    [[reference.origin, "--demo", "--only", "no-such-rule"], /no rule and no feature no-such-rule/],
    [[nowhere, "--demo"], /config\.json cannot be read: ECONNREFUSED/],
    [[reference.origin, "--header", "nonsense"], /"Name: value"/],
  ];
  for (const [args, words] of cases) {
    const { code, err } = await run(...args);
    assert.match(err, words);
    assert.equal(code, 2);
  }
  const { code, out } = await run("--help");
  assert.deepEqual([code, /--foreign-workspace/.test(out)], [0, true]);
});
