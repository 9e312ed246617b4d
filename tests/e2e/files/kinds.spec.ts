// Files of many kinds, some of which are not what they say: what is shown in place, and what is only ever saved.
import { picks } from "../support/files";
import { expect, test } from "../support/test";

const SCRIPT = "<script>document.title = 'owned'</script>";
const file = (name: string, mimeType: string, content: Buffer | string) => ({ name, mimeType, buffer: Buffer.from(content as string) });

/** Two frames of 1 by 1. */
const FRAME = "21f904000a0000002c00000000010001000002024401003b";
const GIF = Buffer.from(`47494638396101000100800000000000ffffff${FRAME.slice(0, -2)}${FRAME}`, "hex");
/** 30 by 20. */
const AVIF = Buffer.from(
  [
    "AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADrbWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAAAAAAAOcGl0bQAA",
    "AAAAAQAAAB5pbG9jAAAAAEQAAAEAAQAAAAEAAAETAAAALwAAAChpaW5mAAAAAAABAAAAGmluZmUCAAAAAAEAAGF2MDFDb2xvcgAAAABqaXBycAAAAEtp",
    "cGNvAAAAFGlzcGUAAAAAAAAAHgAAABQAAAAQcGl4aQAAAAADCAgIAAAADGF2MUOBAAwAAAAAE2NvbHJuY2x4AAEADQAGgAAAABdpcG1hAAAAAAAAAAEA",
    "AQQBAoMEAAAAN21kYXQSAAoJGBE7NogIaDQgMiAcR4eF3dNNNMLGwADE4H3JSYl6Km0AD+T2mMayfq7YcA==",
  ].join(""),
  "base64",
);
const MP4 = Buffer.from("\0\0\0\x18ftypisom\0\0\0\0isommp42", "latin1");

test("files that could run are only saved, whatever type they declare, and every name shows its extension", async ({ ada, grace }) => {
  await picks(
    ada,
    file("moving.gif", "image/gif", GIF),
    file("both.html", "text/html", Buffer.concat([GIF, Buffer.from(SCRIPT)])),
    file("new.avif", "image/avif", AVIF),
    file("film.mp4", "video/mp4", MP4),
    file("drawing.svg", "image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`),
    file("picture.png", "image/png", `<!doctype html>${SCRIPT}`),
    file("letter.pdf", "application/pdf", "%PDF-1.7\nwords"),
    file("photo\u202Egpj.exe", "image/jpeg", "MZ\x90\0"),
    file(`${"long ".repeat(60)}end.tar.gz`, "application/gzip", "\x1f\x8b\x08"),
    file("no extension", "", "words"),
  );
  await ada.chat.composer.press("Enter");
  await expect(ada.chat.messages.last()).toHaveAttribute("data-state", "sent");
  const row = grace.chat.messages.last();
  await expect(row.locator(".picture img")).toHaveCount(3);
  const widths = () => row.locator(".picture img").evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
  await expect.poll(widths).toEqual([1, 1, 30]);
  // Its room is as large as it before it is there.
  await expect(row.locator(".picture-room").nth(2)).toHaveAttribute("width", "44");
  await expect(row.locator("video")).toHaveCount(1);
  const names = row.locator("bdi.file-name");
  await expect(names).toHaveText([/^film\.mp4$/, /^drawing\.svg$/, /^picture\.png$/, /^letter\.pdf$/, /^photogpj\.exe$/, /^long .*….*\.gz$/, /^no extension$/]);
  for (const name of ["drawing.svg", "picture.png"]) {
    const [download] = await Promise.all([grace.page.waitForEvent("download"), row.locator(".file", { hasText: name }).click()]);
    expect(download.suggestedFilename()).toBe(name);
  }
  // Whoever opens an address in a tab of its own gets the file to save, or a picture.
  for (const link of await row.locator(".file").all()) {
    const answer = await grace.context.request.get((await link.getAttribute("href"))!);
    const { "content-disposition": way, "content-security-policy": policy } = answer.headers();
    expect(way).toMatch((await link.innerText()).includes("film.mp4") ? /^inline;/ : /^attachment;/);
    expect(policy).toBe("sandbox; default-src 'none'");
  }
  expect(await grace.page.title()).not.toContain("owned");
});
