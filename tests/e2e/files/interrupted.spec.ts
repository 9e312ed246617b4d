// A large file, and everything that can break while it is on its way.
import { createHash, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { outbox } from "../support/outbox";
import { POST, expect, test } from "../support/unreliable";

const UPLOAD = "POST /api/attachments";

const sha = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

test("20 MB arrive once and whole, though the network, the page and the backend break in the middle", async ({ ada, grace, backend }, testInfo) => {
  test.setTimeout(120_000);
  const film = randomBytes(20_000_000);
  const path = testInfo.outputPath("film.bin");
  writeFileSync(path, film);
  const chooser = ada.page.waitForEvent("filechooser");
  await ada.chat.attachButton.click();
  await (await chooser).setFiles(path);
  await expect(ada.chat.picked).toHaveCount(1);

  const first = ada.network.holdBody(UPLOAD);
  await ada.chat.sendButton.click();
  await first.hasStruck();
  const progress = ada.chat.messages.last().getByRole("progressbar");
  await expect.poll(() => progress.evaluate((bar) => (bar as HTMLProgressElement).value)).toBeGreaterThan(0);
  first.lift();
  const second = ada.network.holdBody(UPLOAD);
  ada.network.cut();
  await expect(ada.chat.messages.last()).toContainText("Not sent yet");
  ada.network.restore();

  await second.hasStruck();
  let kills = 0;
  backend.gateway.inTheMiddle = async () => {
    if (++kills === 1) await backend.kill();
  };
  await ada.page.reload();
  second.lift();

  await expect.poll(() => kills, { timeout: 60_000 }).toBe(1);
  await expect(ada.chat.messages.last()).toHaveAttribute("data-state", "sending");
  await backend.restart();
  await expect(ada.chat.messages.last()).toHaveAttribute("data-state", "sent", { timeout: 60_000 });
  await expect(grace.chat.messages).toHaveCount(1);
  const [download] = await Promise.all([grace.page.waitForEvent("download"), grace.chat.messages.last().locator(".file").click()]);
  expect(sha(readFileSync(await download.path()))).toBe(sha(film));
  expect(ada.network.callsOf(POST)).toHaveLength(1);
  await expect.poll(() => outbox(ada)).toEqual([]);
});
