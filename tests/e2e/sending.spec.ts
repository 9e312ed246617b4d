// Sending: from the key to the others' screens, whatever fails on the way.
import { outbox } from "./support/outbox";
import { holdPauses } from "./support/pauses";
import { expect, test } from "./support/test";

const POST = "POST /api/messages";

test("a message is on the screen at once as sending, then sent", async ({ ada, grace }) => {
  const held = ada.network.hold(POST);
  await ada.says("hello");
  const message = ada.chat.message("hello");
  await expect(message).toHaveAttribute("data-state", "sending");
  await expect(ada.chat.text(message)).toBeInViewport();
  await expect(ada.chat.composer).toHaveValue("");
  await expect(ada.chat.composer).toBeFocused();
  await held.hasStruck();
  await expect(message).not.toHaveAttribute("data-message-id");
  held.lift();
  await ada.sees("hello", { from: "Ada" });
  await grace.sees("hello", { from: "Ada" });
});

test("its row keeps its element when it is stored", async ({ ada }) => {
  const held = ada.network.hold(POST);
  await ada.says("the same row");
  const row = await ada.chat.message("the same row").elementHandle();
  held.lift();
  await ada.sees("the same row");
  expect(await row?.evaluate((element) => element.isConnected && element.getAttribute("data-state"))).toBe("sent");
});

test("Enter sends, Shift+Enter breaks the line", async ({ ada, grace }) => {
  await ada.types("one");
  await ada.chat.composer.press("Shift+Enter");
  await ada.types("two");
  await expect(ada.chat.composer).toHaveValue("one\ntwo");
  expect(ada.network.callsOf(POST)).toHaveLength(0);
  await ada.chat.composer.press("Enter");
  await expect(ada.chat.composer).toHaveValue("");
  await expect(grace.chat.texts).toHaveCount(1);
  expect(await grace.chat.texts.innerText()).toBe("one\ntwo");
});

test("the button sends; without text there is nothing to send", async ({ ada }) => {
  await expect(ada.chat.sendButton).toHaveAttribute("aria-disabled", "true");
  await ada.chat.composer.fill("  \n ");
  await ada.chat.composer.press("Enter");
  await ada.chat.composer.fill("by the button");
  await ada.chat.sendButton.click();
  await ada.sees("by the button");
  await expect(ada.chat.messages).toHaveCount(1);
});

test("an input method's Enter neither sends nor breaks the line", async ({ ada }) => {
  const cdp = await ada.context.newCDPSession(ada.page);
  const enter = async (windowsVirtualKeyCode: number) => {
    await cdp.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key: "Enter", code: "Enter", windowsVirtualKeyCode });
    await cdp.send("Input.dispatchKeyEvent", { type: "keyUp", key: "Enter", code: "Enter", windowsVirtualKeyCode });
  };
  await ada.chat.composer.focus();
  await cdp.send("Input.imeSetComposition", { text: "にほん", selectionStart: 3, selectionEnd: 3 });
  await enter(229);
  await enter(13); // the key's own code, while the composition goes on
  await expect(ada.chat.composer).toHaveValue("にほん");
  await cdp.send("Input.insertText", { text: "日本" });
  // Safari reports the Enter that ends a composition after its end, with the code 229 alone.
  await enter(229);
  await expect(ada.chat.composer).toHaveValue("日本");
  expect(ada.network.callsOf(POST)).toHaveLength(0);
  await ada.chat.composer.press("Enter");
  await ada.sees("日本");
  await expect(ada.chat.messages).toHaveCount(1);
});

test("a refusal shows why, and offers to retry", async ({ ada, grace }) => {
  const refusal = ada.network.answer(POST, 403, { error: "this channel is closed today" });
  await ada.says("let me in");
  const message = ada.chat.message("let me in");
  await expect(message).toHaveAttribute("data-state", "failed");
  await expect(ada.chat.delivery(message)).toContainText("this channel is closed today");
  refusal.lift();
  await ada.chat.delivery(message).getByRole("button", { name: "Retry" }).click();
  await ada.sees("let me in", { from: "Ada" });
  await grace.sees("let me in", { from: "Ada" });
});

