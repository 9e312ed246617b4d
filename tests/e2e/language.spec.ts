// The page in every language: where the language comes from, words, plurals, lists, times and numbers, and both directions.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Person } from "./support/person";
import { expect, test } from "./support/test";
import { tellNoEnd } from "./support/typing";

const words = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(path.resolve(__dirname, `../../public/locales/${language}.json`), "utf8"));

/** The page's own selectors go by English names. */
const field = (person: Person) => person.page.locator(".composer-input");
const send = (person: Person) => person.page.locator(".composer-send");
const catalogues = (person: Person) => person.network.callsOf(({ path }) => path.startsWith("/locales/"));

async function says(person: Person, text: string): Promise<void> {
  await field(person).fill(text);
  await field(person).press("Enter");
}

/** What the page tells the site's developer. */
function warnings(person: Person): string[] {
  const told: string[] = [];
  person.page.on("console", (message) => message.type() === "warning" && told.push(message.text()));
  return told;
}

test("the language is the config's, with its region; each of the ten is spoken", async ({ join }) => {
  const ada = await join("Ada");
  const spoken: [locale: string, language: string, lang: string, dir: string][] = [
    ["ar", "ar", "ar", "rtl"],
    ["de-CH", "de", "de-CH", "ltr"],
    ["es-419", "es", "es-419", "ltr"],
    ["fr", "fr", "fr", "ltr"],
    ["he", "he", "he", "rtl"],
    ["iw", "he", "he", "rtl"], // its name of old
    ["hi-IN", "hi", "hi-IN", "ltr"],
    ["ja", "ja", "ja", "ltr"],
    ["pt-BR", "pt", "pt-BR", "ltr"],
    ["zh-Hans", "zh", "zh-Hans", "ltr"],
    ["zh-CN", "zh", "zh-Hans", "ltr"],
  ];
  for (const [locale, language, lang, dir] of spoken) {
    await test.step(locale, async () => {
      ada.network.configure = (config) => ({ ...config, locale });
      await ada.opens();
      const own = words(language);
      await expect(ada.chat.status).toHaveText(own.live);
      await expect(send(ada)).toHaveAccessibleName(own.send);
      await expect(field(ada)).toHaveAttribute("placeholder", /#.*general/);
      await expect(ada.page.locator("#chat-channels")).toHaveText(own.channels);
      for (const element of [ada.chat.root, ada.page.locator("html")]) {
        await expect(element).toHaveAttribute("lang", lang);
        await expect(element).toHaveAttribute("dir", dir);
      }
    });
  }
  expect(catalogues(ada)).toHaveLength(spoken.length - 2); // what has a hash in its name is not asked for twice
});

test("without a locale it is the browser's: German", async ({ join, grace }) => {
  const ada = await (await join("Ada", { locale: "de-DE", timezoneId: "Europe/Berlin" })).opens();
  const linus = await (await join("Linus")).opens();
  await expect(ada.page.locator("html")).toHaveAttribute("lang", "de-DE");
  expect(catalogues(ada)).toHaveLength(1);
  await ada.page.locator(".composer-emoji").click();
  await ada.page.locator("dialog[open] input").fill("krebs");
  await expect(ada.page.locator("[data-emoji]").first()).toHaveAccessibleName("Krebs");
  await ada.page.keyboard.press("Enter");
  await expect(field(ada)).toHaveValue("🦀");
  await says(ada, "Guten Tag");
  await expect(ada.chat.days).toHaveText("Heute");
  await expect(ada.chat.time(ada.chat.messages.first())).toHaveText(/^\d\d:\d\d$/);
  tellNoEnd(grace, linus);
  await grace.types("a");
  await linus.types("b");
  await expect(ada.chat.typing).toHaveText(/^(Grace und Linus|Linus und Grace) schreiben/);
  const refusal = ada.network.answer("POST /api/messages", 503, { error: "" }, { "retry-after": "30" });
  await says(ada, "Das kommt später");
  await expect(ada.chat.delivery(ada.chat.messages.last())).toContainText(
    /Noch nicht gesendet: Auf dem Server ist ein Fehler aufgetreten \(HTTP 503\)\. Nächster Versuch in \d+ Sekunden\./,
  );
  refusal.lift();
});

test("a refusal without a message is shown and announced in the user's language", async ({ join }) => {
  const ada = await (await join("Ada", { locale: "de-DE" })).opens();
  ada.network.answer("POST /api/messages", 403, { error: "" });
  await says(ada, "Das kommt nie");
  const told = "Nicht gesendet: Der Server hat die Anfrage abgelehnt (HTTP 403).";
  await expect(ada.chat.delivery(ada.chat.messages.last())).toContainText(told);
  await expect(ada.page.locator(".announcer", { hasText: told })).toHaveCount(1);
});

test("Arabic: right to left, with all plural forms and its own digits", async ({ join, grace }) => {
  const ada = await (await join("Ada", { locale: "ar-EG" })).opens();
  await expect(ada.chat.root).toHaveAttribute("dir", "rtl");
  const middle = async (selector: string) => {
    const box = await ada.page.locator(selector).boundingBox();
    return box ? box.x + box.width / 2 : 0;
  };
  expect(await middle(".chat-sidebar")).toBeGreaterThan(await middle(".chat-main"));
  expect(await middle(".composer-send")).toBeLessThan(await middle(".composer-input"));
  // A name that is written the other way stands where all the others do.
  const apart = await ada.chat.channel("general").evaluate((channel) => {
    const text = document.createRange();
    text.selectNodeContents(channel.querySelector(".channel-name")!);
    return channel.querySelector(".icon")!.getBoundingClientRect().left - text.getBoundingClientRect().right;
  });
  expect(apart, "between its sign and the channel's name").toBeLessThan(20);
  // A channel's sign is on the side where its name begins.
  await expect(field(ada)).toHaveAttribute("placeholder", "رسالة إلى \u2068#general\u2069");
  for (let line = 1; line <= 40; line++) await grace.says(`line ${line}`);
  await ada.sees("line 40");
  await ada.scrolls(-2_000);
  await expect(ada.chat.jump).toBeVisible();
  const forms: [message: string, name: string][] = [
    ["one", "رسالة جديدة واحدة"],
    ["two", "رسالتان جديدتان"],
    ["three", "٣ رسائل جديدة"],
  ];
  for (const [text, name] of forms) {
    await grace.says(text);
    await expect(ada.chat.jump).toHaveText(name);
  }
  for (let more = 4; more <= 11; more++) await grace.says(`more ${more}`);
  await expect(ada.chat.jump).toHaveText("١١ رسالة جديدة");
  tellNoEnd(grace);
  await grace.types("x");
  // The name is held apart from what is around it, whichever way it is written.
  await expect(ada.chat.typing).toHaveText("\u2068Grace\u2069 يكتب الآن");
  await grace.chat.channel("random").click();
  await grace.says("in another channel");
  await expect(ada.page).toHaveTitle(/^\([٠-٩]+\) general · /);
});

test("the skeleton before the app is in the right language", async ({ join }) => {
  const ada = await join("Ada", { locale: "he" });
  const program = ada.network.hold(({ path }) => path.endsWith(".wasm"));
  await ada.page.goto("/", { waitUntil: "commit" });
  await expect(ada.page.locator("html")).toHaveAttribute("dir", "rtl");
  await expect(ada.chat.status).toHaveText(words("he").connecting);
  const composer = ada.page.getByRole("textbox", { name: words("he").message });
  await expect(composer).toHaveAttribute("placeholder", words("he").message);
  await expect(ada.page.locator(".composer-send")).toHaveAccessibleName(words("he").send);
  await expect(ada.page.locator(".menu-button")).toHaveAttribute("aria-label", words("he").open_sidebar);
  program.lift();
  await ada.isLive();
});

test("a missing WebAssembly file is reported in the right language", async ({ join }) => {
  const ada = await join("Ada", { locale: "he" });
  ada.network.answer(({ path }) => path.endsWith(".wasm"), 500);
  await ada.page.goto("/");
  const alert = ada.page.getByRole("alert");
  await expect(alert).toContainText(words("he").not_loaded);
  await expect(alert.getByRole("link").first()).toHaveText(words("he").reload);
});

test("English needs no catalogue; a language that there is none for is English", async ({ join }) => {
  const ada = await (await join("Ada", { locale: "en-GB" })).opens();
  await expect(ada.chat.root).toHaveAttribute("lang", "en-GB");
  expect(catalogues(ada)).toHaveLength(0);
  const grace = await (await join("Grace", { locale: "nl-NL" })).opens();
  await expect(grace.chat.root).toHaveAttribute("lang", "en");
  await expect(grace.chat.status).toHaveText("Live");
  expect(catalogues(grace)).toHaveLength(0);
});

test("of the visitor's languages the first that there is a catalogue for is spoken", async ({ join }) => {
  const ada = await join("Ada");
  await ada.page.addInitScript(() => Object.defineProperty(navigator, "languages", { get: () => ["nl", "fr-CH", "de"] }));
  await ada.opens();
  await expect(ada.chat.root).toHaveAttribute("lang", "fr-CH");
  await expect(send(ada)).toHaveAccessibleName("Envoyer");
});

test("a locale without a catalogue is named, and the visitor's own language is spoken", async ({ join }) => {
  const ada = await join("Ada", { locale: "es-ES" });
  const told = warnings(ada);
  ada.network.configure = (config) => ({ ...config, locale: "sv" });
  await ada.opens();
  await expect(ada.chat.root).toHaveAttribute("lang", "es-ES");
  expect(told.filter((line) => line.includes('"sv"'))).toHaveLength(1);
});

for (const [title, fault] of [
  ["is missing", (ada: Person) => ada.network.answer(({ path }) => path.startsWith("/locales/"), 404)],
  ["holds something else", (ada: Person) => ada.network.answer(({ path }) => path.startsWith("/locales/"), 200)],
] as const) {
  test(`a catalogue that ${title}: English, and a line in the console`, async ({ join }) => {
    const ada = await join("Ada", { locale: "ar" });
    const told = warnings(ada);
    fault(ada);
    await ada.opens();
    await expect(ada.chat.status).toHaveText("Live");
    await expect(ada.chat.root).toHaveAttribute("lang", "en");
    await expect(ada.chat.root).toHaveAttribute("dir", "ltr");
    await expect(ada.page.locator("html")).toHaveAttribute("dir", "ltr");
    await ada.says("all the same");
    await ada.sees("all the same");
    expect(told.filter((line) => line.includes('no catalogue for "ar"'))).toHaveLength(1);
  });
}

test("a site replaces strings in any language; unknown keys and placeholders are reported", async ({ join }) => {
  const ada = await join("Ada", { locale: "de" });
  const told = warnings(ada);
  const strings = { send: "Abschicken", message_to: "Frag das Team in {channel}", retry: "{who} nochmals", sennd: "x" };
  ada.network.configure = (config) => ({ ...config, strings });
  await ada.opens();
  await expect(send(ada)).toHaveAccessibleName("Abschicken");
  await expect(field(ada)).toHaveAttribute("placeholder", "Frag das Team in general");
  await expect(ada.chat.status).toHaveText("Live");
  await expect(ada.page.locator("#chat-channels")).toHaveText("Kanäle");
  expect(told.filter((line) => line.includes("strings")).sort()).toEqual([
    expect.stringMatching(/strings\.retry.*\{who\}/),
    expect.stringContaining("strings.sennd"),
  ]);
});

test("panels in place of a chat are in the user's language too", async ({ join }) => {
  const ada = await join("Ada", { locale: "fr-FR", isSignedIn: false });
  await ada.page.goto("/");
  await ada.connectionIs("signed-out");
  await expect(ada.chat.panel).toContainText("Votre session est fermée");
  ada.network.answer("GET /config.json", 404);
  await ada.page.goto("/");
  await ada.connectionIs("failed");
  await expect(ada.chat.panel).toContainText("Les paramètres n’ont pas pu être chargés (HTTP 404)");
  await expect(ada.chat.panel.getByRole("link", { name: "Recharger" })).toBeVisible();
});
