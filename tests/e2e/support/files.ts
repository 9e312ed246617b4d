// Picking files for a message.
import { expect } from "@playwright/test";
import type { Person } from "./person";

/** A file that is picked. */
export interface Picked {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** Picks files by the button; they are in the composer when this is done. */
export async function picks({ page, chat }: Pick<Person, "page" | "chat">, ...files: Picked[]): Promise<void> {
  const before = await chat.picked.count();
  const chooser = page.waitForEvent("filechooser");
  await chat.attachButton.click();
  await (await chooser).setFiles(files);
  await expect(chat.picked).toHaveCount(before + files.length);
}
