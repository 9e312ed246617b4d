// The composer's suggestions, and what it says of what cannot be sent.
import type { Page } from "@playwright/test";
import type { Person } from "./support/person";
import { expect, test } from "./support/test";

const LIST = ({ path }: { path: string }) => path.endsWith("/emoji.json");

const list = (person: Person) => person.page.getByRole("listbox", { name: "Suggestions" });
const options = (person: Person) => list(person).getByRole("option");

/** The suggestion that the text field points to. */
const chosen = (page: Page) => {
  return page.evaluate(() => {
    const id = document.activeElement?.getAttribute("aria-activedescendant");
    const option = id ? document.getElementById(id) : null;
    return option?.getAttribute("aria-selected") === "true" ? option.textContent?.trim() : undefined;
  });
};

test("an emoji is written by its name; the list is fetched when it is first wanted", async ({ ada, grace }) => {
  await ada.types("at 10:30 nothing");
  expect(ada.network.callsOf(LIST)).toHaveLength(0);
  await ada.types(" :ta");
  await expect(list(ada)).toContainText(":tada:");
  await ada.types("da");
  await expect(options(ada)).toHaveCount(1);
  await expect(ada.page.locator(".composer [aria-live]")).toContainText("1 suggestion");
  await ada.chat.composer.press("Enter");
  await expect(ada.chat.composer).toHaveValue("at 10:30 nothing 🎉 ");
  await expect(list(ada)).toHaveCount(0);
  await ada.types(":smile");
  await expect(options(ada).first()).toContainText("😄");
  await ada.chat.composer.press("Tab");
  await expect(ada.chat.composer).toHaveValue("at 10:30 nothing 🎉 😄 ");
  await expect(ada.chat.composer).toBeFocused();
  await ada.chat.composer.press("Enter");
  await grace.sees("at 10:30 nothing 🎉 😄", { from: "Ada" });
  expect(ada.network.callsOf(LIST)).toHaveLength(1);
  await grace.types("x");
  expect(grace.network.callsOf(LIST)).toHaveLength(0);
});

test("an emoji is inserted once its name is complete, and typing continues after it", async ({ ada, grace }) => {
  await ada.types("at 10:30: :tad");
  await expect(options(ada)).toHaveCount(1);
  await ada.types("a: and :+1");
  await expect(list(ada)).toBeVisible();
  await ada.types(": at :no_such_name:");
  await expect(ada.chat.composer).toHaveValue("at 10:30: 🎉 and 👍 at :no_such_name:");
  await ada.chat.composer.press("Enter");
  await grace.sees("at 10:30: 🎉 and 👍 at :no_such_name:", { from: "Ada" });
});

test("an inserted name gets no further suggestions, even if a longer one begins like it", async ({ ada, grace, join }) => {
  await (await join("Grace Hopper")).opens();
  await expect(ada.chat.people).toHaveCount(3);
  await ada.types("@gra");
  await expect(options(ada)).toHaveCount(2);
  await ada.chat.composer.press("Enter");
  await expect(ada.chat.composer).toHaveValue("@Grace ");
  await expect(list(ada)).toHaveCount(0);
  await ada.chat.composer.press("Enter");
  await grace.sees("@Grace", { from: "Ada" });
  await ada.types("@gra");
  await expect(options(ada)).toHaveCount(2);
});

test("arrow keys choose, and the text field says which", async ({ ada }) => {
  await ada.types("so :heart");
  await expect(options(ada)).toHaveCount(6);
  await expect(ada.chat.composer).toHaveAttribute("aria-controls", (await list(ada).getAttribute("id")) ?? "none");
  const names = (await options(ada).allInnerTexts()).map((text) => text.trim().split(/\s+/).pop() ?? "none");
  expect(await chosen(ada.page)).toContain(names[0]);
  await ada.chat.composer.press("ArrowDown");
  expect(await chosen(ada.page)).toContain(names[1]);
  await ada.chat.composer.press("ArrowUp");
  await ada.chat.composer.press("ArrowUp");
  expect(await chosen(ada.page)).toContain(names[5]);
  await ada.chat.composer.press("Home");
  await expect(list(ada)).toHaveCount(0);
  await expect(ada.chat.composer).not.toHaveAttribute("aria-activedescendant");
  await expect(ada.chat.composer).not.toHaveAttribute("aria-controls");
});

