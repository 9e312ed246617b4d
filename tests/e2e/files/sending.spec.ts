// Pictures and files: picked, kept on disk, uploaded once, seen by others.
import { truncateSync, writeFileSync } from "node:fs";
import { picks } from "../support/files";
import { expect, test } from "../support/test";
import { outbox } from "../support/outbox";

const UPLOAD = "POST /api/attachments";
const POST = "POST /api/messages";

/** A picture of 2 by 1 pixels. */
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAADklEQVR4nGNwc4v6D8IADtcDywsYAy8AAAAASUVORK5CYII=", "base64");

const picture = { name: "moth.png", mimeType: "image/png", buffer: PNG };
const letter = { name: "letter.txt", mimeType: "text/plain", buffer: Buffer.from("Dear Grace") };

test("a picture and a file are sent with their text, and another person gets them", async ({ ada, grace }) => {
  await ada.chat.composer.fill("found in the relay");
  await picks(ada, picture, letter);
  await expect(ada.chat.composer, "the text that was typed stays").toHaveValue("found in the relay");
  await expect(ada.chat.picked.locator(".file-name")).toHaveText(["moth.png", "letter.txt"]);
  await ada.page.getByLabel("Description of moth.png").fill("A moth");
  await ada.chat.composer.press("Enter");
  await expect(ada.chat.picked).toHaveCount(0);
  await ada.sees("found in the relay");
  await grace.sees("found in the relay", { from: "Ada" });

  const theirs = grace.chat.message("found in the relay");
  await expect.poll(() => theirs.getByRole("img", { name: "A moth" }).evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(2);
  const [download] = await Promise.all([grace.page.waitForEvent("download"), theirs.locator(".file", { hasText: "letter.txt" }).click()]);
  expect(download.suggestedFilename()).toBe("letter.txt");
  const uploads = ada.network.calls.filter(({ method, path }) => `${method} ${path}` === UPLOAD);
  expect(uploads).toHaveLength(2);
  // It is the same after a reload, and nothing is left to be sent.
  await ada.page.reload();
  await expect(ada.chat.message("found in the relay").getByRole("img", { name: "A moth" })).toBeVisible();
  await expect(ada.chat.message("found in the relay").locator(".file-name")).toHaveText("letter.txt");
  expect(await outbox(ada)).toEqual([]);
});

test("a reload and a cut network in the middle of an upload lose nothing and double nothing", async ({ ada, grace }) => {
  const held = ada.network.holdAnswer(UPLOAD);
  await picks(ada, letter);
  await ada.chat.composer.press("Enter");
  await held.hasStruck();
  // Text overtakes it.
  await ada.says("words");
  await grace.sees("words");
  await expect.poll(async () => (await outbox(ada)).map(({ v }) => v)).toEqual([4]);
  const cut = ada.network.break(UPLOAD);
  await ada.page.reload();
  held.lift();
  await cut.hasStruck();
  await expect(ada.chat.messages.last()).toHaveAttribute("data-state", "sending");
  cut.lift();
  await expect(ada.chat.messages.last()).toHaveAttribute("data-state", "sent");
  await expect(grace.chat.messages.last().locator(".file-name")).toHaveText("letter.txt");
  await expect(grace.chat.messages).toHaveCount(2);
  expect(ada.network.calls.filter(({ method, path, body }) => `${method} ${path}` === POST && body.includes("attachments"))).toHaveLength(1);
});

test("a file that is too large or empty is refused by name, and an upload can be cancelled", async ({ ada, grace }, testInfo) => {
  const large = testInfo.outputPath("film.bin");
  writeFileSync(large, "");
  truncateSync(large, 25 * 1024 * 1024 + 1);
  const chooser = ada.page.waitForEvent("filechooser");
  await ada.chat.attachButton.click();
  await (await chooser).setFiles(large);
  await expect(ada.chat.banner).toContainText("film.bin is too large. The limit is 26.2 MB.");
  await expect(ada.chat.picked).toHaveCount(0);

  await picks(ada, letter);
  await ada.page.getByRole("button", { name: "Remove letter.txt" }).click();
  await expect(ada.chat.picked).toHaveCount(0);

  const held = ada.network.holdAnswer(UPLOAD);
  await picks(ada, letter);
  await ada.chat.sendButton.click();
  await held.hasStruck();
  await expect(ada.chat.messages).toHaveCount(1);
  await expect(ada.chat.messages.getByRole("progressbar")).toBeVisible();
  await ada.chat.messages.getByRole("button", { name: "Cancel" }).click();
  await expect(ada.chat.messages).toHaveCount(0);
  held.lift();
  await ada.says("nothing came of it");
  await grace.sees("nothing came of it");
  await expect(grace.chat.messages).toHaveCount(1);
  expect(await outbox(ada)).toEqual([]);
});

test("a dropped file is attached, and a pasted picture gets a telling name", async ({ ada }) => {
  await ada.chat.composer.fill("typed before");
  for (const kind of ["drop", "paste"]) {
    await ada.chat.composer.evaluate((field, kind) => {
      const data = new DataTransfer();
      data.items.add(new File(["bytes"], "image.png", { type: "image/png" }));
      const init = { bubbles: true, cancelable: true };
      field.dispatchEvent(kind === "drop" ? new DragEvent("drop", { ...init, dataTransfer: data }) : new ClipboardEvent("paste", { ...init, clipboardData: data }));
    }, kind);
  }
  await expect(ada.chat.picked.locator(".file-name")).toHaveText([/^screenshot-20\d\d-\d\d-\d\d-\d{6}\.png$/, /^screenshot-/]);
  await expect(ada.chat.composer).toHaveValue("typed before");

  // Cells of a spreadsheet: the picture is there for the asking.
  await ada.chat.composer.fill("1\t2");
  await ada.chat.composer.evaluate((field) => {
    const data = new DataTransfer();
    data.items.add(new File(["bytes"], "image.png", { type: "image/png" }));
    data.setData("text/plain", "1\t2");
    field.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data }));
  });
  await expect(ada.chat.picked).toHaveCount(2);
  await ada.chat.banner.getByRole("button", { name: "Attach the picture instead" }).click();
  await expect(ada.chat.picked).toHaveCount(3);
  await expect(ada.chat.composer).toHaveValue("");
  await expect(ada.chat.banner).toHaveCount(0);
});
