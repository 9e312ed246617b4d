// The chat behind a bubble in somebody else's page.
import { type Locator, expect } from "@playwright/test";
import type { Call } from "../faults";
import type { Person } from "../person";
import { TALK, showPictures } from "./conversations";
import type { State } from "./stage";

/** A customer's site, in colours of its own. */
const SHOP = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Tea and more</title>
  <meta name="viewport" content="width=device-width">
  <style>
    :root { color-scheme: light dark; }
    body { margin: 0; background: light-dark(#fdf9f2, #1d1a16); color: light-dark(#3b2f22, #efe6d8); font: 17px/1.6 Georgia, serif; }
    header { display: flex; flex-wrap: wrap; gap: 4px 24px; padding: 20px 6vw; background: #2f5d4a; color: #fff; }
    header a { color: inherit; }
    main { max-width: 680px; padding: 32px 6vw; }
    h1 { font-size: 32px; line-height: 1.2; }
    .teas { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 16px; padding: 0; list-style: none; }
    .teas li { padding: 12px; border: 1px solid light-dark(#d9cbb6, #4a4238); border-radius: 4px; }
    collabspace-chat { --collabspace-accent: #2f5d4a; --collabspace-accent-text: light-dark(#2f5d4a, #9fd3bb); }
  </style>
  <header><strong>Tea and more</strong><nav aria-label="Shop"><a href="#black">Black</a> <a href="#green">Green</a> <a href="#herbs">Herbs</a></nav></header>
  <main>
    <h1>First flush, now in the shop</h1>
    <p>The first picking of the year has arrived: light in the cup, with a note of almonds. We have tried every one of them.</p>
    <ul class="teas"><li>Darjeeling<br>12.50</li><li>Assam<br>9.80</li><li>Nilgiri<br>8.40</li><li>Ceylon<br>7.90</li><li>Sencha<br>11.20</li><li>Rooibos<br>6.30</li></ul>
    <p>Is there something that you would like to know? We are here from Monday to Saturday, at the lower corner of this page.</p>
  </main>
  <collabspace-chat mode="bubble" config="/config.json"></collabspace-chat>
  <script type="module" src="/embed.js"></script></html>`;

/** Opens the customer's site; its bubble is there when this is done. */
export async function visitsShop({ page, network }: Person): Promise<Locator> {
  network.answer("GET /", 200, SHOP);
  await page.goto("/");
  const bubble = page.getByRole("button", { name: /^Open the chat/ });
  await expect(bubble).toBeVisible();
  return bubble;
}

/** Opens the panel before the chat can be in it, by which nothing but embed.js is there. */
async function opensEmptyPanel({ page, network }: Person): Promise<void> {
  network.answer("GET /", 200, SHOP);
  await page.goto("/");
  await page.locator(".embed-bubble").click();
  await expect(page.locator(".embed-close")).toBeVisible();
}

const isProgram = ({ path }: Call) => path.endsWith(".wasm");

async function opensPanel(ada: Person): Promise<void> {
  await (await visitsShop(ada)).click();
  await ada.isLive();
}

async function asks({ chat }: Person): Promise<void> {
  await expect(chat.messages.last()).toBeVisible();
  await chat.composer.fill("Is there any Nilgiri left?");
}

export const embeddedStates: State[] = [
  {
    name: "bubble in a site, with unread messages",
    isOfPage: true,
    site: { history: TALK },
    async show({ ada, join }) {
      const bubble = await visitsShop(ada);
      await ada.isLive();
      const grace = await (await join("Grace Hopper")).opens();
      for (const text of ["Good morning!", "Are you there?", "I have a question."]) await grace.says(text);
      await expect(bubble).toHaveAccessibleName(/3 unread/);
    },
  },
  {
    name: "panel of a bubble in a site",
    isOfPage: true,
    site: { history: TALK },
    async show({ ada }) {
      showPictures(ada);
      await opensPanel(ada);
      await asks(ada);
    },
  },
  {
    name: "panel of a bubble, before the chat is there",
    isOfPage: true,
    async show({ ada }) {
      ada.network.hold(isProgram);
      await opensEmptyPanel(ada);
    },
  },
  {
    name: "panel of a bubble, where the chat cannot be loaded",
    isOfPage: true,
    async show({ ada }) {
      ada.network.break(isProgram);
      await opensEmptyPanel(ada);
      await expect(ada.page.getByRole("alert")).toContainText("could not be loaded");
    },
  },
  {
    name: "panel of a bubble on a phone",
    isOfPage: true,
    isNarrow: true,
    site: { history: TALK },
    async show({ ada }) {
      await ada.page.setViewportSize({ width: 390, height: 800 });
      await opensPanel(ada);
      await asks(ada);
    },
  },
  {
    name: "panel of a bubble in a site, its sheet open",
    isOfPage: true,
    site: { history: TALK },
    async show({ ada }) {
      await opensPanel(ada);
      await ada.chat.menu.click();
      await expect(ada.chat.person("Ada")).toBeInViewport({ ratio: 1 });
    },
  },
];
