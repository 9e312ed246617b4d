// Pictures: sent without what the camera wrote, shown in a box that is there before them, looked at one after the other.
import { type Page } from "@playwright/test";
import { expect, test } from "../support/test";
import { picks } from "../support/files";

const isFile = ({ method, path }: { method: string; path: string }) => method === "GET" && path.startsWith("/api/attachments/");

/** A photo of these sides, half of it red and half white, with a place in its EXIF data, taken with the camera on its side. */
async function photo(page: Page, width: number, height: number): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ({ width, height }) => {
      const canvas = Object.assign(document.createElement("canvas"), { width, height });
      const pen = canvas.getContext("2d")!;
      for (const [colour, left] of [["#c00", 0], ["#fff", width / 2]] as const) {
        pen.fillStyle = colour;
        pen.fillRect(left, 0, width / 2, height);
      }
      const blob = await new Promise<Blob>((resolve) => canvas.toBlob((made) => resolve(made!), "image/jpeg"));
      return btoa(Array.from(new Uint8Array(await blob.arrayBuffer()), (byte) => String.fromCharCode(byte)).join(""));
    },
    { width, height },
  );
  const jpeg = Buffer.from(base64, "base64");
  const way = Buffer.from([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0]);
  const exif = Buffer.concat([Buffer.from("Exif\0\0"), way, Buffer.from("52.5 N 13.4 E")]);
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([head, exif, jpeg.subarray(2)]);
}

/** Adds up what moves in a page from now on. */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const shifts = { sum: 0 };
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (shifts.sum += (entry as any).value))).observe({ type: "layout-shift" });
  });
  return () => page.evaluate(() => (window as any).shifts.sum);
}

test("a photo is sent without its location, the right way up, and its box exists before it", async ({ ada, grace }) => {
  const bytes = grace.network.hold(isFile);
  for (const [width, height] of [[2600, 1300], [400, 300]] as const) {
    await picks(ada, { name: `${width}.jpg`, mimeType: "image/jpeg", buffer: await photo(ada.page, width, height) });
  }
  await ada.page.getByLabel("Description of 2600.jpg").fill("Half of it is red");
  await ada.chat.composer.press("Enter");
  const pictures = grace.chat.messages.last().locator(".picture");
  await expect(pictures).toHaveCount(2);
  await expect(grace.chat.messages.last().getByRole("img", { name: "Half of it is red" })).toBeAttached();
  await bytes.hasStruck();
  const boxes = async () => [await pictures.nth(0).boundingBox(), await pictures.nth(1).boundingBox()];
  const before = await boxes();
  expect(before.map((box) => [box?.width, box?.height])).toEqual([[150, 300], [225, 300]]);
  // What it looks like from afar is there, the right way up too.
  const colours = () =>
    pictures.locator("canvas").evaluateAll((rooms) =>
      (rooms as HTMLCanvasElement[]).map((room) =>
        [0.25, 0.75].map((down) => {
          const [red, green] = room.getContext("2d")!.getImageData(room.width / 2, room.height * down, 1, 1).data;
          return red < 150 ? "dark" : green > 150 ? "white" : "red";
        }),
      ),
    );
  await expect.poll(colours).toEqual([["red", "white"], ["red", "white"]]);
  const moved = await watchShifts(grace.page);
  bytes.lift();
  const sides = () => pictures.locator("img").evaluateAll((images) => images.map((image) => [(image as HTMLImageElement).naturalWidth, (image as HTMLImageElement).naturalHeight]));
  await expect.poll(sides, "scaled down, and the right way up").toEqual([[1024, 2048], [300, 400]]);
  expect(await boxes()).toEqual(before);
  expect(await moved()).toBe(0);
  const sent = ada.network.callsOf("POST /api/attachments");
  expect(sent.map(({ body }) => body.includes("52.5 N"))).toEqual([false, false]);
});

test("the original of a photo is sent on request", async ({ ada }) => {
  await picks(ada, { name: "2600.jpg", mimeType: "image/jpeg", buffer: await photo(ada.page, 2600, 1300) });
  const original = ada.page.getByRole("button", { name: "Original file" });
  await expect(original).toHaveAttribute("aria-pressed", "false");
  await original.click();
  await expect(original).toHaveAttribute("aria-pressed", "true");
  await ada.chat.composer.press("Enter");
  await expect(ada.chat.messages.last()).toHaveAttribute("data-state", "sent");
  expect(ada.network.callsOf("POST /api/attachments").map(({ body }) => body.includes("52.5 N"))).toEqual([true]);
});

