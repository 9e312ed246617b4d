// The doctor: what it says of a chat that works, and which line it says is to be changed when something does not.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { check, isDone, titles } from "./support/doctor";
import { lines } from "./support/history";
import type { Person } from "./support/person";
import { expect, test } from "./support/test";

test.use({ site: { history: lines(4) } });

async function reportOf(page: Page): Promise<string> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy the report" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

test("nothing is wrong with a chat that works, and nothing is sent until the button is pressed", async ({ join, grace }) => {
  const ada = await join("Ada");
  await ada.page.goto("/?doctor");
  await isDone(ada.page);
  expect(await titles(ada.page, "wrong")).toEqual([]);
  const skipped = await titles(ada.page, "skipped");
  // Not what the test's own origin cannot have, and no chat is open beside it.
  expect(skipped.filter((title) => !["There is room to store them", "Its tabs share one connection"].includes(title))).toEqual([]);
  await expect(ada.page.getByRole("status")).toContainText("Nothing is wrong.");
  for (const section of ["Browser", "Settings", "Files", "API", "Live connection"]) {
    await expect(ada.page.getByRole("heading", { name: section, exact: true })).toBeVisible();
  }
  expect(ada.network.callsOf(({ method, path }) => method !== "GET" && !/^\/(login|api\/pusher\/auth)$/.test(path))).toEqual([]);
  expect((await new AxeBuilder({ page: ada.page }).analyze()).violations).toEqual([]);

  await ada.page.getByRole("button", { name: "Send a test message" }).click();
  await expect(ada.page.getByRole("heading", { name: "Test message" })).toBeVisible();
  await isDone(ada.page);
  expect(await titles(ada.page, "wrong")).toEqual([]);
  await expect(check(ada.page, "The message arrives over the live connection")).toHaveAttribute("data-verdict", "ok");
  // Sent twice under one id, it is one message.
  await expect(grace.chat.texts.filter({ hasText: "A test message from the chat's doctor" })).toHaveCount(1);

  const report = await reportOf(ada.page);
  expect(report).toMatch(/0 wrong/);
  expect(report).not.toContain("line 4");

  // A proxy ends what is silent, while its check still waits.
  ada.network.sockets.cut();
  const silence = check(ada.page, "It stays open while idle");
  await expect(silence.locator(".doctor-fix")).toBeVisible();
  await expect(silence.locator(".doctor-fix")).toHaveText(/proxy_read_timeout/);
  await ada.page.getByRole("link", { name: "Back to the chat" }).click();
  await ada.isLive();
});

const PAGE = "<!doctype html><title>Sign in</title>";
const JSON_TYPE = { "content-type": "application/json" };

/** What goes wrong, the check that sees it, and what the doctor says is to be changed. */
const FAULTS: [what: string, breaks: (ada: Person) => unknown, title: string, fix: RegExp][] = [
  ["no config.json", ({ network }) => network.answer("GET /config.json", 404), "config.json can be read", /beside index\.html/],
  ["a page in place of config.json", ({ network }) => (network.configure = () => PAGE), "config.json can be read", /answers missing files with its own page/],
  ["JSON with a comma too many", ({ network }) => (network.configure = () => '{"pusher": {},}'), "config.json can be read", /comma/],
  ["the key of the example", ({ network }) => (network.configure = (c) => ({ ...c, pusher: { ...c.pusher, key: "your-pusher-key" } })), "It names a Pusher app", /pusher\.key/],
  ["WebAssembly under a wrong type", ({ network }) => network.answer(({ path }) => path.endsWith(".wasm"), 200, PAGE, { "content-type": "text/html" }), "The WebAssembly is served as it should be", /whole folder/],
  ["an index.html of another version", ({ network }) => network.answer("GET /index.html", 200, "chat-0123456789abcdef.wasm", { "content-type": "text/html" }), "index.html is of this version", /purge/],
  ["a sign-in page with 200", ({ network }) => network.answer("GET /api/messages", 200, PAGE, { "content-type": "text/html" }), "Answers are JSON and nothing else", /answers in the API's place/],
  ["a redirect to the sign-in", ({ network }) => network.answer("GET /api/messages", 302, "", { location: "/login" }), "The history is answered", /answer 401 on the API's paths/],
  ["a cookie that does not arrive", ({ network }) => network.answer(({ path }) => path.startsWith("/api/"), 401), "The history is answered", /cookie does not arrive/],
  ["HTML after the JSON of the auth endpoint", ({ network }) => network.answer("POST /api/pusher/auth", 200, '{"auth":"k:1"}\n<script>debugbar</script>', JSON_TYPE), "It answers JSON and nothing else", /Debugbar/],
  ["a missing CSRF token", ({ network }) => network.answer("POST /api/pusher/auth", 419, { message: "CSRF token mismatch." }), "The auth endpoint answers", /XSRF-TOKEN/],
  ["the key of another app", ({ network }) => network.answer("POST /api/pusher/auth", 200, { auth: `another-key:${"0".repeat(64)}`, channel_data: '{"user_id":"1","user_info":{"name":"Ada"}}' }, JSON_TYPE), "It signs with the key of config.json", /pusher\.key/],
  ["an app that the Pusher server does not know", ({ network }) => (network.refusal = { code: 4001, message: "Application does not exist" }), "The WebSocket opens", /no app with this key/],
  ["a proxy that does not upgrade", ({ network }) => (network.configure = (c) => ({ ...c, pusher: { ...c.pusher, wsPath: "/nowhere" } })), "The WebSocket opens", /Upgrade/],
];

test("each of the classics is named, with the line to change", async ({ join }) => {
  test.setTimeout(180_000);
  for (const [what, breaks, title, fix] of FAULTS) {
    await test.step(what, async () => {
      const ada = await join("Ada");
      breaks(ada);
      await ada.page.goto("/doctor.html");
      await isDone(ada.page);
      const found = check(ada.page, title);
      await expect(found).toHaveAttribute("data-verdict", "wrong");
      await expect(found.locator(".doctor-fix")).toHaveText(fix);
      await ada.page.close();
    });
  }
});

test("a page whose WebAssembly is blocked leads to the doctor, which speaks the visitor's language", async ({ join }) => {
  const ada = await join("Ada", { locale: "ar" });
  ada.network.answer(({ path }) => path.endsWith(".wasm"), 403);
  await ada.page.goto("/");
  await ada.page.getByRole("link", { name: "اعرف ما المشكلة" }).click();
  await isDone(ada.page);
  await expect(ada.page.locator("html")).toHaveAttribute("dir", "rtl");
  await expect(ada.page.getByRole("heading", { level: 1, name: "ما المشكلة؟" })).toBeFocused();
  await expect(check(ada.page, "The WebAssembly is served as it should be")).toContainText("HTTP 403");
});
