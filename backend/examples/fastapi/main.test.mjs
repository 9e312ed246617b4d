// The example as uvicorn runs it, with the real packages and a real Pusher server.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { keepsTheContract } from "../../../tests/contract/support/example.mjs";
import { APP, freePort, startPusher, started } from "../../../tests/contract/support/servers.mjs";

const FOLDER = path.dirname(fileURLToPath(import.meta.url));
/** Who has a cookie, and of which workspace they are members: what an application has in its own session check. */
const SESSION = `
def person_of(request):
    id = request.cookies.get("session")
    return {"id": id, "name": id, "email": f"{id}@example.com"} if id in ("ada", "grace") else None

def is_member(person_id, workspace_id):
    return workspace_id == "team"
`;

const folder = mkdtempSync(path.join(tmpdir(), "collabspace-fastapi-"));
const stops = [];
let site;
before(async () => {
  writeFileSync(path.join(folder, "session.py"), SESSION);
  const [pusher, port] = [await startPusher(), await freePort()];
  stops.push(pusher.stop);
  const app = { PUSHER_APP_ID: APP.id, PUSHER_KEY: APP.key, PUSHER_SECRET: APP.secret };
  const own = { PUSHER_HOST: "127.0.0.1", PUSHER_PORT: String(pusher.port), PUSHER_SCHEME: "http" };
  const python = { PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: "1", DATABASE: path.join(folder, "chat.sqlite") };
  const args = ["main:app", "--app-dir", FOLDER, "--port", String(port), "--log-level", "warning"];
  stops.push(await started(process.env.UVICORN ?? "uvicorn", args, { ...app, ...own, ...python }, port));
  site = { origin: `http://127.0.0.1:${port}`, port: pusher.port };
});
after(async () => {
  await Promise.all(stops.map((stop) => stop()));
  rmSync(folder, { recursive: true, force: true });
});

test("it keeps every line of the contract that it offers", async () => {
  await keepsTheContract(site.origin, site.port, ["client-id", "after", "me"]);
});

test("it is one file that people copy", () => {
  assert.ok(readFileSync(path.join(FOLDER, "main.py"), "utf8").split("\n").length <= 250);
});
