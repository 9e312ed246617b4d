// Files that are picked and not sent: part of the draft.
import { painted, picks } from "../support/files";
import { outbox } from "../support/outbox";
import { Person } from "../support/person";
import { expect, test } from "../support/test";

/** Returns `true` if something is drawn on a canvas. */
const isDrawn = (canvas: HTMLCanvasElement) => canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height).data.some((byte) => byte > 0);

const letter = { name: "letter.txt", mimeType: "text/plain", buffer: Buffer.from("Dear Grace") };

test("picked files survive a reload, a channel switch and another person's visit, and are sent once", async ({ ada, grace }) => {
  await ada.chat.composer.fill("at the coast");
  await picks(ada, await painted(ada, "sea.png", 200, 100), letter);
  await ada.page.getByLabel("Description of sea.png").fill("The sea");
  await ada.chat.channel("random").click();
  await expect(ada.chat.picked).toHaveCount(0);
  await picks(ada, letter);
  await ada.page.getByRole("button", { name: "Remove letter.txt" }).click();
  await expect.poll(async () => (await outbox(ada)).map(({ v, ...kept }) => [v, (kept as any).files[0].alt])).toEqual([[5, "The sea"], [5, undefined]]);
  await ada.page.close();

  const linus = new Person("Linus", ada.context, await ada.context.newPage(), ada.network);
  await linus.signsIn();
  await linus.opens();
  await linus.says("I am Linus");
  await grace.sees("I am Linus", { from: "Linus" });
  await expect(linus.chat.picked).toHaveCount(0);
  await linus.page.close();

  const again = new Person("Ada", ada.context, await ada.context.newPage(), ada.network);
  await again.signsIn();
  await again.opens();
  await again.chat.channel("general").click();
  await expect(again.chat.picked.locator(".file-name")).toHaveText(["sea.png", "letter.txt"]);
  await expect(again.page.getByLabel("Description of sea.png")).toHaveValue("The sea");
  await expect.poll(() => again.chat.picked.locator("canvas").evaluate(isDrawn)).toBe(true);
  await expect(again.chat.composer).toHaveValue("at the coast");
  const held = again.network.holdAnswer("POST /api/attachments");
  await again.chat.composer.press("Enter");
  await held.hasStruck();
  await again.page.reload();
  // Its picture is seen again while it is on its way, and it is no draft any more.
  await expect.poll(() => again.chat.message("at the coast").locator(".picture canvas").evaluate(isDrawn)).toBe(true);
  await expect(again.chat.picked).toHaveCount(0);
  held.lift();
  await grace.sees("at the coast", { from: "Ada" });
  await expect(grace.chat.message("at the coast").getByRole("img", { name: "The sea" })).toBeAttached();
  await expect(grace.chat.message("at the coast").locator(".file-name")).toHaveText("letter.txt");
  await expect(again.chat.message("at the coast")).toHaveAttribute("data-state", "sent");
  await expect.poll(() => outbox(again)).toEqual([]);
  await expect(grace.chat.messages).toHaveCount(2);
});
