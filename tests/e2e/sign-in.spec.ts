// Not signed in, or not any more: the way to sign in and back, with nothing lost.
import type { Person } from "./support/person";
import { expect, test } from "./support/test";

/** Goes through the panel's link and the demo's sign-in, and comes back. */
async function signsInByTheLink(person: Person): Promise<void> {
  await person.chat.panel.getByRole("link", { name: "Sign in", exact: true }).click();
  await person.page.getByLabel("Your name").fill(person.name);
  await person.page.getByRole("button", { name: "Sign in" }).click();
}

test("a signed-out user gets a panel with a link to sign in and come back", async ({ join }) => {
  const ada = await join("Ada", { isSignedIn: false });
  await ada.page.goto("/?from=mail#general");
  await ada.connectionIs("signed-out");
  await expect(ada.chat.status).toHaveText("Signed out");
  await expect(ada.chat.panel).toContainText("You are signed out");
  await expect(ada.chat.panel.getByRole("link", { name: "Sign in", exact: true })).toHaveAttribute("href", "/login?returnTo=%2F%3Ffrom%3Dmail%23general");
  await signsInByTheLink(ada);
  await expect(ada.page).toHaveURL(/\/\?from=mail#general$/);
  await ada.isLive();
  await expect(ada.chat.panel).toHaveCount(0);
  await ada.says("in again");
  await ada.sees("in again", { from: "Ada" });
});

test("a sign-in page on another origin gets the full address to come back to", async ({ join }) => {
  const ada = await join("Ada", { isSignedIn: false });
  const link = ada.chat.panel.getByRole("link", { name: "Sign in", exact: true });
  const here = "/?from=mail#/channel/random";
  const whole = encodeURIComponent(ada.network.origin + here);
  for (const [loginUrl, href] of [
    ["https://accounts.example/in?site=chat", `https://accounts.example/in?site=chat&returnTo=${whole}`],
    ["https://accounts.example", `https://accounts.example?returnTo=${whole}`],
    [`${ada.network.origin}/in`, `${ada.network.origin}/in?returnTo=${encodeURIComponent(here)}`],
  ]) {
    ada.network.configure = (config) => ({ ...config, loginUrl });
    await ada.page.goto("about:blank");
    await ada.page.goto(here);
    await expect(link).toHaveAttribute("href", href);
    await expect(link).not.toHaveAttribute("target");
  }
});

test("a user who signs in in another tab continues in the first one, wherever the sign-in page leads", async ({ join }) => {
  const ada = await join("Ada", { isSignedIn: false });
  await ada.page.goto("/");
  await ada.connectionIs("signed-out");
  const opened = ada.context.waitForEvent("page");
  await ada.chat.panel.getByRole("link", { name: "Sign in in a new tab" }).click();
  const beside = await opened;
  // As in a sign-in that knows of no way back.
  await beside.goto(beside.url().replace(/\?.*/, ""));
  await beside.getByLabel("Your name").fill("Ada");
  await beside.getByRole("button", { name: "Sign in" }).click();
  await expect(beside).not.toHaveURL(/login/);
  await beside.close();
  await ada.hidesTab();
  await ada.looksAtTab();
  await ada.isLive();
  await expect(ada.chat.panel).toHaveCount(0);
});

test("the text in the composer survives that the session ends, and the sign-in", async ({ ada, grace, mode }) => {
  await expect(ada.chat.people).toHaveCount(2);
  await ada.context.clearCookies();
  await ada.types("half a sentence");
  await ada.connectionIs("signed-out");
  await expect(ada.chat.panel).toBeVisible();
  await expect(ada.chat.composer).toBeVisible();
  await expect(ada.chat.composer).toHaveValue("half a sentence");
  await ada.chat.composer.pressSequentially(", and");
  await signsInByTheLink(ada);
  await ada.isLive();
  await expect(ada.chat.composer).toHaveValue("half a sentence, and");
  await ada.chat.composer.press("Enter");
  await grace.sees("half a sentence, and", { from: "Ada" });
  if (mode === "baseline") return;

  // So does an edit, and the reply that was put aside for it.
  await ada.chat.message("half a sentence, and").hover();
  await ada.chat.toolbar.getByRole("button", { name: "Reply", exact: true }).click();
  await ada.types("it ends here");
  await ada.chat.message("half a sentence, and").hover();
  await ada.chat.toolbar.getByRole("button", { name: "Edit" }).click();
  await ada.chat.composer.fill("half a sentence");
  await ada.context.clearCookies();
  await ada.page.reload();
  await ada.connectionIs("signed-out");
  await signsInByTheLink(ada);
  await ada.isLive();
  await expect(ada.chat.composerBar).toHaveText("Editing your message");
  await expect(ada.chat.composer).toHaveValue("half a sentence");
  await ada.chat.composer.press("Escape");
  await expect(ada.chat.composerBar).toHaveText("Reply to Ada: half a sentence, and");
  await expect(ada.chat.composer).toHaveValue("it ends here");
});

test("a message that is sent after the session has ended is kept, and sent once after the sign-in", async ({ ada, join }) => {
  await ada.context.clearCookies();
  await ada.says("too late?"); // to nobody: with others there, the first key would have told
  await ada.connectionIs("signed-out");
  await expect(ada.chat.composer).toHaveValue("");
  await signsInByTheLink(ada);
  await ada.sees("too late?", { from: "Ada" });
  const grace = await (await join("Grace")).opens();
  await grace.sees("too late?", { from: "Ada" });
});

test("signing in again in another tab is enough", async ({ ada }) => {
  await ada.context.clearCookies();
  await ada.says("hello?");
  await ada.connectionIs("signed-out");
  await ada.signsIn();
  await ada.page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await ada.isLive();
  await ada.sees("hello?", { from: "Ada" });
});
