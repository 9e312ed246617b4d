// Checks JavaScript's built-in objects, which a host page may have changed, for what the chat cannot do without. safe-json.js
// replaces what it can.

// Browsers read these names from options and property descriptors, through the prototype. A value that every object inherits
// would change every call that takes some.
const READ_FROM_OPTIONS = [
  "body", "cache", "configurable", "credentials", "detail", "enumerable", "get", "headers", "integrity", "keepalive", "method", "mode",
  "redirect", "referrer", "referrerPolicy", "set", "signal", "then", "value", "writable",
];

const CHECKS = {
  "JSON.parse": () => JSON.parse('{"a":[1]}').a[0] === 1,
  "Function.prototype.bind": () => function (a, b) { return this.c + a + b; }.bind({ c: 1 }, 2)(3) === 6,
  "Function.prototype.call": () => function (a) { return this.b + a; }.call({ b: 1 }, 2) === 3,
  "Function.prototype.apply": () => function (a) { return this.b + a; }.apply({ b: 1 }, [2]) === 3,
  "Object.keys": () => `${Object.keys({ a: 1, b: 2 })}` === "a,b",
  "Object.assign": () => Object.assign({ a: 1 }, { b: 2 }).b === 2,
  "Array.prototype.push": () => { const list = [1]; list.push(2); return list.length === 2 && list[1] === 2; },
  "Array.prototype.map": () => `${[1, 2].map((n) => n + 1)}` === "2,3",
  "Array.prototype.filter": () => `${[1, 2].filter((n) => n > 1)}` === "2",
  "Array.prototype.indexOf": () => [1, 2].indexOf(2) === 1 && [1].indexOf(2) === -1,
  "Array.prototype.slice": () => `${[1, 2, 3].slice(1)}` === "2,3",
  "Array.prototype.concat": () => `${[1].concat([2])}` === "1,2",
  "Array.prototype[Symbol.iterator]": () => `${[...[1, 2]]}` === "1,2",
  "String.prototype.replace": () => "aXc".replace(/X/g, () => "b") === "abc",
  "Map.prototype.get": () => new Map([["a", 1]]).get("a") === 1,
  "Reflect.get": () => Reflect.get({ a: 1 }, "a") === 1,
};

function holds(check) {
  try {
    return check();
  } catch {
    return false;
  }
}

/** Throws if the chat cannot work with the built-in objects as they are on this page. */
export function checkBuiltIns() {
  // With nothing that is checked here.
  let broken = "";
  for (const name of READ_FROM_OPTIONS) if (name in Object.prototype) broken += `, Object.prototype.${name}`;
  for (const name in CHECKS) if (Object.hasOwn(CHECKS, name) && !holds(CHECKS[name])) broken += `, ${name}`;
  if (!broken) return;
  const words = `this page has changed built-in objects of JavaScript that the chat depends on: ${broken.substring(2)}`;
  throw Object.assign(new Error(words), { told: `The chat cannot work here: ${words}.` });
}
