// Host pages whose scripts changed JavaScript's built-in objects before the chat came: it works all the same, or says that it cannot.
import { SCRIPT, type Visit, element, expect, saysAfar, test } from "../support/embedding";

const box = (token: string) => `<div style="block-size: 600px">${element("", token)}</div>${SCRIPT}`;
const script = (text: string) => `<script>${text}</script>`;

async function sendsAndReceives({ chat }: Visit, hear: (text: string) => Promise<void>): Promise<void> {
  await expect(chat.root).toHaveAttribute("data-connection", "live");
  const sent = 'says "hello" \\ ünïcödé 👋';
  await chat.composer.fill(sent);
  await chat.composer.press("Enter");
  await expect(chat.message(sent)).toHaveAttribute("data-state", "sent");
  // A message that was missed would come with the next answer: only an event brings it now.
  await hear("came as an event");
  await expect(chat.message("came as an event")).toBeVisible();
}

// What Prototype.js 1.6.1 defines: lists as texts in JSON, Ruby's names on lists, methods on every element.
const PROTOTYPE_1_6 = `
  Object.extend = (to, from) => { for (const name in from) to[name] = from[name]; return to; };
  Object.extend(String.prototype, { toJSON() { return '"' + this + '"'; }, include(text) { return this.indexOf(text) > -1; }, blank() { return /^\\s*$/.test(this); } });
  Number.prototype.toJSON = function () { return String(this); };
  Date.prototype.toJSON = function () { return '"' + this.toISOString() + '"'; };
  const each = function (act) { for (let at = 0; at < this.length; at += 1) act(this[at], at); return this; };
  Object.extend(Array.prototype, {
    _each: each, each, toJSON() { return "[" + [].map.call(this, (one) => JSON.stringify(one)).join(", ") + "]"; },
    toArray() { return [].slice.call(this); }, entries() { return [].slice.call(this); }, reduce() { return this.length > 1 ? this : this[0]; },
    clear() { this.length = 0; return this; }, first() { return this[0]; }, last() { return this[this.length - 1]; }, size() { return this.length; },
    compact() { return this.filter((one) => one != null); }, without(one) { return this.filter((other) => other !== one); },
    uniq() { return this.filter((one, at) => this.indexOf(one) === at); }, inspect() { return "[" + this.join(", ") + "]"; },
  });
  Array.from = (from) => (from ? (from.toArray ? from.toArray() : [].slice.call(from)) : []);
  const bind = Function.prototype.bind;
  Object.extend(Function.prototype, {
    bind(...given) { if (given.length < 2 && given[0] === undefined) return this; const of = this; return function (...more) { return of.apply(given[0], given.slice(1).concat(more)); }; },
    curry(...given) { return bind.call(this, null, ...given); }, defer() { setTimeout(this, 10); },
  });
  Object.extend(Element.prototype, {
    remove() { this.parentNode && this.parentNode.removeChild(this); return this; }, update(html) { this.innerHTML = html; return this; },
    scrollTo() { window.scrollTo(0, this.offsetTop); return this; }, select(all) { return [].slice.call(this.querySelectorAll(all)); },
  });`;

const changes: [name: string, text: string][] = [
  ["Prototype.js 1.6.1", PROTOTYPE_1_6],
  ["a list's toJSON", 'Array.prototype.toJSON = function () { return this.join(); };'],
  ["an object's toJSON", 'Object.prototype.toJSON = function () { return "[object]"; };'],
  ["enumerable fields of every object", 'Object.prototype.extend = function () {}; Object.prototype.x = 1; Object.prototype.id = "nobody"; Object.prototype.channel = "elsewhere"; Array.prototype.each = function () {};'],
  ["another JSON.stringify", 'JSON.stringify = () => "{}";'],
  ["a JSON.stringify that fails", 'JSON.stringify = () => { throw new Error("no"); };'],
  ["another bind", 'Function.prototype.bind = function (to, ...given) { const of = this; return (...more) => of.apply(to, [...given, ...more]); };'],
];

for (const [name, text] of changes) {
  test(`on a page with ${name}, messages are sent and received`, async ({ visit, tokenOf, cdn }) => {
    const grace = await tokenOf("Grace");
    const ada = await visit(box(await tokenOf("Ada")), { head: script(text) });
    await sendsAndReceives(ada, (said) => saysAfar(cdn, grace, said));
    // Not by a script in the page, which would meet the same built-in objects.
    const frame = ada.page.locator(".embed-frame");
    for (const name of ["extend", "x", "id", "channel", "toJSON"]) await expect(frame).not.toHaveAttribute(name);
  });
}

test("on a page where it cannot work, the chat names what was changed", async ({ visit, tokenOf }) => {
  const ada = await visit(box(await tokenOf("Ada")), { head: script('Array.prototype.map = () => []; Object.prototype.method = "GET";') });
  await expect(ada.page.getByRole("alert")).toContainText("Object.prototype.method, Array.prototype.map");
});

for (const own of ["undefined", "function Pusher() {}"]) {
  test(`the host page's Pusher is left alone: ${own}`, async ({ visit, tokenOf }) => {
    const ada = await visit(box(await tokenOf("Ada")), { head: script(own === "undefined" ? "" : `${own}; window.own = Pusher;`) });
    await expect(ada.chat.root).toHaveAttribute("data-connection", "live");
    const isSame = await ada.page.evaluate((isAbsent) => (isAbsent ? !("Pusher" in window) : Reflect.get(window, "Pusher") === Reflect.get(window, "own")), own === "undefined");
    expect(isSame).toBe(true);
  });
}

test("typing into the chat does not trigger the host page's shortcuts", async ({ visit, tokenOf }) => {
  const shortcuts = script(`
    const keys = (window.keys = []);
    for (const type of ["keydown", "keypress", "keyup"]) addEventListener(type, (event) => {
      keys.push(event.key);
      if (event.target.matches("input, textarea")) return;
      if (event.key === "/") { document.querySelector("#search").focus(); event.preventDefault(); }
    });`);
  const ada = await visit(`<input id="search" aria-label="Search">${box(await tokenOf("Ada"))}${shortcuts}`);
  await expect(ada.chat.root).toHaveAttribute("data-connection", "live");
  await ada.chat.composer.click();
  await ada.page.keyboard.type("and/or");
  await expect(ada.chat.composer).toHaveValue("and/or");
  await ada.page.keyboard.press("Enter");
  await expect(ada.chat.message("and/or")).toHaveAttribute("data-state", "sent");
  // What moves the focus, or closes a dialog, is the host page's too.
  await ada.page.keyboard.press("Escape");
  await ada.page.keyboard.press("Tab");
  const keys = await ada.page.evaluate(() => Reflect.get(window, "keys") as string[]);
  expect(keys).toContain("Escape");
  expect(keys.filter((key) => !["Escape", "Tab"].includes(key))).toEqual([]);
});
