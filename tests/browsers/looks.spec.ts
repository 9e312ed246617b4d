// How it looks: dark, from right to left, on paper. The pictures are for people; what can be told of them is asserted.
import { lines } from "../e2e/support/history";
import { ARABIC_TALK } from "../e2e/support/states/translations";
import { expect, test } from "./support/test";
import type { Visitor } from "./support/visitor";

/** Nothing is wider than the window. */
const overflow = (visitor: Visitor) => visitor.asks(() => document.documentElement.scrollWidth - innerWidth);

test.describe("with a talk", () => {
  test.use({ site: async ({}, use) => use({ history: lines(12) }) });

  test("it is dark if the system is", async ({ comes, picture }) => {
    const ada = await (await comes("Ada", { isDark: true })).arrives();
    await ada.sees("line 12");
    const brightness = (property: "color" | "backgroundColor") =>
      ada.asks((root, property) => {
        const canvas = document.createElement("canvas").getContext("2d");
        const chat = root.querySelector(".chat");
        if (!canvas || !chat) return NaN;
        canvas.fillStyle = getComputedStyle(chat)[property];
        canvas.fillRect(0, 0, 1, 1);
        return canvas.getImageData(0, 0, 1, 1).data.slice(0, 3).reduce((sum, part) => sum + part / 3, 0);
      }, property);
    expect(await brightness("backgroundColor")).toBeLessThan(60);
    expect(await brightness("color")).toBeGreaterThan(180);
    expect(await overflow(ada)).toBeLessThanOrEqual(0);
    await picture(ada, "dark");
  });

  test("on paper there is the conversation alone", async ({ comes }) => {
    const ada = await (await comes("Ada")).arrives();
    await ada.sees("line 12");
    test.skip(ada.browser.equipment.engine === "webkit", "WebKitGTK's driver cannot print");
    await ada.asks((root) => {
      const seen = (selector: string) => [...root.querySelectorAll(selector)].filter((element) => element.checkVisibility()).length;
      const notes = () => Object.assign(window, { onPaper: [seen(".message-text"), seen(".composer-input, .chat-sidebar, .chat-header")] });
      matchMedia("print").addEventListener("change", ({ matches }) => matches && notes());
    });
    const print = ada.driver.printPage as unknown as (options: object) => Promise<string>;
    const pdf = Buffer.from(await print.call(ada.driver, {}), "base64");
    expect(pdf.subarray(0, 4).toString()).toBe("%PDF");
    expect(await ada.asks(() => (window as unknown as { onPaper: number[] }).onPaper)).toEqual([12, 0]);
    await ada.sees("line 12");
  });
});

test.describe("in Arabic", () => {
  test.use({ site: async ({}, use) => use({ history: ARABIC_TALK }) });

  test("it goes from right to left", async ({ comes, picture }) => {
    const ada = await comes("Ada");
    ada.network.configure = (config) => ({ ...config, locale: "ar" });
    await ada.arrives();
    await ada.sees("أنا أعمل عليه.");
    const sides = await ada.asks((root) => {
      const middle = (selector: string) => {
        const box = root.querySelector(selector)?.getBoundingClientRect();
        return box ? box.left + box.width / 2 : NaN;
      };
      return { avatar: middle(".avatar"), text: middle(".message-text"), send: middle(".composer-send"), field: middle(".composer-input") };
    });
    expect(sides.avatar).toBeGreaterThan(sides.text);
    expect(sides.send).toBeLessThan(sides.field);
    expect(await overflow(ada)).toBeLessThanOrEqual(0);
    await ada.says("مرحبا");
    await ada.sees("مرحبا");
    await picture(ada, "in Arabic");
  });
});
