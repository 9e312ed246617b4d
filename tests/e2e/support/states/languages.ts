// The chat in other languages, with their own messages: two from right to left, and the one with the longest words.
import { expect } from "@playwright/test";
import type { OldMessage } from "../history";
import type { Person } from "../person";
import { tellNoEnd } from "../typing";
import type { State } from "./stage";
import { ARABIC_TALK, GERMAN_TALK, HEBREW_TALK } from "./translations";

interface Spoken {
  /** In English. */
  name: string;
  locale: string;
  direction: "ltr" | "rtl";
  talk: OldMessage[];
  /** What Ada writes, and why it is refused. */
  refused: [text: string, why: string];
  waits: string;
}

const SPOKEN: Spoken[] = [
  { name: "Arabic", locale: "ar", direction: "rtl", talk: ARABIC_TALK, refused: ["هذه لن تصل.", "هذه القناة مغلقة اليوم"], waits: "وهذه تنتظر." },
  { name: "Hebrew", locale: "he", direction: "rtl", talk: HEBREW_TALK, refused: ["זאת לא תגיע.", "הערוץ סגור היום"], waits: "וזאת מחכה." },
  {
    name: "German",
    locale: "de",
    direction: "ltr",
    talk: GERMAN_TALK,
    refused: ["Diese kommt nie an.", "dieser Kanal ist wegen Instandhaltungsarbeiten heute geschlossen"],
    waits: "Und diese wartet.",
  },
];

/** The page's other selectors go by English names. */
async function says({ page }: Person, text: string): Promise<void> {
  const field = page.locator(".composer-input");
  await field.fill(text);
  await field.press("Enter");
}

function statesIn({ name, locale, direction, talk, refused: [refused, why], waits }: Spoken): State[] {
  const opens = async (ada: Person) => {
    ada.network.configure = (config) => ({ ...config, locale });
    await ada.opens();
    await expect(ada.chat.messages).toHaveCount(talk.length);
  };
  const isRefused = async (ada: Person) => {
    const refusal = ada.network.answer("POST /api/messages", 403, { error: why });
    await says(ada, refused);
    await expect(ada.chat.messages.last()).toHaveAttribute("data-state", "failed");
    refusal.lift();
  };
  const common = { site: { history: talk }, direction };
  return [
    {
      ...common,
      name: `in ${name}`,
      async show({ ada, join }) {
        await opens(ada);
        const grace = await (await join("Grace Hopper")).opens();
        await expect(ada.chat.people).toHaveCount(2);
        tellNoEnd(grace);
        await grace.types("hm");
        await expect(ada.chat.typing).toContainText("Grace");
      },
    },
    {
      ...common,
      name: `in ${name}, refused, waiting, offline`,
      async show({ ada }) {
        await opens(ada);
        await isRefused(ada);
        ada.network.answer("POST /api/messages", 503, { error: "" }, { "retry-after": "300" });
        await says(ada, waits);
        await expect(ada.chat.delivery(ada.chat.messages.last())).toContainText("503");
        await ada.context.setOffline(true);
        await ada.connectionIs("offline");
      },
    },
    {
      ...common,
      name: `in ${name}, menu of a message`,
      async show({ ada }) {
        await opens(ada);
        await isRefused(ada);
        await ada.chat.list.focus();
        await ada.page.keyboard.press("ArrowUp");
        await ada.page.keyboard.press("Enter");
        await expect(ada.chat.menuItems.first()).toBeFocused();
      },
    },
    {
      ...common,
      name: `in ${name}, keyboard shortcuts`,
      async show({ ada }) {
        await opens(ada);
        await ada.page.locator(".composer-input").press("Control+ArrowUp");
        await ada.page.keyboard.press("?");
        await expect(ada.chat.dialogs).toBeVisible();
      },
    },
    {
      ...common,
      name: `in ${name}, sheet and settings`,
      isNarrow: true,
      async show({ ada }) {
        await ada.page.setViewportSize({ width: 390, height: 800 });
        await opens(ada);
        await ada.page.locator(".menu-button").click();
        await expect(ada.chat.person("Ada")).toBeInViewport({ ratio: 1 });
        await ada.page.locator(".settings-summary").click();
        await expect(ada.chat.sidebar.getByRole("switch").last()).toBeVisible();
      },
    },
  ];
}

export const languageStates: State[] = SPOKEN.flatMap(statesIn);
