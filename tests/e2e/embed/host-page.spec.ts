// Host pages that make it hard: their style sheets, their policies. And the examples of docs/embedding.md, as they stand.
import { readFileSync } from "node:fs";
import path from "node:path";
import { type Visit, expect, test } from "../support/embedding";

const isLive = ({ chat }: Visit) => expect(chat.root).toHaveAttribute("data-connection", "live");

async function says({ chat }: Visit, text: string): Promise<void> {
  await chat.composer.fill(text);
  await chat.composer.press("Enter");
  await expect(chat.message(text)).toHaveAttribute("data-state", "sent");
}

const element = (token: string, nonce = "") =>
  `<div style="block-size: 600px"><collabspace-chat config="CDN/config.json"></collabspace-chat></div>
   <script nonce="${nonce}">document.querySelector("collabspace-chat").tokenProvider = async () => "${token}";</script>
   <script type="module" nonce="${nonce}" src="CDN/embed.js"></script>`;

/** Where the parts of the chat are, and how they look, whatever surrounds it. */
async function looksOf(visit: Visit): Promise<unknown> {
  return visit.chat.root.evaluate((root) => {
    const style = (selector: string) => {
      const { color, font, padding, display } = getComputedStyle(root.querySelector(selector) as Element);
      // Not the bounding box: what the page turns around is turned with it.
      const { offsetWidth, offsetHeight } = root.querySelector(selector) as HTMLElement;
      return { color, font, padding, display, offsetWidth, offsetHeight };
    };
    return [".chat-header", ".chat-title-text", ".composer-input", ".composer-send", ".message-list", ".message-text"].map(style);
  });
}

test("a page whose rules are all !important changes nothing in the chat, and the chat nothing in the page", async ({ visit, tokenOf }) => {
  const token = await tokenOf("Ada");
  const plain = await visit(element(token));
  await isLive(plain);
  await says(plain, "as it should look");
  const expected = await looksOf(plain);
  const rules = [
    "body * { all: unset !important; }",
    `* { color: red !important; font: 30px serif !important; padding: 9px !important; display: inline !important; width: auto !important;
         height: auto !important; opacity: 0.2 !important; transform: rotate(9deg) !important; visibility: hidden !important; float: left !important; }`,
  ];
  for (const rule of rules) {
    // The box itself is the page's: only what is in it is the chat's.
    const box = "collabspace-chat { width: 1264px !important; height: 600px !important; min-height: 0 !important; }";
    const hostile = await visit(element(token), { head: `<style>${rule} ${box}</style>` });
    await isLive(hostile);
    expect(await looksOf(hostile)).toEqual(expected);
    await expect(hostile.chat.texts).toBeVisible();
    expect(await hostile.element.evaluate((host) => getComputedStyle(host).opacity)).toBe("1");
  }
});

test("under a strict policy with a nonce, and Trusted Types of which there are none", async ({ visit, tokenOf, cdn }) => {
  const socket = cdn.origin.replace("http:", "ws:");
  const policy = [
    "default-src 'none'",
    "script-src 'nonce-r4nd0m' 'strict-dynamic' 'wasm-unsafe-eval'",
    `connect-src CDN ${socket}`,
    "img-src data: https:",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    "base-uri 'none'",
  ].join("; ");
  const page = element(await tokenOf("Ada"), "r4nd0m").replace(' style="block-size: 600px"', "");
  const ada = await visit(page, { headers: { "content-security-policy": policy, "cross-origin-embedder-policy": "require-corp" } });
  await isLive(ada);
  await says(ada, "under a strict policy");
  expect(await ada.page.locator("link").count(), "nothing is left in the host page's head").toBe(0);
});

test("a file that is not of this version is not run", async ({ visit, tokenOf, cdn }) => {
  const ada = await visit('<div id="later"></div>');
  await ada.page.route(/widget-/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `window.wasRun = true;${await answer.text()}` });
  });
  const failed = await ada.page.evaluate(async (html) => {
    document.body.insertAdjacentHTML("beforeend", html);
    const script = Object.assign(document.createElement("script"), { type: "module", src: /src="([^"]+embed\.js)"/.exec(html)?.[1] });
    const told = new Promise((tell) => addEventListener("collabspace-error", (event) => tell((event as CustomEvent).detail.message)));
    document.head.append(script);
    return told;
  }, element(await tokenOf("Ada")).replaceAll("CDN", cdn.origin));
  expect(failed).toMatch(/^widget-[0-9a-f]+\.js is gone or not of this version/);
  await expect(ada.page.getByRole("alert")).toContainText("The chat could not be loaded.");
  expect(await ada.page.evaluate(() => "wasRun" in window)).toBe(false);
});

for (const width of [280, 390, 1280]) {
  test(`${width} px wide: in its box, and as a bubble`, async ({ visit, tokenOf }, testInfo) => {
    const token = await tokenOf("Ada");
    const ada = await visit(element(token), { width, height: 700 });
    await isLive(ada);
    await says(ada, `at ${width} px`);
    await ada.page.screenshot({ path: testInfo.outputPath(`inline-${width}.png`) });
    const overflow = () => ada.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await ada.element.evaluate((host) => host.setAttribute("mode", "bubble"));
    await ada.page.screenshot({ path: testInfo.outputPath(`bubble-${width}.png`) });
    await ada.page.getByRole("button", { name: "Open the chat" }).click();
    await expect(ada.chat.message(`at ${width} px`)).toBeVisible();
    await expect(ada.chat.composer).toBeFocused();
    await ada.page.screenshot({ path: testInfo.outputPath(`panel-${width}.png`) });
  });
}

const examples = [...readFileSync(path.resolve(__dirname, "../../../docs/embedding.md"), "utf8").matchAll(/```html\n([^]*?)```/g)].map(([, code]) => code);

for (const [at, example] of examples.entries()) {
  test(`example ${at + 1} of docs/embedding.md`, async ({ visit, tokenOf, host }) => {
    host.put("/chat-token", { html: await tokenOf("Ada"), headers: { "content-type": "text/plain" } });
    const ada = await visit(example);
    await expect(ada.element).toHaveJSProperty("connection", example.includes("tokenProvider") ? "live" : "signed-out");
  });
}
