// The backend that serves live updates itself: one process, as `make start` has it.
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { SCRIPT, element, expect as expectEmbedded, saysAfar, test as embedded } from "./support/embedding";
import { expect, test } from "./support/unreliable";

test("two people chat through a cut network and a restart, and miss nothing", async ({ ada, grace, backend }) => {
  const everyone = [ada, grace];
  for (const person of everyone) await expect(person.chat.people).toHaveCount(2);
  await grace.types("hello");
  await expect(ada.chat.typing).toHaveText(/^Grace is typing/);
  await grace.chat.composer.press("Enter");
  await ada.sees("hello", { from: "Grace" });

  ada.network.cut();
  await ada.connectionIs(/^(?!live)/);
  await grace.says("while you were away");
  await grace.sees("while you were away");
  ada.network.restore();
  await ada.isLive();
  await ada.sees("while you were away", { from: "Grace" });

  // It tells them to come back before it ends; they do so by themselves, to its successor.
  await backend.end();
  for (const person of everyone) await person.connectionIs(/^(?!live)/);
  await ada.says("written while it was away");
  await backend.restart();
  for (const person of everyone) await person.isLive();
  await grace.sees("written while it was away", { from: "Ada" });
  await grace.says("and on we go");
  for (const person of everyone) {
    await person.sees("and on we go", { from: "Grace" });
    await expect(person.chat.texts).toHaveText(["hello", "while you were away", "written while it was away", "and on we go"]);
    await expect(person.chat.people).toHaveCount(2);
  }
});

test("the sample messages of make start show a reaction, a reply and an edit", async ({ backend, join }) => {
  await promisify(execFile)("node", [path.resolve(__dirname, "../../scripts/demo.mjs"), `http://127.0.0.1:${backend.port}`]);
  const { chat } = await (await join("Ada")).opens();
  await expect(chat.message("It looks great. What can it do?").first()).toBeVisible();
  await expect(chat.messages.filter({ hasText: "Close the tab" })).toContainText("What can it do?");
  await expect(chat.messages.filter({ hasText: "Just tried it" })).toContainText(/still there.*edited/s);
  await expect(chat.messages.filter({ hasText: "Good morning" }).getByRole("button", { name: /🎉/ })).toBeVisible();
});

embedded("in a page of another origin, live updates come from the API's host", async ({ visit, tokenOf, cdn }) => {
  const ada = await visit(`<div style="height: 600px">${element("", await tokenOf("Ada"))}</div>${SCRIPT}`);
  await expectEmbedded(ada.chat.root).toHaveAttribute("data-connection", "live");
  // `visit` holds that no socket goes anywhere else.
  expectEmbedded(cdn.sockets.count).toBe(1);
  await saysAfar(cdn, await tokenOf("Grace"), "from afar");
  await expectEmbedded(ada.chat.message("from afar")).toBeVisible();
});