test("a refused message can be edited, with nothing in the composer lost, or discarded", async ({ ada }) => {
  const refusal = ada.network.answer(POST, 400, { error: "no" });
  await ada.says("with a mistaek");
  const first = ada.chat.message("with a mistaek");
  await expect(first).toHaveAttribute("data-state", "failed");
  await ada.chat.composer.fill("already here");
  await ada.chat.delivery(first).getByRole("button", { name: "Edit" }).click();
  await expect(first).toHaveCount(0);
  await expect(ada.chat.composer).toHaveValue("already here\nwith a mistaek");
  await expect(ada.chat.composer).toBeFocused();

  await ada.says("not wanted");
  const second = ada.chat.message("not wanted");
  await expect(second).toHaveAttribute("data-state", "failed");
  refusal.lift();
  await ada.chat.delivery(second).getByRole("button", { name: "Discard" }).click();
  await expect(second).toHaveCount(0);
  await expect.poll(() => outbox(ada)).toEqual([]);
  await ada.page.reload();
  await ada.isLive();
  await expect(ada.chat.messages).toHaveCount(0);
});

test("a message written offline can be discarded before it is sent", async ({ ada, grace, mode }) => {
  await ada.context.setOffline(true);
  await ada.connectionIs("offline");
  for (const text of ["not this", "but this"]) await ada.says(text);
  const [unwanted, wanted] = [ada.chat.message("not this"), ada.chat.message("but this")];
  for (const message of [unwanted, wanted]) await expect(ada.chat.delivery(message)).toHaveText("Not sent yet");
  await unwanted.hover();
  await ada.chat.toolbar.getByRole("button", { name: "More" }).click();
  await expect(ada.chat.menuItems).toHaveText([mode === "baseline" ? "Reply with a quote" : "Reply", "Copy text", "Edit", "Discard"]);
  await ada.chat.menuItems.filter({ hasText: "Discard" }).click();
  await expect(unwanted).toHaveCount(0);
  await ada.context.setOffline(false);
  await ada.isLive();
  await grace.sees("but this");
  await ada.says("the last");
  await grace.sees("the last");
  await expect(grace.chat.texts).toHaveText(["but this", "the last"]);
});

test("a message that is sent while its menu is open is not taken back: it would be there twice", async ({ ada, grace }) => {
  await ada.context.setOffline(true);
  await ada.connectionIs("offline");
  await ada.says("only once");
  const message = ada.chat.message("only once");
  await message.hover();
  await ada.chat.toolbar.getByRole("button", { name: "More" }).click();
  const edit = ada.chat.menuItems.filter({ hasText: "Edit" });
  await expect(edit).toBeVisible();
  const sending = ada.network.holdAnswer(POST);
  ada.network.sockets.holdEvents(); // so that the event does not tell
  await ada.context.setOffline(false);
  await sending.hasStruck();
  await edit.click();
  await expect(ada.chat.actions).toBeHidden();
  sending.lift();
  await ada.sees("only once");
  await grace.sees("only once");
  await expect(ada.chat.composer).toHaveValue("");
});

test("a message that may have arrived is withdrawn: it is not sent again, even after a reload", async ({ ada, grace }) => {
  const broken = ada.network.answer(POST, 500, { error: "something broke" }, { "retry-after": "300" });
  await ada.says("is it there?");
  const message = ada.chat.message("is it there?");
  await expect(ada.chat.delivery(message)).toContainText("Not sent yet");
  // Nobody can look for it.
  await ada.context.setOffline(true);
  await ada.connectionIs("offline");
  await message.hover();
  await ada.chat.toolbar.getByRole("button", { name: "More" }).click();
  await ada.chat.menuItems.filter({ hasText: "Discard" }).click();
  await expect(ada.chat.delivery(message)).toHaveText("Discarded. It may already have been delivered.");
  broken.lift();
  const posts = ada.network.callsOf(POST).length;
  await expect.poll(() => outbox(ada)).toEqual([expect.objectContaining({ v: 2, text: "is it there?" })]);
  await ada.context.setOffline(false);
  await ada.page.reload();
  await ada.isLive();
  await expect(message).toHaveCount(0);
  await ada.says("is it there?");
  await grace.sees("is it there?");
  await ada.sees("is it there?");
  expect(ada.network.callsOf(POST)).toHaveLength(posts + 1);
});

