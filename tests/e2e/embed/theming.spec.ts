// docs/theming.md: its examples as they stand, and every property and every part that it names.
import type { Locator } from "@playwright/test";
import { examplesOf, namesIn } from "../support/documents";
import { type Visit, expect, test as base } from "../support/embedding";
import { painted, picks } from "../support/files";
import { lines } from "../support/history";

const test = base.extend({
  site: async ({ host }, use) => use({ allowOrigin: host.origin, history: lines(80) }),
});

const SCRIPT = '<script type="module" src="CDN/embed.js"></script>';
const chat = (token: string, attributes = "") =>
  `<div style="height: 600px"><collabspace-chat config="CDN/config.json" ${attributes}></collabspace-chat></div>
   <script>document.querySelector("collabspace-chat").tokenProvider = () => "${token}";</script>${SCRIPT}`;
const part = ({ page }: Visit, name: string) => page.locator(`[part~="${name}"]`).first();
const isLive = ({ chat }: Visit) => expect(chat.root).toHaveAttribute("data-connection", "live");
const styleOf = (locator: Locator, property: string) => locator.evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), property);

const [byProperties, byParts, bubble] = examplesOf("docs/theming.md", "html");

test("the example of the properties", async ({ visit }) => {
  const ada = await visit(byProperties);
  await expect(ada.chat.panel.getByRole("link", { name: "Sign in", exact: true })).toHaveCSS("background-color", "rgb(123, 45, 139)");
  await expect(ada.chat.root).toHaveCSS("font-family", "Georgia, serif");
  await expect(ada.page.locator(".composer-box")).toHaveCSS("border-radius", "0px");
});

test("the example of the parts", async ({ visit }) => {
  const ada = await visit(byParts);
  await expect(part(ada, "header")).toHaveCSS("background-color", "rgb(43, 33, 64)");
  await expect(part(ada, "sidebar")).toBeHidden();
  await expect(part(ada, "composer-input")).toHaveCSS("font-style", "italic");
  await expect(part(ada, "send")).toHaveCSS("border-radius", "50%");
});

test("the example of the bubble", async ({ visit }) => {
  const ada = await visit(bubble);
  await expect(part(ada, "bubble")).toHaveCSS("background-color", "rgb(11, 110, 79)");
  expect((await part(ada, "bubble").boundingBox())?.x).toBe(24);
  await part(ada, "bubble").click();
  await expect(part(ada, "panel")).toHaveCSS("border-top-width", "3px");
  await expect(part(ada, "badge")).toHaveCSS("background-color", "rgb(255, 209, 102)");
});

test("every property that is named takes effect", async ({ visit, tokenOf }) => {
  /** What is looked at, which of its properties, and a value with what comes of it. */
  const effects: Record<string, [selector: string, property: string, value: string, becomes?: string]> = {
    "--collabspace-accent": [".composer-send", "background-color", "rgb(1, 2, 3)"],
    "--collabspace-on-accent": [".composer-send", "color", "rgb(1, 2, 3)"],
    "--collabspace-accent-text": [".channel[aria-current]", "color", "rgb(1, 2, 3)"],
    "--collabspace-surface": [".chat", "background-color", "rgb(1, 2, 3)"],
    "--collabspace-sunken": [".chat-sidebar", "background-color", "rgb(1, 2, 3)"],
    "--collabspace-text": [".message-text", "color", "rgb(1, 2, 3)"],
    "--collabspace-font": [".message-text", "font-family", "fantasy"],
    "--collabspace-text-scale": [".message-text", "font-size", "2", "30px"],
    "--collabspace-radius": [".composer-box", "border-top-left-radius", "3px"],
    "--collabspace-min-height": ["collabspace-chat", "min-block-size", "123px"],
    "--collabspace-panel-width": [".embed-panel", "inline-size", "321px"],
    "--collabspace-panel-height": [".embed-panel", "block-size", "456px"],
    "--collabspace-layer": [".embed-panel", "z-index", "7"],
  };
  expect(namesIn("docs/theming.md", /^--/).sort()).toEqual(Object.keys(effects).sort());
  const ada = await visit(chat(await tokenOf("Ada")));
  const before = new Map<string, string>();
  for (const mode of ["inline", "bubble"]) {
    await ada.element.evaluate((element, mode) => element.setAttribute("mode", mode), mode);
    if (mode === "bubble") await ada.page.getByRole("button", { name: "Open the chat" }).click();
    await isLive(ada);
    await ada.chat.composer.fill("so that the button is filled");
    for (const [name, [selector, property, value, becomes = value]] of Object.entries(effects)) {
      if (selector === ".embed-panel" ? mode === "inline" : mode === "bubble") continue;
      const target = ada.page.locator(selector).last();
      before.set(name, await styleOf(target, property));
      expect(before.get(name), `${name} changes something`).not.toBe(becomes);
      // On something around it, as the document allows.
      await ada.page.evaluate(([name, value]) => document.body.style.setProperty(name, value), [name, value]);
      await expect(target, name).toHaveCSS(property, becomes);
      await ada.page.evaluate((name) => document.body.style.removeProperty(name), name);
    }
  }
  expect(before.size).toBe(Object.keys(effects).length);
});

