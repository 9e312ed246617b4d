// What is heard of the chat behind a bubble, on a host page.
import { SCRIPT, element, saysAfar } from "../../e2e/support/embedding";
import { lines } from "../../e2e/support/history";
import { test } from "./support/test";

test.use({ site: async ({ host }, use) => use({ allowOrigin: host.origin, history: lines(3) }) });

test("the bubble on a host page", async ({ listens, host, cdn, tokenOf }) => {
  const chat = `${element('mode="bubble"', await tokenOf("Ada"))}${SCRIPT}`.replaceAll("CDN", cdn.origin);
  host.put("/", { html: `<!doctype html><html lang="en"><title>A shop</title><h1>A shop</h1><p>Tea and coffee.</p><button>Buy</button>${chat}` });
  const grace = await tokenOf("Grace");
  const ada = await listens("Ada", host.origin);
  await ada.hears("opens a shop's page", () => ada.goes("/"), "Finished loading A shop");
  await ada.finds("[part=bubble]", "Open the chat");
  await ada.hears("presses + on the keypad, for everything", () => ada.presses("KP_Add"), "A shop", "Tea and coffee", "Buy", "Open the chat", "push button");
  await ada.keys("Tab", "Buy", "button");
  await ada.keys("Tab", "Open the chat", "button");
  await ada.keys("Return", "Chat", "dialog", "Message #general", "entry");
  await ada.hears("hears from Grace, who writes “Can I help?”", () => saysAfar(cdn, grace, "Can I help?"), "Grace: Can I help?");
  await ada.keys("Escape", "Open the chat", "button");
  await ada.hears("waits while Grace writes “Are you there?”", () => saysAfar(cdn, grace, "Are you there?"));
  await ada.keys("shift+Tab", "Buy", "button");
  await ada.keys("Tab", "Open the chat, 1 unread", "button");
});
