// Typing: who writes just now, and how little is sent for it.
import { expect, test } from "./support/test";
import { TYPING, holdEnd, tellNoEnd, watchComposer } from "./support/typing";

test("shows who types, and that they stopped 2 s after their last key", async ({ ada, grace }) => {
  const end = holdEnd(grace);
  const lastKey = await watchComposer(grace);
  await grace.types("well");
  await expect(ada.chat.typing).toHaveText(/^Grace is typing/);
  await expect(grace.chat.typing).toHaveText(""); // one's own typing is no news
  end.lift();
  await expect(ada.chat.typing).toHaveText("", { timeout: 5_000 });
  const told = grace.network.callsOf(TYPING);
  expect(told.map(({ body }) => JSON.parse(body).isTyping)).toEqual([true, false]);
  const silence = told[1].at - (await lastKey());
  expect(silence).toBeGreaterThanOrEqual(2_000);
  expect(silence).toBeLessThan(4_000);
});

test("names two, and does not list more", async ({ ada, grace, join }) => {
  const linus = await (await join("Linus")).opens();
  const margaret = await (await join("Margaret")).opens();
  tellNoEnd(ada, grace, margaret);
  await Promise.all([ada.types("a"), grace.types("b")]);
  await expect(linus.chat.typing).toHaveText(/^(Ada and Grace|Grace and Ada) are typing/);
  await Promise.all([ada.types("aa"), grace.types("bb"), margaret.types("c")]);
  await expect(linus.chat.typing).toHaveText(/^Several people are typing/);
  await expect(margaret.chat.typing).toHaveText(/^(Ada and Grace|Grace and Ada) are typing/);
});

test("is gone when the message arrives", async ({ ada, grace }) => {
  tellNoEnd(grace);
  await grace.types("here it comes");
  await expect(ada.chat.typing).toHaveText(/^Grace is typing/);
  await grace.chat.composer.press("Enter");
  await ada.sees("here it comes", { from: "Grace" });
  await expect(ada.chat.typing).toHaveText("", { timeout: 3_000 });
});

test("is gone when the text is deleted", async ({ ada, grace }) => {
  const end = holdEnd(grace);
  await grace.types("no");
  await expect(ada.chat.typing).toHaveText(/^Grace is typing/);
  const deleted = await watchComposer(grace);
  await grace.chat.composer.fill("");
  await end.hasStruck();
  // Not after two seconds of silence.
  expect(end.met[0].at - (await deleted())).toBeLessThan(1_500);
  end.lift();
  await expect(ada.chat.typing).toHaveText("", { timeout: 5_000 });
});

test("disappears a few seconds after the last event if the end was lost", async ({ ada, grace }) => {
  tellNoEnd(grace);
  await grace.types("and then");
  await expect(ada.chat.typing).toHaveText(/^Grace is typing/);
  await expect(ada.chat.typing).toHaveText("", { timeout: 12_000 });
});

test("stays while someone keeps typing, with few requests for a long text", async ({ ada, grace }) => {
  // Longer than a sign of typing is good for.
  const text = "typed without a pause, ".repeat(8).trim();
  const began = Date.now();
  const typed = grace.types(text, 40);
  await expect(ada.chat.typing).toHaveText(/^Grace is typing/);
  await ada.chat.typing.evaluate((line) => {
    const notes = () => line.textContent || line.setAttribute("data-test-gone", "");
    new MutationObserver(notes).observe(line, { childList: true, subtree: true, characterData: true });
  });
  await typed;
  await expect(ada.chat.typing).not.toHaveAttribute("data-test-gone");
  const told = grace.network.callsOf(TYPING).map(({ body }) => JSON.parse(body).isTyping);
  expect(told).not.toContain(false);
  const every = 5_000;
  expect(told.length).toBeLessThanOrEqual(1 + Math.floor((Date.now() - began) / every));
  await grace.chat.composer.press("Enter");
  await ada.sees(text, { from: "Grace" });
});

test("sends nothing while no one else is online", async ({ ada }) => {
  await ada.types("talking to myself");
  await ada.chat.composer.press("Enter");
  await ada.sees("talking to myself");
  expect(ada.network.callsOf(TYPING)).toHaveLength(0);
});
