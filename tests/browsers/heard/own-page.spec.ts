// What is heard on the chat's own page.
import { saysAfar } from "../../e2e/support/embedding";
import { lines } from "../../e2e/support/history";
import { expect, test } from "./support/test";

test.use({ site: async ({}, use) => use({ history: lines(3) }) });

test("arriving", async ({ listens }) => {
  const ada = await listens("Ada");
  await ada.arrivesToListen();
  const read = [
    ...["Acme", "navigation", "Channels", "List with 2 items", "general", "Online — 1", "Ada", "(you)", "main content", "general", "heading level 1"],
    ...["This is the beginning of #general", "Today", "Grace", "line 1", "Grace", "line 2", "Grace", "line 3", "Message #general", "entry", "Send"],
  ];
  await ada.hears("presses Ctrl+Home, and + on the keypad, for everything", () => ada.presses("ctrl+Home", "KP_Add"), ...read);
  await ada.hears("presses Ctrl+Home, and M for the next landmark", () => ada.presses("ctrl+Home", "m"), "Channels");
  await ada.hears("presses M twice", () => ada.presses("m", "m"), "Online", "general", "heading level 1");
  await ada.hears("presses H, for the next heading", () => ada.presses("h"), "This is the beginning of #general");
  await ada.isInComposer();
});

test("reading back", async ({ listens }) => {
  const ada = await listens("Ada");
  await ada.opens();
  await ada.isInComposer();
  await ada.keys("ctrl+Up", "Grace", "line 3", "article");
  // Orca takes the keys back for a message, unless it is told to leave them to the page for good.
  await ada.hears("presses Orca+A twice", () => ada.presses("KP_Insert+a", "KP_Insert+a"), "Focus mode is sticky");
  await ada.hears("presses Up, which goes to the message above", () => ada.presses("Up"), "Grace", "line 2", "article");
  await ada.keys("Home", "line 1");
  await ada.keys("End", "line 3");
  await ada.keys("Escape", "Message #general", "entry");
  await ada.hears("presses Orca+A", () => ada.presses("KP_Insert+a"), "Browse mode");
  await ada.hears("presses Up, which goes to the line above", () => ada.presses("Up"), "Grace", "line 3");
});

test("a message that comes", async ({ listens, cdn, tokenOf }) => {
  const ada = await listens("Ada");
  const grace = await tokenOf("Grace");
  await ada.opens();
  await ada.isInComposer();
  await ada.hears("hears from Grace, who writes “Hello, **Ada**!”", () => saysAfar(cdn, grace, "Hello, **Ada**!"), "Grace: Hello, Ada!");
  const burst = async () => {
    for (const text of ["One.", "Two.", "Three."]) await saysAfar(cdn, grace, text);
  };
  await ada.hears("hears from Grace, who writes three messages", burst, "Grace: ", "new messages");
  expect(await ada.focused(), "what has the focus").toBe("composer-input");
});

test("sending", async ({ listens }) => {
  const ada = await listens("Ada");
  await ada.opens();
  await ada.isInComposer();
  await ada.types("Good morning");
  await ada.hears("writes “Good morning” and presses Enter", async () => {
    await ada.presses("Return");
    await ada.sees("Good morning");
  });
  await ada.keys("ctrl+Up", "Ada", "Good morning", "article");
  await ada.keys("Tab", "Message actions");
});

test("a refused message", async ({ listens }) => {
  const ada = await listens("Ada");
  await ada.opens();
  await ada.isInComposer();
  const refusal = ada.network.answer("POST /api/messages", 403, { error: "closed today" });
  await ada.types("Is it open");
  await ada.hears("writes “Is it open” and presses Enter", () => ada.presses("Return"), "Not sent: closed today.");
  await ada.keys("ctrl+Up", "Ada", "Is it open", "closed today", "article");
  await ada.keys("Tab", "Retry");
  refusal.lift();
  await ada.hears("presses Enter", async () => {
    await ada.presses("Return");
    await ada.sees("Is it open");
  }, "Is it open");
});

test("a lost connection", async ({ listens }) => {
  const ada = await listens("Ada");
  await ada.opens();
  await ada.isInComposer();
  await ada.hears("loses the connection", async () => ada.network.cut(), "Connection lost. Reconnecting");
  await ada.types("Are you there");
  await ada.hears("writes “Are you there” and presses Enter", () => ada.presses("Return"));
  await ada.keys("ctrl+Up", "Ada", "Are you there", "article");
  await ada.hears("has the connection again", async () => ada.network.restore(), "The connection is back.");
  await ada.sees("Are you there");
});

test("the menu of a message", async ({ listens }) => {
  const ada = await listens("Ada");
  await ada.opens();
  await ada.isInComposer();
  await ada.keys("ctrl+Up", "Grace", "line 3", "article");
  await ada.keys("Return", "Message actions", "menu", "Reply");

  await ada.keys("Down", "Copy text");
  await ada.keys("Down Down Down", "Reactions", "👍", "not checked");
  await ada.keys("Return", "Grace", "line 3", "👍 1", "you", "article");
  await ada.keys("Return", "menu", "Reply");
  await ada.keys("Return", "Reply to Grace", "line 3", "entry");
  await ada.types("Fine");
  await ada.hears("writes “Fine” and presses Enter", async () => {
    await ada.presses("Return");
    await ada.sees("Fine");
  });
  await ada.keys("ctrl+Up", "Ada", "Reply to Grace", "line 3", "Fine", "article");
});
