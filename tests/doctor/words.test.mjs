// The doctor's words: each language has each of them, and the languages are those of the chat.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { all, wordsIn } from "../../src/doctor/words.mjs";

test("each language has each of the words, and each catalogue has a language", () => {
  const catalogues = readdirSync(new URL("../../public/locales", import.meta.url)).map((name) => name.replace(".json", ""));
  assert.deepEqual(Object.keys(all.texts).sort(), ["en", ...catalogues].sort());
  for (const [language, text] of Object.entries(all.texts)) {
    const lines = text.split("\n");
    assert.equal(lines.length, all.keys.length, language);
    assert.ok(lines.every((line) => line.trim() === line && line), language);
    assert.ok(!/\.\.\.|'/.test(text), `${language}: three full stops or a straight apostrophe`);
  }
});

test("the first language that there is speaks, with its direction", () => {
  assert.equal(wordsIn([undefined, "xx", "pt-BR", "de"]).wrong, "Errado");
  assert.deepEqual([wordsIn(["he-IL"]).dir, wordsIn(["zh-TW"]).tag, wordsIn([]).tag], ["rtl", "zh-Hans", "en"]);
});