test("with clientId, a discarded message that may have arrived disappears at once, with a note", async ({ ada, grace, mode }) => {
  test.skip(mode === "baseline", "there it stays until it was looked for");
  const broken = ada.network.answer(POST, 500, { error: "something broke" }, { "retry-after": "300" });
  await ada.says("is it there?");
  const message = ada.chat.message("is it there?");
  await expect(ada.chat.delivery(message)).toContainText("Not sent yet");
  await holdPauses(ada.page);
  await message.hover();
  await ada.chat.toolbar.getByRole("button", { name: "More" }).click();
  await ada.chat.menuItems.filter({ hasText: "Discard" }).click();
  await expect(ada.chat.said).toHaveText("Discarded. It may already have been delivered.");
  await expect(message).toHaveCount(0);
  broken.lift();
  await ada.says("the next one");
  await grace.sees("the next one");
  await expect(grace.chat.texts).toHaveText(["the next one"]);
});

test("a missing answer is reported in the row and in the header", async ({ ada }) => {
  const held = ada.network.hold(POST);
  await ada.says("is anybody there?");
  const message = ada.chat.message("is anybody there?");
  await expect(ada.chat.delivery(message)).toContainText("The server has not answered yet.");
  await expect(ada.chat.status).toHaveText("Server not answering");
  await ada.connectionIs("live");
  held.lift();
  await ada.sees("is anybody there?");
  await expect(ada.chat.status).toHaveText("Live");
});

test("a message that may have arrived can be retried at once, but not edited", async ({ ada, grace }) => {
  // Some backends say so of messages that they have stored.
  const broken = ada.network.answer(POST, 500, { error: "something broke" }, { "retry-after": "300" });
  await ada.says("is it there?");
  const message = ada.chat.message("is it there?");
  await expect(ada.chat.delivery(message)).toContainText("Not sent yet");
  await message.hover();
  await ada.chat.toolbar.getByRole("button", { name: "More" }).click();
  await expect(ada.chat.menuItems.filter({ hasText: "Copy" })).toBeVisible();
  await expect(ada.chat.menuItems.filter({ hasText: "Edit" })).toHaveCount(0);
  broken.lift();
  await ada.chat.menuItems.filter({ hasText: "Try now" }).click();
  await grace.sees("is it there?");
});

test("while the backend is down a message waits, says so, and is then sent automatically", async ({ ada, grace }) => {
  const down = ada.network.answer(POST, 503, { error: "down for a moment" });
  await ada.says("patience");
  const message = ada.chat.message("patience");
  await expect(message).toHaveAttribute("data-state", "sending");
  await expect(ada.chat.delivery(message)).toContainText("Not sent yet");
  await expect(ada.chat.delivery(message).getByRole("button", { name: "Try now" })).toBeVisible();
  down.lift();
  await ada.sees("patience");
  await grace.sees("patience");
});

test("messages typed while the first one fails all arrive, once, in order", async ({ ada, grace }) => {
  const broken = ada.network.break(POST);
  for (const text of ["first", "second", "third"]) await ada.says(text);
  await expect(ada.chat.messages).toHaveCount(3);
  await broken.hasStruck();
  broken.lift();
  for (const text of ["first", "second", "third"]) await grace.sees(text, { from: "Ada" });
  await expect(grace.chat.texts).toHaveText(["first", "second", "third"]);
  await expect(ada.chat.texts).toHaveText(["first", "second", "third"]);
});

