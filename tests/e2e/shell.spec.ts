// What is on the screen before and without the program.
import { expect, test } from "./support/test";

test("the static shell is painted before the WebAssembly arrives", async ({ join }) => {
  const ada = await join("Ada");
  const program = ada.network.hold(({ path }) => path.endsWith(".wasm"));
  await ada.page.goto("/", { waitUntil: "commit" });
  await program.hasStruck();
  await expect(ada.chat.skeletons.last()).toBeVisible();
  await expect(ada.page.getByRole("textbox")).toBeVisible();
  const paints = () => performance.getEntriesByName("first-contentful-paint").length;
  await expect.poll(() => ada.page.evaluate(paints)).toBe(1);
  // Styled, not a heap of words: the shell fills the window as the chat does.
  expect((await ada.chat.root.boundingBox())?.height).toBe(800);
  program.lift();
  await ada.isLive();
  await expect(ada.chat.root).toHaveCount(1);
  await expect(ada.chat.skeletons).toHaveCount(0);
});

test("a browser without JavaScript gets a sentence", async ({ join }) => {
  const ada = await join("Ada", { javaScriptEnabled: false });
  await ada.page.goto("/");
  const sentence = ada.page.locator("noscript");
  await expect(sentence).toContainText("needs JavaScript", { useInnerText: true });
  await expect(sentence).toBeInViewport({ ratio: 1 });
});

test("a browser without WebAssembly gets a sentence", async ({ join }) => {
  const ada = await join("Ada");
  await ada.page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
  await ada.page.goto("/");
  await expect(ada.page.getByRole("alert")).toHaveText(/needs WebAssembly/); // and nothing else
});

test("a page whose script is gone, as after an update, says so after a while", async ({ join }) => {
  const ada = await join("Ada");
  ada.network.answer(({ path }) => /\/page-.*\.js$/.test(path), 404);
  await ada.page.goto("/");
  const sentence = ada.page.getByRole("alert");
  await expect(sentence).toBeHidden();
  await ada.page.evaluate(() => {
    const late = document.getAnimations().filter((animation) => animation instanceof CSSAnimation && animation.animationName === "appear");
    late.forEach((animation) => animation.finish()); // time passes
  });
  await expect(sentence).toContainText("could not be loaded");
  await expect(sentence).toBeInViewport({ ratio: 1 });
  await expect(sentence.getByRole("link", { name: "Reload" })).toBeVisible();
});

test("a missing WebAssembly file is reported, and a reload finds it again", async ({ join }) => {
  const ada = await join("Ada");
  const missing = ada.network.answer(({ path }) => path.endsWith(".wasm"), 404);
  await ada.page.goto("/");
  const sentence = ada.page.getByRole("alert");
  await expect(sentence).toContainText("could not be loaded");
  await expect(sentence).toBeInViewport({ ratio: 1 });
  missing.lift();
  await sentence.getByRole("link", { name: "Reload" }).click();
  await ada.isLive();
});
