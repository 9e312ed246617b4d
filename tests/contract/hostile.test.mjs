// Whatever a backend answers, the walk ends with a verdict for each rule: no answer makes a check fall over.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BAFFLED, rules, walk } from "../../src/contract/walk.mjs";
import { broken } from "./support/breaking.mjs";
import { plainFetch } from "./support/plain-fetch.mjs";
import { personAt, siteAt, startReference } from "./support/reference.mjs";

const message = { id: "1", content: 5, senderId: null, createdAt: "yesterday", attachments: [null], reactions: [null] };
const lists = { messages: [null, [], message], deleted: [null], channels: [null, { id: "general" }] };
const HOSTILE = [
  null,
  [],
  "text",
  {},
  { success: true, message: null, messages: null, channels: null, attachment: null, auth: {}, channel_data: 5 },
  { success: true, message: {}, messages: [null], channels: [null], deleted: [null], attachment: {}, cursor: {}, hasMore: true },
  { success: true, message, ...lists, attachment: { id: 5, url: "http://[" }, auth: "key:1", channel_data: "null", hasMore: 1 },
  { success: true, message: { ...message, id: 7, content: "7", createdAt: "2026-01-31T12:00:00.000Z", senderName: "Ada", rev: "1" }, ...lists },
];
// Everything that a check reads before it looks at others' answers.
const SPARED = /^GET \/capabilities$/;

let reference;
let sessions;
before(async () => {
  reference = await startReference();
  sessions = { me: await personAt(reference.origin, "Ada"), other: await personAt(reference.origin, "Grace") };
});
after(() => reference?.stop());

const verdictsOn = async (answer) => {
  const site = { ...(await siteAt(reference.origin, "demo-workspace", sessions)), fetch: plainFetch, patience: 500 };
  const results = await walk(broken(site, { answer }));
  assert.equal(results.length, rules.length);
  const baffled = results.filter(({ reason }) => reason?.startsWith(BAFFLED)).map(({ id, reason }) => `${id}: ${reason}`);
  assert.equal(baffled.join("\n"), "");
  return results;
};

test("every answer is of another form", async () => {
  for (const json of HOSTILE) {
    const results = await verdictsOn(({ name }, answer) => {
      if (!SPARED.test(name)) Object.assign(answer, { status: 200, json, text: JSON.stringify(json) });
    });
    assert.ok(results.some(({ status }) => status === "broken"));
  }
});

test("here and there an answer, or a field of one, is of another form", async () => {
  for (let seed = 1; seed <= 5; seed++) {
    let state = seed;
    // A linear congruential generator: a seed that fails can be tried again.
    const below = (limit) => (state = (state * 1103515245 + 12345) % 2 ** 31) % 2 ** 16 % limit;
    await verdictsOn((_, answer) => {
      if (below(12) !== 0) return;
      const json = HOSTILE[below(HOSTILE.length)];
      const fields = answer.json === null || below(2) ? [] : Object.keys(answer.json ?? {});
      if (fields.length) answer.json[fields[below(fields.length)]] = json;
      else Object.assign(answer, { json, text: JSON.stringify(json) });
    });
  }
});
