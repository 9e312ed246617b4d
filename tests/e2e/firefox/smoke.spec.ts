// The chat in Firefox: as a page, as an element and in a frame of another origin's page. It opens, shows the history, sends and
// receives.
import { test as base, expect } from "../support/embedding";
import { Firefox } from "../support/firefox";
import { lines } from "../support/history";

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
  expect(firefox.troubles, "errors, and violations of the page's own policy").toEqual([]);
});
