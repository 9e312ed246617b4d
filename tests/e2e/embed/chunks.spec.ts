// The chat's further WebAssembly files, in a page of another origin.
import type { ChatPage } from "../support/chat-page";
import { SCRIPT, element, expect, test } from "../support/embedding";
import type { Network } from "../support/network";

const controls = (cdn: Network) => cdn.callsOf(({ path }) => /^\/controls-[0-9a-f]{16}\.wasm$/.test(path));

async function opensSettings(chat: ChatPage): Promise<void> {
  await expect(chat.root).toHaveAttribute("data-connection", "live");
  await chat.sidebar.locator("summary").click();
  await expect(chat.setting("switch", "Sound")).toBeVisible();
}

test("an element loads chunks from the chat's folder, and keeps the draft if one is gone", async ({ visit, tokenOf, cdn }) => {
  const token = await tokenOf("Ada");
  const gone = cdn.answer(({ path }) => /^\/controls-/.test(path), 404, {}, { "access-control-allow-origin": "*" });
  const box = `<div style="block-size: 600px; inline-size: 1000px">${element("", token)}</div>${SCRIPT}`;
  const ada = await visit(box);
  await expect(ada.chat.root).toHaveAttribute("data-connection", "live");
  await ada.chat.composer.fill("a draft");
  await ada.chat.sidebar.locator("summary").click();
  await expect(ada.chat.banner).toContainText("There is a new version of this chat");
  await expect(ada.chat.composer).toHaveValue("a draft");
  gone.lift();
  await ada.page.reload();
  await opensSettings(ada.chat);
  await expect(ada.chat.composer).toHaveValue("a draft");
  expect(controls(cdn).at(-1)?.headers.origin).toBe(new URL(ada.page.url()).origin);
});

test("a frame loads them too", async ({ visit, tokenOf, cdn }) => {
  const token = await tokenOf("Ada");
  const ada = await visit(`
    <script>addEventListener("message", ({ source, data }) => {
      if (data.type === "collabspace-tokenwanted") source.postMessage({ type: "collabspace-set-token", detail: { token: "${token}" } }, "*");
    });</script>
    <iframe title="Chat" src="CDN/?embed=1&auth=token" style="width: 1000px; height: 600px"></iframe>`);
  await opensSettings(ada.framed);
  expect(controls(cdn)).toHaveLength(1);
  expect(ada.violations).toEqual([]);
});
