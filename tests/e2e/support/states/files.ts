// Files: picked, on their way, sent, looked at.
import { expect } from "@playwright/test";
import { painted, picks } from "../files";
import type { Person } from "../person";
import { TALK } from "./conversations";
import type { State } from "./stage";

const UPLOAD = "POST /api/attachments";

const report = { name: `the report of ${"a long ".repeat(12)}summer.pdf`, mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n") };
const film = { name: "waves.mp4", mimeType: "video/mp4", buffer: Buffer.from("\0\0\0\x18ftypisom\0\0\0\0isommp42", "latin1") };

/** Grace sends a wide and a high picture, a film and a letter. */
async function filesCome(grace: Person): Promise<void> {
  await picks(grace, await painted(grace, "sea.png", 900, 500), await painted(grace, "tower.png", 200, 800), film, report);
  await grace.page.getByLabel("Description of sea.png").fill("The sea, and a clear sky");
  await grace.chat.composer.fill("From the coast:");
  await grace.chat.sendButton.click();
  await expect(grace.chat.messages.last()).toHaveAttribute("data-state", "sent");
}

export const fileStates: State[] = [
  {
    name: "files picked",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      await picks(ada, await painted(ada, "sea.png", 900, 500), report);
      await ada.page.getByLabel("Description of sea.png").fill("The sea, and a clear sky");
      await ada.chat.composer.fill("From the coast:");
    },
  },
  {
    name: "pictures and files; on their way, waiting, refused",
    site: { history: TALK },
    async show({ ada, join }) {
      await ada.opens();
      await filesCome(await (await join("Grace Hopper")).opens());
      await expect(ada.chat.messages.last().locator(".picture")).toHaveCount(2);
      const refused = ada.network.answer(UPLOAD, 413, { error: "you have sent too many files today" });
      await picks(ada, report);
      await ada.chat.sendButton.click();
      await expect(ada.chat.messages.last()).toHaveAttribute("data-state", "failed");
      refused.lift();
      const down = ada.network.answer(UPLOAD, 503, { error: "the server is being updated" }, { "retry-after": "300" });
      await picks(ada, film);
      await ada.chat.sendButton.click();
      await expect(ada.chat.messages.last()).toContainText("Not sent yet");
      down.lift();
      const held = ada.network.holdAnswer(UPLOAD);
      await picks(ada, await painted(ada, "sea.png", 900, 500));
      await ada.chat.sendButton.click();
      await held.hasStruck();
      await expect(ada.chat.messages.last().getByRole("progressbar")).toBeVisible();
    },
  },
  {
    name: "pictures put off to save data",
    site: { history: TALK },
    async show({ ada, join }) {
      await ada.page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
      await filesCome(await (await join("Grace Hopper")).opens());
      await ada.opens();
      await expect(ada.chat.messages.last().locator(".picture-load")).toHaveCount(2);
    },
  },
  {
    name: "a picture looked at",
    site: { history: TALK },
    async show({ ada, join }) {
      await ada.opens();
      await filesCome(await (await join("Grace Hopper")).opens());
      await ada.chat.messages.last().locator(".picture").first().click();
      await expect(ada.page.getByRole("dialog", { name: "Pictures" })).toBeVisible();
    },
  },
];
