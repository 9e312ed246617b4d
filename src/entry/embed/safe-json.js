// `JSON` as the specification has it, whatever the host page did to the built-in objects. scripts/page/bundle.mjs puts it in
// place of the global one throughout the embed's bundle: this project's scripts, wasm-bindgen's glue, and pusher-js.
//
// Prototype.js up to 1.6.1 defines `Array.prototype.toJSON`, which makes `JSON.stringify` write each list as a text. Other
// libraries replace `JSON.stringify` itself. `JSON.parse` calls nothing that a page could have changed.

const host = globalThis.JSON;
const { parse, stringify } = host;
const PROBE = '{"a":["\\"b",1.5,null,true,{}]}';

// Also false if it throws.
function isSound() {
  try {
    return stringify.call(host, parse.call(host, PROBE)) === PROBE;
  } catch {
    return false;
  }
}

const hasSoundStringify = isSound();

// Quotes, control characters and lone surrogates.
const quoted = (text) => `"${text.replace(/["\\\p{Cc}\p{Cs}]/gu, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)}"`;

// Own fields alone, and no `toJSON`. `undefined` for what JSON cannot express, as `JSON.stringify` returns it.
function written(value) {
  if (value === null) return "null";
  if (typeof value === "string") return quoted(value);
  if (typeof value === "boolean") return `${value}`;
  if (typeof value === "number") return Number.isFinite(value) ? `${value}` : "null";
  if (typeof value !== "object") return undefined;
  let all = "";
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at += 1) all += `${at ? "," : ""}${written(value[at]) ?? "null"}`;
    return `[${all}]`;
  }
  for (const name of Object.keys(value)) {
    const field = written(value[name]);
    if (field !== undefined) all += `${all ? "," : ""}${quoted(name)}:${field}`;
  }
  return `{${all}}`;
}

const safe = {
  parse: (text) => parse.call(host, text),
  // What is inherited from `Object.prototype` is seen here too.
  stringify: (value) => (hasSoundStringify && !("toJSON" in Array.prototype) ? stringify.call(host, value) : written(value)),
};

export { safe as JSON };