test("an expired address is renewed by reading the message again", async ({ ada, join }) => {
  await picks(ada, { name: "a.jpg", mimeType: "image/jpeg", buffer: await photo(ada.page, 400, 300) });
  await ada.chat.composer.press("Enter");
  await expect(ada.chat.messages.last()).toHaveAttribute("data-state", "sent");
  const grace = await join("Grace");
  const answer = await grace.context.request.get(`${grace.network.origin}/api/messages?workspaceId=${await workspace(ada.page)}&channelId=general&limit=50`);
  const page = JSON.parse((await answer.text()).replace(/until=\d+/, "until=1"));
  let isFirst = true;
  grace.network.answer(({ method, path }) => method === "GET" && path === "/api/messages" && isFirst && !(isFirst = false), 200, page);
  // The reader's session would do as well as the signature: for this reader there is none.
  grace.network.answer((call) => isFile(call) && call.query.get("until") === "1", 403);
  await grace.opens();
  const image = grace.chat.messages.last().locator(".picture img");
  await expect.poll(() => image.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(300);
  expect(new URL((await image.getAttribute("src"))!).searchParams.get("until")).not.toBe("1");
});

const workspace = (page: Page) => page.evaluate(async () => (await (await fetch("/config.json")).json()).workspaceId as string);

test("a channel's pictures are viewed by keys, and Escape returns to where the user was", async ({ ada, grace }) => {
  for (const name of ["first", "second"]) {
    await picks(ada, { name: `${name}.jpg`, mimeType: "image/jpeg", buffer: await photo(ada.page, 400, 300) });
    await ada.page.getByLabel("Description").fill(name);
    await ada.chat.composer.press("Enter");
    await expect(grace.chat.messages.last().getByRole("img", { name })).toBeAttached();
  }
  const last = grace.chat.messages.last().getByRole("link", { name: "second" });
  await last.click();
  const viewer = grace.page.getByRole("dialog", { name: "Pictures" });
  await expect(viewer.getByRole("img")).toHaveAccessibleName("second");
  await expect(viewer).toContainText("2 of 2");
  await grace.page.keyboard.press("ArrowLeft");
  await expect(viewer.getByRole("img")).toHaveAccessibleName("first");
  await expect(viewer).toContainText("Ada");
  const width = async () => (await viewer.getByRole("img").boundingBox())!.width;
  const fitting = await width();
  await grace.page.keyboard.press("+");
  await expect.poll(width).toBeCloseTo(fitting * 1.5, 0);
  await viewer.getByRole("img").hover();
  await grace.page.mouse.wheel(0, -400);
  await expect.poll(width).toBeGreaterThan(fitting * 2);
  await grace.page.keyboard.press("0");
  await expect.poll(width).toBeCloseTo(fitting, 0);
  await grace.page.keyboard.press("Escape");
  await expect(viewer).toBeHidden();
  await expect(last).toBeFocused();
  await expect(grace.page).toHaveURL(/\/$/);
  // So does the browser's Back, and it closes nothing else.
  await grace.page.keyboard.press("Enter");
  await expect(viewer.getByRole("img")).toHaveAccessibleName("second");
  await grace.page.goBack();
  await expect(viewer).toBeHidden();
  await expect(last).toBeFocused();
  await expect(grace.chat.messages).toHaveCount(2);
});

test("a user who saves data loads a picture with one press, and opens it with the next", async ({ ada, join }) => {
  await picks(ada, { name: "a.jpg", mimeType: "image/jpeg", buffer: await photo(ada.page, 400, 300) });
  await ada.chat.composer.press("Enter");
  await expect(ada.chat.messages.last()).toHaveAttribute("data-state", "sent");
  const grace = await join("Grace");
  await grace.page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
  await grace.opens();
  const picture = grace.chat.messages.last().locator(".picture");
  await expect(picture).toContainText("Load picture");
  const box = await picture.boundingBox();
  expect(grace.network.callsOf(isFile)).toEqual([]);
  await picture.click();
  await expect.poll(() => picture.locator("img").evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(300);
  await expect(picture).not.toContainText("Load picture", { useInnerText: true });
  expect(await picture.boundingBox()).toEqual(box);
  await expect(grace.chat.dialogs).toHaveCount(0);
  await picture.click();
  await expect(grace.page.getByRole("dialog", { name: "Pictures" })).toBeVisible();
});
