// What the tests of the example backends share: whom they know, and what is expected of them.
import assert from "node:assert/strict";
import WebSocket from "ws";
import { siteOf } from "../../../src/contract/settings.mjs";
import { walk } from "../../../src/contract/walk.mjs";
import { APP } from "./servers.mjs";

/**
 * Checks the example at `origin`, which publishes to the Pusher server at `port`, against the contract. Its session
 * check knows the cookies session=ada and session=grace, and both as members of the workspace "team". It must keep the
 * baseline and these extensions, and offer no others.
 */
export async function keepsTheContract(origin, port, extensions) {
  const pusher = { key: APP.key, wsHost: "127.0.0.1", wsPort: port, forceTLS: false };
  const as = (name) => ({ headers: { cookie: `session=${name}` } });
  const results = await walk({
    ...siteOf({ workspaceId: "team", pusher }, origin),
    fetch,
    WebSocket,
    patience: 30_000,
    headers: { "x-collabspace": "1", origin },
    sessions: { me: as("ada"), other: as("grace") },
  });
  const offered = new Set(results.filter(({ status }) => status === "kept").map(({ feature }) => feature));
  assert.deepEqual([...offered], ["baseline", ...extensions]);
  const wrong = results.filter(({ status }) => status !== "kept" && status !== "not-offered");
  assert.equal(wrong.map(({ id, status, reason, seen }) => `${id} is ${status}: ${reason ?? seen}`).join("\n"), "");
}