test("Escape closes the list and nothing else, and it stays closed for that word", async ({ ada, grace }) => {
  await ada.types(":smi");
  await expect(list(ada)).toBeVisible();
  await ada.chat.composer.press("Escape");
  await expect(list(ada)).toHaveCount(0);
  await expect(ada.chat.composer).toBeFocused();
  await expect(ada.chat.composer).toHaveValue(":smi");
  await ada.types("l");
  await expect(list(ada)).toHaveCount(0);
  await ada.chat.composer.press("Enter");
  await grace.sees(":smil", { from: "Ada" });
  await ada.types(":smi");
  await expect(list(ada)).toBeVisible();
});

test("a person who is online can be mentioned, by pointer as well", async ({ ada, grace, join }) => {
  await (await join("Linus Torvalds")).opens();
  await expect(ada.chat.people).toHaveCount(3);
  await ada.types("see @");
  await expect(options(ada)).toHaveText([/Grace/, /Linus Torvalds/]); // not oneself
  await ada.types("torv");
  await expect(options(ada)).toHaveCount(1);
  await options(ada).click();
  await expect(ada.chat.composer).toHaveValue("see @Linus Torvalds ");
  await expect(ada.chat.composer).toBeFocused();
  await ada.types("and @gr");
  await ada.chat.composer.press("Enter");
  await ada.chat.composer.press("Enter");
  await expect(grace.chat.texts.locator(".mention")).toHaveText(["@Linus Torvalds", "@Grace"]);
});

test("a name is found without its accents, in whatever case", async ({ ada, join }) => {
  for (const name of ["Élodie", "Андрей"]) await (await join(name)).opens();
  await expect(ada.chat.people).toHaveCount(3);
  await ada.types("@elo");
  await expect(options(ada)).toHaveText([/Élodie/]);
  await ada.chat.composer.press("Enter");
  await ada.types("@АНД");
  await expect(options(ada)).toHaveText([/Андрей/]);
});

test("an inserted suggestion can be undone like typing", async ({ ada, grace }) => {
  await ada.types("so :tada");
  await expect(options(ada)).toHaveCount(1);
  await ada.chat.composer.press("Enter");
  await expect(ada.chat.composer).toHaveValue("so 🎉 ");
  await ada.chat.composer.press("Control+z");
  await expect(ada.chat.composer).toHaveValue("so :tada");
  await ada.chat.composer.press("Escape");
  await ada.chat.composer.press("Control+Shift+z");
  await expect(ada.chat.composer).toHaveValue("so 🎉 ");
  await ada.chat.composer.press("Enter");
  await grace.sees("so 🎉", { from: "Ada" });
});

test("in the middle of a text the word at the caret is replaced", async ({ ada }) => {
  await ada.chat.composer.fill("𝄞  end");
  await ada.page.evaluate(() => (document.activeElement as HTMLTextAreaElement).setSelectionRange(3, 3));
  await ada.types(":tada");
  await expect(list(ada)).toBeVisible();
  await ada.chat.composer.press("Enter");
  await expect(ada.chat.composer).toHaveValue("𝄞 🎉  end");
  await ada.types("!");
  await expect(ada.chat.composer).toHaveValue("𝄞 🎉 ! end");
});

test("without the list of emoji one writes on, and it is asked for again", async ({ ada, grace }) => {
  const missing = ada.network.answer(LIST, 404);
  await ada.types(":tada");
  await missing.hasStruck();
  await expect(list(ada)).toHaveCount(0);
  await ada.chat.composer.press("Enter");
  await grace.sees(":tada", { from: "Ada" });
  missing.lift();
  await ada.types(":tada");
  await expect(options(ada)).toHaveCount(1);
});