test("Retry-After is obeyed", async ({ ada }) => {
  const busy = ada.network.answer(POST, 429, { error: "too fast" }, { "retry-after": "2" });
  await ada.says("slowly");
  await busy.hasStruck();
  busy.lift();
  await ada.sees("slowly");
  const [first, second] = ada.network.callsOf(POST);
  expect(second.at - first.at).toBeGreaterThanOrEqual(1_950);
});

test("an own message appears once when the event comes before the answer", async ({ ada, grace }) => {
  const answer = ada.network.holdAnswer(POST);
  await ada.says("only once");
  await grace.sees("only once", { from: "Ada" });
  await ada.sees("only once", { from: "Ada" }); // known from the event
  answer.lift();
  await ada.says("and now this");
  await ada.sees("and now this");
  await expect(ada.chat.texts).toHaveText(["only once", "and now this"]);
});

test("an own message appears once when the event comes after the answer", async ({ ada, grace }) => {
  ada.network.sockets.holdEvents();
  await ada.says("only once");
  await ada.sees("only once", { from: "Ada" });
  await grace.sees("only once", { from: "Ada" });
  ada.network.sockets.release();
  await grace.says("seen it");
  await ada.sees("seen it", { from: "Grace" });
  await expect(ada.chat.texts).toHaveText(["only once", "seen it"]);
});

test("an own message appears once when the event never comes", async ({ ada, publishing }) => {
  publishing.break((call) => call.method === "POST");
  await ada.says("unpublished");
  await ada.sees("unpublished", { from: "Ada" });
  await ada.page.reload();
  await ada.sees("unpublished", { from: "Ada" });
});

test("a message whose answer was lost is stored once", async ({ ada, grace }) => {
  const lost = ada.network.loseAnswer(POST);
  ada.network.sockets.holdEvents(); // so that the event does not tell
  await ada.says("did it arrive?");
  await lost.hasStruck();
  await grace.sees("did it arrive?", { from: "Ada" });
  lost.lift();
  await ada.sees("did it arrive?", { from: "Ada" });
  ada.network.sockets.release();
  await ada.says("it did");
  await grace.sees("it did", { from: "Ada" });
  await expect(grace.chat.texts).toHaveText(["did it arrive?", "it did"]);
  await expect(ada.chat.texts).toHaveText(["did it arrive?", "it did"]);
});

test("a message is stored once if the store composes letters and the answer was lost", async ({ ada, grace }) => {
  // Typed as a letter and a mark, as a keyboard may give it; stored as one letter.
  const [typed, composed] = ["cafe\u0301?", "caf\u00e9?"];
  await ada.page.route("**/api/messages", async (route) => {
    const body = route.request().postData()?.normalize("NFC");
    await route.continue(body === undefined ? {} : { postData: body });
  });
  const lost = ada.network.loseAnswer(POST);
  ada.network.sockets.holdEvents(); // so that the event does not tell
  await ada.says(typed);
  await lost.hasStruck();
  await grace.sees(composed, { from: "Ada" });
  lost.lift();
  await expect(ada.chat.messages.last()).toHaveAttribute("data-state", "sent");
  ada.network.sockets.release();
  await ada.says("it did");
  await grace.sees("it did", { from: "Ada" });
  await expect(grace.chat.texts).toHaveText([composed, "it did"]);
  await expect(ada.chat.texts).toHaveText([composed, "it did"]);
});

test("an unsent message survives a reload and is sent once", async ({ ada, grace }) => {
  const broken = ada.network.break(POST);
  await ada.says("do not forget me");
  await broken.hasStruck();
  await ada.page.reload();
  await expect(ada.chat.message("do not forget me")).toHaveCount(1);
  broken.lift();
  await grace.sees("do not forget me", { from: "Ada" });
  await ada.sees("do not forget me", { from: "Ada" });
});
