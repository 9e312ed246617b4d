// Host pages that make it hard: their style sheets, their policies. And the examples of docs/embedding.md, as they stand.
import { readFileSync } from "node:fs";
import { compile } from "tailwindcss";
import { examplesOf } from "../support/documents";
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

// What a page that is made with them has on it, and what of it the chat could disturb.
const furniture = `<h1 class="mb-4">Support</h1><p class="lead">We are here.</p><button class="btn btn-primary bg-blue-500">Call</button>
  <ul><li>One</li></ul><textarea class="form-control"></textarea>`;
const frameworks: [name: string, styles: () => Promise<string>][] = [
  ["Bootstrap", async () => readFileSync(require.resolve("bootstrap/dist/css/bootstrap.css"), "utf8")],
  ["Tailwind, with its preflight", async () => {
    const tailwind = await compile(readFileSync(require.resolve("tailwindcss/index.css"), "utf8"));
    return tailwind.build(["mb-4", "bg-blue-500"]);
  }],
];

for (const [name, styles] of frameworks) {
  test(`on a page with ${name}, the chat looks as on any, and the page as without it`, async ({ visit, tokenOf }) => {
    const token = await tokenOf("Ada");
    const box = "<style>body { margin: 0; width: 1000px; }</style>";
    const plain = await visit(element(token), { head: box });
    await isLive(plain);
    await says(plain, "as it should look");

    const css = await styles();
    const head = `<style>${css}</style>${box}`;
    const without = await visit(furniture, { head });
    const ada = await visit(furniture + element(token), { head });
    await isLive(ada);
    await expect(ada.chat.message("as it should look")).toBeVisible();
    expect(await looksOf(ada)).toEqual(await looksOf(plain));
    const ofPage = ({ page }: Visit) =>
      page.evaluate(() => {
        return ["h1", "p", "button", "li", "textarea"].map((name) => {
          const element = document.querySelector(`body > ${name}, ul > ${name}`) as Element;
          return [...getComputedStyle(element)].map((property) => `${property}: ${getComputedStyle(element).getPropertyValue(property)}`).sort();
        });
      });
    expect(await ofPage(ada)).toEqual(await ofPage(without));
    // The style sheet is one that does something.
    expect(await without.page.locator("body > h1").evaluate((heading) => getComputedStyle(heading).marginTop)).toBe("0px");

    for (const visit of [plain, ada]) await visit.element.evaluate((host) => host.setAttribute("mode", "bubble"));
    const ofBubble = ({ page }: Visit) =>
      page.getByRole("button", { name: "Open the chat" }).evaluate((bubble) => {
        const { color, backgroundColor, padding, display, borderRadius, position, cursor, width, height } = getComputedStyle(bubble);
        return { color, backgroundColor, padding, display, borderRadius, position, cursor, width, height };
      });
    expect(await ofBubble(ada)).toEqual(await ofBubble(plain));
    await ada.page.getByRole("button", { name: "Open the chat" }).click();
    await plain.page.getByRole("button", { name: "Open the chat" }).click();
    for (const { chat } of [ada, plain]) await expect(chat.message("as it should look")).toBeVisible();
    expect(await looksOf(ada)).toEqual(await looksOf(plain));
  });
}

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

test("a missing WebAssembly file is reported in the element's language", async ({ visit, tokenOf }) => {
  const ada = await visit(element(await tokenOf("Ada")).replace("<collabspace-chat", '<collabspace-chat lang="de"'));
  await isLive(ada);
  await ada.page.route(/\.wasm$/, (route) => route.abort());
  await ada.page.reload();
  await expect(ada.page.getByRole("alert")).toContainText("Der Chat konnte nicht geladen werden.");
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

for (const [at, example] of examplesOf("docs/embedding.md", "html").entries()) {
  test(`example ${at + 1} of docs/embedding.md`, async ({ visit, tokenOf, host }) => {
    host.put("/chat-token", { html: await tokenOf("Ada"), headers: { "content-type": "text/plain" } });
    const ada = await visit(example);
    const state = example.includes("/chat-token") ? "live" : "signed-out";
    if (example.includes("<iframe")) await expect(ada.framed.root).toHaveAttribute("data-connection", state);
    else await expect(ada.element).toHaveJSProperty("connection", state);
    if (!example.includes("unread")) return;

    // It shows how many messages are unread, where nobody looks.
    await ada.page.locator("collabspace-chat, iframe").evaluate((chat) => {
      if (chat instanceof HTMLIFrameElement) chat.contentWindow?.postMessage({ type: "collabspace-visibility", detail: { visible: false } }, "*");
      else {
        Object.defineProperty(document, "hidden", { value: true });
        document.dispatchEvent(new Event("visibilitychange"));
      }
    });
    const grace = await visit(example.replaceAll("/chat-token", "/another-token"));
    host.put("/another-token", { html: await tokenOf("Grace"), headers: { "content-type": "text/plain" } });
    await grace.page.reload();
    const chat = example.includes("<iframe") ? grace.framed : grace.chat;
    await chat.composer.fill("anybody there?");
    await chat.composer.press("Enter");
    await expect(ada.page).toHaveTitle("(1) Support");
  });
}

test("the README's example is one of docs/embedding.md", () => {
  const [own] = examplesOf("README.md", "html");
  expect(examplesOf("docs/embedding.md", "html")).toContain(own);
});
