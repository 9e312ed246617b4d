// The doctor over a host page: the same checks, from that page's origin, under its policy, with its token.
import type { CollabspaceChat } from "../../../public/embed";
import { check, doctor, isDone } from "../support/doctor";
import { SCRIPT, element, expect, test } from "../support/embedding";

test("in a host page it opens over the page, also from a panel, and its report contains no token and no text", async ({ visit, tokenOf, cdn }) => {
  const token = await tokenOf("Ada");
  const policy = [
    "default-src 'none'; script-src 'nonce-n' 'strict-dynamic' 'wasm-unsafe-eval'; style-src-attr 'unsafe-inline'; img-src data:",
    `connect-src ${cdn.origin} ${cdn.origin.replace("http:", "ws:")}; require-trusted-types-for 'script'; trusted-types 'none'`,
  ].join("; ");
  const ada = await visit(
    `<script type="module" nonce="n" src="CDN/embed.js"></script>
     <div style="height: 600px"><collabspace-chat config="CDN/config.json"></collabspace-chat></div>
     <script nonce="n">document.querySelector("collabspace-chat").tokenProvider = async () => "${token}";</script>`,
    { headers: { "content-security-policy": policy } },
  );
  await expect(ada.chat.root).toHaveAttribute("data-connection", "live");
  await ada.chat.composer.fill("nobody else's business");
  await ada.chat.composer.press("Enter");
  await expect(ada.chat.message("nobody else's business")).toHaveAttribute("data-state", "sent");

  const report = await ada.element.evaluate((chat) => (chat as CollabspaceChat).doctor());
  expect(report).toMatch(/^0 wrong/m);
  expect(report).toContain("this page has it, shared with 0 more");
  expect(report).not.toContain(token);
  expect(report).not.toContain("nobody else's business");
  await ada.page.getByRole("button", { name: "Close", exact: true }).click();
  await expect(doctor(ada.page)).toHaveCount(0);

  cdn.configure = (config) => ({ ...config, pusher: { ...config.pusher, key: "your-pusher-key" } });
  await ada.element.evaluate((chat) => chat.setAttribute("lang", "de"));
  await ada.chat.panel.getByRole("link", { name: "Herausfinden, was nicht stimmt" }).click();
  await isDone(ada.page);
  await expect(check(ada.page, "It names a Pusher app")).toHaveAttribute("data-verdict", "wrong");
  await expect(ada.page.getByRole("heading", { level: 1, name: "Was stimmt nicht?" })).toBeVisible();
});

test("a policy of the host page that stops the WebSocket is named", async ({ visit, tokenOf, cdn }) => {
  const policy = `script-src 'nonce-n' 'strict-dynamic' 'wasm-unsafe-eval'; connect-src ${cdn.origin}`;
  const page = `<script type="module" nonce="n" src="CDN/embed.js"></script><collabspace-chat loading="lazy" mode="bubble" config="CDN/config.json"></collabspace-chat>`;
  const ada = await visit(page, { headers: { "content-security-policy": policy } });
  const token = await tokenOf("Ada");
  await ada.element.evaluate((chat, token) => {
    (chat as CollabspaceChat).setToken(token);
    return (chat as CollabspaceChat).doctor();
  }, token);
  await expect(check(ada.page, "The WebSocket opens").locator(".doctor-fix")).toHaveText(/add ws:\/\/127\.0\.0\.1:\d+ to connect-src/);
  // They are what was asked for.
  expect(ada.violations.splice(0).every((text) => text.startsWith("connect-src ws:"))).toBe(true);
});

test("an element whose WebAssembly is blocked leads to it", async ({ visit, tokenOf, cdn }) => {
  cdn.answer(({ path }) => path.endsWith(".wasm"), 403, "blocked", { "access-control-allow-origin": "*" });
  const ada = await visit(SCRIPT + element("", await tokenOf("Ada")));
  await expect(ada.page.getByRole("alert")).toContainText("The chat could not be loaded");
  await ada.page.getByRole("link", { name: "Find out what is wrong" }).click();
  await expect(check(ada.page, "The WebAssembly is served as it should be")).toContainText("HTTP 403");
});
