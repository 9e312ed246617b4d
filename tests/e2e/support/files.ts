// Picking files for a message.
import { expect } from "@playwright/test";
import type { Person } from "./person";

/** A file that is picked. */
export interface Picked {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A picture of a sea under a sky. */
export async function painted({ page }: Pick<Person, "page">, name: string, width: number, height: number): Promise<Picked> {
  const base64 = await page.evaluate(
    ({ width, height }) => {
      const canvas = Object.assign(document.createElement("canvas"), { width, height });
      const pen = canvas.getContext("2d")!;
      for (const [colour, from] of [["skyblue", 0], ["midnightblue", 0.6]] as const) {
        pen.fillStyle = colour;
        pen.fillRect(0, height * from, width, height);
      }
      return canvas.toDataURL("image/png").split(",")[1];
    },
    { width, height },
  );
  return { name, mimeType: "image/png", buffer: Buffer.from(base64, "base64") };
}

/** Picks files by the button; they are in the composer when this is done. */
export async function picks({ page, chat }: Pick<Person, "page" | "chat">, ...files: Picked[]): Promise<void> {
  const before = await chat.picked.count();
  const chooser = page.waitForEvent("filechooser");
  await chat.attachButton.click();
  await (await chooser).setFiles(files);
  await expect(chat.picked).toHaveCount(before + files.length);
}
