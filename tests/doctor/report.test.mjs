// The report: what it holds of a finding, and what it leaves out.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ok, wrong } from "../../src/doctor/finding.mjs";
import { LIVE, READING, SENDING, rules } from "../../src/doctor/rules.mjs";
import { report } from "../../src/doctor/report.mjs";

// Node has no page, and Node 20 no navigator.
if (!globalThis.navigator) globalThis.navigator = { userAgent: "Node" };
Object.assign(globalThis, { location: { origin: "https://chat.example", pathname: "/", href: "https://chat.example/?token=secret" } });

test("fields that may contain people's words are left out, and so is the page's query", () => {
  const said = { ...wrong("Messages have text", "a secret text", "another secret", "Send content as text."), isPrivate: true };
  const text = report([{ key: "api", findings: [ok("The history is answered"), said], isRunning: false }], { isPage: true });
  assert.match(text, /1 wrong, 0 notes, 1 ok, 0 not checked/);
  assert.match(text, /WRONG +Messages have text\n.*left out.*\n.*to change: Send content as text\./);
  assert.doesNotMatch(text, /secret/);
});

test("the doctor has each rule that it looks at", () => {
  const known = rules.map(({ id }) => id);
  for (const id of Object.keys({ ...READING, ...LIVE, ...SENDING })) assert.ok(known.includes(id), id);
  const needed = rules.filter(({ id }) => id in READING || id in LIVE || id in SENDING).flatMap(({ needs = [] }) => needs);
  for (const id of needed) assert.ok(known.includes(id), `${id}, which another rule needs`);
});
