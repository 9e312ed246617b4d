// The chat in Firefox: as a page, as an element and in a frame of another origin's page. It opens, shows the history, sends and
// receives; and what goes by commands of old, which browsers do not do alike.
import { test as base, expect } from "../support/embedding";
import { Firefox } from "../support/firefox";
import { lines } from "../support/history";
import { holdPauses } from "../support/pauses";

const test = base.extend<{ firefox: Firefox }>({
  site: async ({ host }, use) => use({ allowOrigin: host.origin, frameAncestor: host.origin, history: lines(60) }),
  firefox: async ({}, use) => {
    const firefox = await Firefox.start();
    await use(firefox);
    await firefox.close();
  },
});

test("three people chat in Firefox: one on the page, one by the element, one in a frame", async ({ firefox, host, cdn, tokenOf }) => {
  test.slow();
  const [grace, linus] = [await tokenOf("Grace"), await tokenOf("Linus")];
  const pages = {
    "/element": `<div style="height: 500px"><collabspace-chat config="${cdn.origin}/config.json"></collabspace-chat></div>
      <script>document.querySelector("collabspace-chat").tokenProvider = () => "${grace}";</script>
      <script type="module" src="${cdn.origin}/embed.js"></script>`,
    "/frame": `<script>
        addEventListener("message", ({ data, source, origin }) => {
          if (data.type === "collabspace-tokenwanted") source.postMessage({ type: "collabspace-set-token", detail: { token: "${linus}" } }, origin);
        });
      </script>
      <iframe src="${cdn.origin}/?embed=1&auth=token" style="width: 800px; height: 500px"></iframe>`,
  };
  for (const [path, html] of Object.entries(pages)) host.put(path, { html: `<!doctype html><title>Host</title>${html}` });

  const alone = await firefox.opens(cdn.origin, "page");
  await alone.signsIn("Ada");
  const chats = [
    alone,
    await firefox.opens(`${host.origin}/element`, "element"),
    await firefox.opens(`${host.origin}/frame`, "frame"),
  ];
  for (const chat of chats) {
    await chat.isLive();
    await chat.sees("line 60");
  }
  for (const [at, chat] of chats.entries()) {
    await chat.says(`said by number ${at}`);
    for (const other of chats) await other.sees(`said by number ${at}`);
  }

  // Another tab has no connection of its own, and takes over the one that it shares.
  const beside = await firefox.opensBeside(alone, cdn.origin, "page");
  await beside.isLive();
  await expect.poll(() => cdn.sockets.count).toBe(chats.length);
  await chats[1].says("for both tabs");
  for (const tab of [alone, beside]) await tab.sees("for both tabs");
  await alone.page.close();
  await chats[1].says("for the one that is left");
  await beside.sees("for the one that is left");
  await expect.poll(() => cdn.sockets.count).toBe(chats.length);
  expect(firefox.troubles, "errors, and violations of the page's own policy").toEqual([]);
});

test("a suggestion that was taken in Firefox can be undone, and a text is copied without a clipboard for scripts", async ({ firefox, cdn }) => {
  const ada = await firefox.opens(cdn.origin, "page");
  // As on a site without TLS.
  await ada.page.evaluateOnNewDocument(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await ada.signsIn("Ada");
  await ada.isLive();
  const { keyboard } = ada.page;
  await (await ada.has("textarea")).focus();
  await keyboard.type("so :tada");
  await ada.has("[role=option]");
  await keyboard.press("Enter");
  expect(await ada.written()).toBe("so 🎉 ");
  await ada.command("z");
  expect(await ada.written()).toBe("so :tada");
  await keyboard.press("Escape");
  await keyboard.press("Enter");
  await ada.sees("so :tada");

  await keyboard.press("ArrowUp");
  expect(await ada.written()).toBe("so :tada");
  await keyboard.press("Escape");
  await ada.command("ArrowUp");
  await ada.has(".message:focus");
  expect(await ada.written()).toBe("");
  await keyboard.press("Enter");
  await ada.has("[role=menuitem]:focus");
  await keyboard.press("ArrowDown"); // from the quote to the copy
  await holdPauses(ada.page);
  await keyboard.press("Enter");
  await ada.has(".said::-p-text(Text copied.)");
  await (await ada.has("textarea")).focus();
  await ada.command("v");
  expect(await ada.written()).toBe("so :tada");
});
