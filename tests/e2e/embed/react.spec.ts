// The element in a program that makes its page anew with every change of its state.
import path from "node:path";
import { build } from "esbuild";
import { expect, test } from "../support/embedding";

test("in a React program: it stays through changes of state, follows its attributes, is taken out and put in again", async ({ visit, tokenOf, cdn, host }) => {
  const { outputFiles } = await build({
    entryPoints: [path.join(__dirname, "react-app.jsx")],
    bundle: true,
    format: "esm",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"development"' },
    write: false,
  });
  host.put("/app.js", { html: outputFiles[0].text, headers: { "content-type": "text/javascript" } });
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
  expect(cdn.callsOf("POST /api/pusher/auth"), "one chat, connected once").toHaveLength(1);

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
