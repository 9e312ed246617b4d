// The language of an embedded chat: the settings', else that of the page around, else the visitor's.
import { SCRIPT, element, expect, saysAfar, test } from "../support/embedding";
import { holdPauses } from "../support/pauses";

test("the nearest lang around the element is its language, also on its bubble", async ({ visit, tokenOf }) => {
  const token = await tokenOf("Ada");
  const ada = await visit(`<div lang="de-AT"><section>${element('mode="bubble"', token)}</section></div>${SCRIPT}`);
  await ada.page.locator(".embed-bubble").click();
  await expect(ada.chat.status).toHaveText("Live");
  await expect(ada.chat.root).toHaveAttribute("lang", "de-AT");
  await expect(ada.page.locator(".embed-bubble")).toHaveAccessibleName("Chat schließen");
  await expect(ada.page.getByRole("textbox", { name: "Nachricht an #general" })).toBeVisible();
  await ada.page.keyboard.press("Escape");
  await expect(ada.page.locator(".embed-bubble")).toHaveAccessibleName("Chat öffnen");
  const grace = await visit(`<div style="height: 600px">${element("", await tokenOf("Grace"))}</div>${SCRIPT}`);
  await expect(grace.chat.root).toHaveAttribute("lang", "en-US");
  await grace.chat.composer.fill("hello");
  await grace.chat.composer.press("Enter");
  await expect(ada.page.locator(".embed-bubble")).toHaveAccessibleName("Chat öffnen, 1 ungelesen");
  // The host page's own language is not touched.
  expect(await ada.page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual(["", ""]);
});

test("another lang on the element is another chat; the settings go before it", async ({ visit, tokenOf, cdn }) => {
  const ada = await visit(`<div style="height: 600px" lang="de">${element('lang="he"', await tokenOf("Ada"))}</div>${SCRIPT}`);
  await expect(ada.chat.root).toHaveAttribute("data-connection", "live");
  await expect(ada.chat.root).toHaveAttribute("dir", "rtl");
  await ada.element.evaluate((element) => element.setAttribute("lang", "ja"));
  await expect(ada.chat.root).toHaveAttribute("lang", "ja");
  await expect(ada.chat.root).toHaveAttribute("dir", "ltr");
  await expect(ada.page.getByRole("button", { name: "送信" })).toBeVisible();
  cdn.configure = (config) => ({ ...config, locale: "fr" });
  await ada.element.evaluate((element) => element.setAttribute("lang", "zh"));
  await expect(ada.page.getByRole("button", { name: "Envoyer" })).toBeVisible();
});

test("announcements after a pause are in the chat's own language too", async ({ visit, tokenOf, cdn }) => {
  const token = await tokenOf("Ada");
  const box = (lang: string) => `<div style="height: 350px">${element(`lang="${lang}"`, token)}</div>`;
  const ada = await visit(`${box("de")}${SCRIPT}`);
  const german = ada.page.locator("collabspace-chat").first();
  await expect(german.locator(".chat")).toHaveAttribute("data-connection", "live");
  // The one that begins last is another's.
  await ada.page.evaluate((html) => document.body.append(document.createRange().createContextualFragment(html)), box("es").replaceAll("CDN", cdn.origin));
  await expect(ada.page.locator("collabspace-chat").last().locator(".chat")).toHaveAttribute("data-connection", "live");
  const endPause = await holdPauses(ada.page);
  const grace = await tokenOf("Grace");
  await saysAfar(cdn, grace, "eins");
  const said = german.locator(".announcer").first();
  await expect(said).toHaveText("Grace: eins");
  for (const text of ["zwei", "drei"]) await saysAfar(cdn, grace, text);
  await expect(german.locator(".message-text", { hasText: "drei" })).toBeVisible();
  await endPause();
  await expect(said).toHaveText("Grace: 2 neue Nachrichten");
});

test("two chats of one page can have two languages", async ({ visit, tokenOf }) => {
  const token = await tokenOf("Ada");
  const ada = await visit(
    `<div style="height: 350px">${element('lang="pt-BR"', token)}</div><div style="height: 350px">${element('lang="es"', token)}</div>${SCRIPT}`,
  );
  const [first, second] = [0, 1].map((at) => ada.page.locator("collabspace-chat").nth(at));
  await expect(first.locator(".chat")).toHaveAttribute("data-connection", "live");
  await expect(second.locator(".chat")).toHaveAttribute("data-connection", "live");
  await first.locator("textarea").fill("oi");
  await first.locator("textarea").press("Enter");
  // What is drawn later is of the same language as what was drawn first.
  await expect(first.locator(".day-divider")).toHaveText("Hoje");
  await expect(second.locator(".day-divider")).toHaveText("Hoy");
  await expect(first.locator(".connection-words")).toHaveText("Ao vivo");
  await expect(second.locator(".connection-words")).toHaveText("En directo");
});