test("every part that is named can be styled", async ({ visit, tokenOf, cdn }) => {
  const isShown = (name: string) => !name.startsWith("--");
  const names = namesIn("docs/theming.md", /^[a-z-]+$/).filter(isShown);
  expect(names.length).toBeGreaterThan(10);
  const mark = "rgb(1, 2, 3)";
  const head = `<style>${names.map((name) => `collabspace-chat::part(${name}) { text-decoration-color: ${mark}; }`).join("\n")}</style>`;
  const ada = await visit(chat(await tokenOf("Ada")), { head });
  const seen = new Set<string>();
  const look = async () => {
    const found = await ada.element.evaluate((element, mark) => {
      const parts = [...(element.shadowRoot?.querySelectorAll("[part]") ?? [])];
      return parts.filter((part) => getComputedStyle(part).textDecorationColor === mark).flatMap((part) => [...part.part]);
    }, mark);
    found.forEach((name) => seen.add(name));
  };
  await isLive(ada);
  await expect(ada.chat.message("line 80")).toBeVisible();
  // A reaction, the bar over the composer, an answer.
  await ada.chat.message("line 80").hover();
  await ada.chat.toolbar.getByRole("button", { name: "👍" }).click();
  await expect(ada.chat.message("line 80").locator(".reaction")).toHaveCount(1);
  await ada.chat.toolbar.getByRole("button", { name: "Reply" }).click();
  await look();
  await ada.chat.composer.fill("an answer");
  await ada.chat.composer.press("Enter");
  await expect(ada.chat.message("an answer")).toBeVisible();
  await look();
  await picks(ada, { name: "letter.txt", mimeType: "text/plain", buffer: Buffer.from("Dear Grace") });
  await look();
  await ada.chat.composer.press("Enter");
  await expect(ada.chat.messages.last().locator(".file")).toBeVisible();
  await look();
  await picks(ada, await painted(ada, "sea.png", 400, 300));
  await ada.chat.composer.press("Enter");
  await expect(ada.chat.messages.last()).toHaveAttribute("data-state", "sent");
  await ada.chat.messages.last().locator(".picture").click();
  await expect(ada.page.getByRole("dialog", { name: "Pictures" })).toBeVisible();
  await look();
  await ada.page.keyboard.press("Escape");
  await ada.chat.searchButton.click();
  await ada.chat.field.fill("answer");
  await expect(ada.chat.search.locator(".search-result").first()).toBeVisible();
  await look();
  await ada.page.keyboard.press("Escape");
  await expect(ada.chat.search).toBeHidden();
  await ada.chat.list.hover();
  await ada.page.mouse.wheel(0, -2_000);
  await expect(ada.chat.jump).toBeVisible();
  await look();
  cdn.cut();
  await expect(ada.chat.banner).toBeVisible();
  await look();
  await ada.element.evaluate((element) => element.setAttribute("mode", "bubble"));
  await look();
  expect([...seen].sort()).toEqual(names.sort());
});
