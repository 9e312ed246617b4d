// What people write stays what they wrote: long, in any script, and never code.
import { expect, test } from "./support/test";
import { tellNoEnd } from "./support/typing";

test("a message of 5,000 Chinese characters arrives whole", async ({ ada, grace }) => {
  const text = Array.from({ length: 5_000 }, (_, index) => "天地玄黃宇宙洪荒日月"[index % 10]).join("");
  await ada.says(text);
  for (const person of [ada, grace]) {
    await expect(person.chat.messages).toHaveCount(1);
    await expect.poll(async () => (await person.chat.texts.innerText()) === text).toBe(true);
    await expect(person.chat.messages).toHaveAttribute("data-state", "sent");
  }
});

test("a message that is too long is not sent and not lost", async ({ ada }) => {
  const text = "x".repeat(5_001);
  await ada.chat.composer.fill(text);
  await expect(ada.chat.counter).toHaveText(/5.001 \/ 5.000/);
  await ada.chat.composer.press("Enter");
  await expect(ada.chat.composer).toHaveValue(text);
  await ada.chat.composer.press("Backspace");
  await ada.chat.composer.press("Enter");
  await expect(ada.chat.messages).toHaveCount(1);
  await expect(ada.chat.messages).toHaveAttribute("data-state", "sent");
  expect(ada.network.callsOf("POST /api/messages")).toHaveLength(1);
});

const HOSTILE = [
  `<img src="x" onerror="window.harmed = 1">`,
  `<script>window.harmed = 2</script>`,
  `"><svg onload="window.harmed = 3">`,
  `</div></article><h1>Not a heading</h1>`,
  `javascript:window.harmed=4 [x](javascript:window.harmed=5)`,
  `data:text/html,<script>parent.harmed=6</script>`,
  `{{constructor.constructor("window.harmed = 7")()}} \${window.harmed = 8}`,
  `&lt;b&gt; stays &amp;lt; <b>b</b>`,
];

test("hostile text stays text, live and from the history", async ({ ada, grace }) => {
  for (const text of HOSTILE) await grace.says(text);
  await expect(grace.chat.messages).toHaveCount(HOSTILE.length);
  const holds = async () => {
    await expect(ada.chat.texts).toHaveCount(HOSTILE.length);
    expect(await ada.chat.texts.allInnerTexts()).toEqual(HOSTILE);
    await expect(ada.chat.texts.locator("img, script, svg, h1, b, iframe, a")).toHaveCount(0);
    expect(await ada.page.evaluate(() => "harmed" in window)).toBe(false);
  };
  await holds();
  await ada.page.reload();
  await ada.isLive();
  await holds();
});

test("a hostile name stays text", async ({ ada, join }) => {
  const name = `<img src=x onerror=window.harmed=1>`;
  const eve = await (await join(name)).opens();
  await expect(ada.chat.person(name)).toBeVisible();
  tellNoEnd(eve);
  await eve.types("hm");
  await expect(ada.chat.typing).toHaveText(`${name} is typing`);
  await eve.chat.composer.press("Enter");
  await ada.sees("hm", { from: name });
  expect(await ada.page.evaluate(() => "harmed" in window)).toBe(false);
});

test("addresses become links that open safely", async ({ ada, grace }) => {
  await grace.says("see https://example.org/a?b=c, and write to mailto:ada@example.org!");
  const links = ada.chat.texts.getByRole("link");
  await expect(links).toHaveText(["https://example.org/a?b=c", "mailto:ada@example.org"]);
  for (const link of await links.all()) {
    await expect(link).toHaveAttribute("rel", "noopener noreferrer nofollow ugc");
    await expect(link).toHaveAttribute("target", "_blank");
  }
});

test("right-to-left text does not reorder the text around it", async ({ ada, grace }) => {
  await grace.says("שלום עולם");
  await ada.sees("שלום עולם", { from: "Grace" });
  const text = ada.chat.text(ada.chat.message("שלום עולם"));
  expect(await text.evaluate((element) => getComputedStyle(element).direction)).toBe("rtl");
  await expect(ada.chat.author(ada.chat.message("שלום עולם"))).toHaveCSS("direction", "ltr");
});
