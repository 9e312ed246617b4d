// On paper: the loaded conversation, and nothing else.
import { lines } from "./support/history";
import { expect, test } from "./support/test";

const COUNT = 300;

test.describe("a long conversation", () => {
  test.use({ site: { history: lines(COUNT).map((line, at) => ({ ...line, from: at % 3 ? "Grace" : "Linus" })) } });

  test("all loaded messages are printed with names and times, without the interface", async ({ ada }) => {
    await expect.poll(() => ada.scrolls(-4_000).then(() => ada.chat.beginning.isVisible()), { timeout: 30_000 }).toBe(true);
    await ada.scrolls(100_000);
    await expect(ada.chat.message(`line ${COUNT}`)).toBeInViewport();
    expect(await ada.chat.messages.count()).toBeLessThan(COUNT);

    // What is in the page while it is printed.
    await ada.page.evaluate(() => {
      addEventListener("beforeprint", () => {
        const shown = [...document.querySelectorAll<HTMLElement>(".message")];
        Object.assign(window, { printed: shown.map((message) => message.querySelector(".message-text")?.textContent) });
      });
    });
    const pdf = await ada.page.pdf({ format: "A4" });
    const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    expect(pages, "pages of paper").toBeGreaterThan(4);
    const printed = await ada.page.evaluate(() => (window as unknown as { printed: string[] }).printed);
    expect(printed).toEqual(lines(COUNT).map(({ text }) => text));

    // Afterwards the list holds few rows again, at the place that was read.
    await expect.poll(() => ada.chat.messages.count()).toBeLessThan(COUNT);
    await expect(ada.chat.message(`line ${COUNT}`)).toBeInViewport();

    await ada.page.emulateMedia({ media: "print" });
    for (const place of [ada.chat.sidebar, ada.chat.composer, ada.page.locator(".chat-header"), ada.chat.jump]) {
      await expect(place).toBeHidden();
    }
    const last = ada.chat.messages.last();
    await expect(ada.chat.time(last)).toHaveCSS("opacity", "1");
    expect(await ada.page.locator(".chat").evaluate((chat) => chat.scrollHeight > innerHeight && getComputedStyle(chat).overflow)).toBe("visible");
  });
});