test("an input method keeps its keys while suggestions are shown", async ({ ada, grace }) => {
  const cdp = await ada.context.newCDPSession(ada.page);
  await expect(ada.chat.people).toHaveCount(2);
  await ada.types("@");
  await expect(list(ada)).toBeVisible();
  await cdp.send("Input.imeSetComposition", { text: "gr", selectionStart: 2, selectionEnd: 2 });
  for (const type of ["rawKeyDown", "keyUp"] as const) {
    await cdp.send("Input.dispatchKeyEvent", { type, key: "Enter", code: "Enter", windowsVirtualKeyCode: 229 });
  }
  await expect(ada.chat.composer).toHaveValue("@gr");
  await cdp.send("Input.insertText", { text: "gr" });
  await expect(ada.chat.composer).toHaveValue("@gr");
  await ada.chat.composer.press("Enter");
  await expect(ada.chat.composer).toHaveValue(`@${grace.name} `);
});

for (const width of [280, 390, 1280]) {
  test(`the list stands within the chat at ${width} px`, async ({ join }) => {
    const ada = await (await join("Ada", { viewport: { width, height: 600 } })).opens();
    await ada.types(":he");
    await expect(options(ada)).toHaveCount(6);
    const [box, field] = [await list(ada).boundingBox(), await ada.chat.composer.boundingBox()];
    if (!box || !field) throw new Error("not drawn");
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(width);
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.y + box.height).toBeLessThanOrEqual(field.y);
    await expect(options(ada).last()).toBeInViewport({ ratio: 1 });
  });
}

/** Pastes or drops into an element: a browser lets no test put files into the clipboard. */
async function gives(person: Person, selector: string, event: "paste" | "drop", files: string[], text = ""): Promise<boolean> {
  return person.page.locator(selector).evaluate(
    (element, { event, files, text }) => {
      const data = new DataTransfer();
      for (const name of files) data.items.add(new File(["x"], name));
      if (text) data.setData("text/plain", text);
      const options = { bubbles: true, cancelable: true, composed: true };
      const made =
        event === "paste" ? new ClipboardEvent("paste", { ...options, clipboardData: data }) : new DragEvent("drop", { ...options, dataTransfer: data });
      return !element.dispatchEvent(made);
    },
    { event, files, text },
  );
}

test.describe("where files cannot be sent", () => {
  test.use({ mode: "baseline" });

  test("a file that is pasted or dropped is refused in words, and the text with it is kept", async ({ ada }) => {
    expect(await gives(ada, ".composer-input", "paste", ["a.png"])).toBe(false); // what is text in it the browser pastes
    await expect(ada.chat.banner).toContainText("Files cannot be sent here. The file was left out.");
    await ada.chat.banner.getByRole("button", { name: "OK" }).click();
    await expect(ada.chat.banner).toHaveCount(0);
    // Beside the composer, where the browser would open it in place of the page.
    expect(await gives(ada, ".message-list", "drop", ["a.png", "b.pdf"], "the words")).toBe(true);
    await expect(ada.chat.banner).toContainText("The files were left out");
    await expect(ada.chat.composer).toHaveValue("the words");
    await expect(ada.chat.composer).toBeFocused();
    expect(await gives(ada, ".composer-input", "drop", [], "only words")).toBe(false);
    // Cells of a spreadsheet come with a picture of themselves: all that was wanted is there.
    await ada.chat.banner.getByRole("button", { name: "OK" }).click();
    await gives(ada, ".composer-input", "paste", ["cells.png"], "1\t2");
    await gives(ada, ".composer-input", "paste", [], "x");
    await expect(ada.chat.banner).toHaveCount(0);
  });
});

test("a long text that is pasted is counted and warned about before it is sent", async ({ ada }) => {
  const status = ada.page.locator(".composer [aria-live]");
  await ada.chat.composer.focus();
  await ada.page.keyboard.insertText("x".repeat(4_400));
  await expect(ada.chat.counter).toHaveCount(0);
  await ada.page.keyboard.insertText("x".repeat(200));
  await expect(ada.chat.counter).toHaveText(/4.600 \/ 5.000/);
  await expect(status).toHaveText("400 characters left.");
  await ada.page.keyboard.insertText("x".repeat(830));
  await expect(ada.chat.counter).toHaveText(/5.430 \/ 5.000/);
  await expect(status).toHaveText("430 characters over the limit.");
  await expect(ada.chat.sendButton).toHaveAttribute("aria-disabled", "true");
});
