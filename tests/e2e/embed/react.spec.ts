// The element in a program that makes its page anew with every change of its state.
import path from "node:path";
import { type BuildOptions, build } from "esbuild";
import { examplesOf } from "../support/documents";
import { expect, test } from "../support/embedding";

/** A program as a site's own build makes it. */
async function bundle(entry: BuildOptions): Promise<string> {
  const { outputFiles } = await build({
    ...entry,
    bundle: true,
    format: "esm",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"development"' },
    write: false,
  });
  return outputFiles?.[0].text ?? "";
}

test("in a React program: it stays through changes of state, follows its attributes, is taken out and put in again", async ({ visit, tokenOf, cdn, host }) => {
  const program = await bundle({ entryPoints: [path.join(__dirname, "react-app.jsx")] });
  host.put("/app.js", { html: program, headers: { "content-type": "text/javascript" } });
  const ada = await visit(`<div id="app"></div>
    <script>window.complaints = []; console.error = (...words) => complaints.push(words.join(" "));</script>
    <script type="module">
      import "CDN/embed.js";
      import { start } from "/app.js";
      start({ cdn: "CDN", token: "${await tokenOf("Ada")}" });
    </script>`);
  const press = (name: RegExp | string) => ada.page.getByRole("button", { name }).click();
  const told = ada.page.locator("output");

  await expect(told).toHaveText("live");
  await ada.chat.composer.fill("half a sen");
  await press(/^Clicked 0/);
  await press(/^Clicked 1/);
  await expect(ada.page.getByRole("button", { name: "Clicked 2 times" })).toBeVisible();
  await expect(ada.chat.composer).toHaveValue("half a sen");
  const connected = () => cdn.callsOf("POST /api/pusher/auth").filter(({ body }) => body.includes("presence-"));
  expect(connected(), "one chat, connected once").toHaveLength(1);

  await ada.chat.composer.fill("said in general");
  await ada.chat.composer.press("Enter");
  await expect(ada.chat.message("said in general")).toHaveAttribute("data-state", "sent");
  await press("Go to random");
  await expect(ada.chat.title).toHaveText("random");

  await press("Hide");
  await expect(ada.chat.root).toHaveCount(0);
  await expect(told).toHaveText("idle");
  await expect.poll(() => cdn.sockets.count).toBe(0);
  await press("Show");
  await expect(told).toHaveText("live");
  await expect(ada.chat.title).toHaveText("random");
  await ada.chat.composer.fill("again");
  await ada.chat.composer.press("Enter");
  await expect(ada.chat.message("again")).toHaveAttribute("data-state", "sent");
  expect(cdn.sockets.count).toBe(1);
  expect(await ada.page.evaluate(() => (window as unknown as { complaints: string[] }).complaints)).toEqual([]);
});

test("the example of docs/embedding.md", async ({ visit, tokenOf, cdn, host }) => {
  const [example] = examplesOf("docs/embedding.md", "jsx");
  const contents = `
    import { useState } from "react";
    import { createRoot } from "react-dom/client";
    const channel = "general";
    const getToken = async () => (await fetch("/chat-token")).text();
    function Support() {
      const [unread, setUnread] = useState(0);
      return <div style={{ height: 500 }}><output>{unread}</output>${example}</div>;
    }
    createRoot(document.querySelector("#app")).render(<Support />);`;
  const program = await bundle({ stdin: { contents, loader: "jsx", resolveDir: __dirname } });
  host.put("/app.js", { html: program.replaceAll("https://cdn.example/chat", cdn.origin), headers: { "content-type": "text/javascript" } });
  const page = (token: string) => {
    host.put("/chat-token", { html: token, headers: { "content-type": "text/plain" } });
    return visit('<div id="app"></div><script type="module">import "CDN/embed.js"; import "/app.js";</script>');
  };
  const ada = await page(await tokenOf("Ada"));
  await expect(ada.chat.root).toHaveAttribute("data-connection", "live");
  await ada.page.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  const grace = await page(await tokenOf("Grace"));
  await grace.chat.composer.fill("hello");
  await grace.chat.composer.press("Enter");
  await expect(ada.page.locator("output")).toHaveText("1");
});
