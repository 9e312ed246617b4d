// What an earlier visit kept of a channel: shown before the backend answers, and without it; to its owner alone.
import type { Call } from "../support/faults";
import { isKept, isNotKept } from "../support/kept";
import { Person } from "../support/person";
import { expect, test } from "../support/test";

const isApi = ({ path }: Call) => path.startsWith("/api/");

/** Ada's chat with something to read in it, which the browser has kept. */
async function hasRead(ada: Person, grace: Person, ...texts: string[]): Promise<void> {
  for (const text of texts) await grace.says(text);
  for (const text of texts) await ada.sees(text);
  for (const text of texts) await isKept(ada.page, text);
}

async function deletesLast({ chat, page }: Person): Promise<void> {
  await chat.composer.focus();
  await page.keyboard.press("Control+ArrowUp");
  await expect(chat.messages.last()).toBeFocused();
  await page.keyboard.press("Delete");
  await chat.dialogs.getByRole("button", { name: "Delete" }).click();
  await expect(chat.dialogs).toHaveCount(0);
}

test("a returning user reads at once, deleted messages disappear, and only then is it live", async ({ ada, grace, mode }) => {
  test.skip(mode === "baseline", "messages are deleted");
  await hasRead(ada, grace, "stays", "goes");
  await ada.page.goto("about:blank");
  await deletesLast(grace);
  await expect(grace.chat.message("goes")).toHaveCount(0);
  await grace.says("came meanwhile");
  await grace.sees("came meanwhile");
  const backend = ada.network.hold(isApi);
  await ada.page.goto("/");
  await ada.sees("stays");
  await ada.connectionIs(/connecting|syncing/);
  await expect(ada.chat.message("came meanwhile")).toHaveCount(0);
  backend.lift();
  await ada.isLive();
  await ada.sees("came meanwhile");
  await expect(ada.chat.message("goes")).toHaveCount(0);
  await isNotKept(ada.page, "goes");
});

test("without the backend the last state is shown; a sign-out leaves nothing on screen or disk", async ({ ada, grace, mode }) => {
  if (mode === "extensions") {
    await ada.page.route("**/api/channels?*", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), workspaceName: "The engine room" } });
    });
    await ada.page.reload();
    await expect(ada.page.locator(".workspace-name")).toHaveText("The engine room");
    await ada.page.unrouteAll({ behavior: "wait" });
  }
  await hasRead(ada, grace, "read before the tunnel");
  const away = ada.network.break(isApi);
  ada.network.socketGate.shut();
  await ada.page.reload();
  await ada.sees("read before the tunnel");
  await ada.connectionIs("offline");
  await expect(ada.chat.banner).toContainText(/^Offline, as of \d/);
  if (mode === "extensions") await expect(ada.page.locator(".workspace-name")).toHaveText("The engine room");
  away.lift();
  ada.network.socketGate.open();
  await ada.isLive();
  await expect(ada.chat.banner).toHaveCount(0);
  ada.network.answer(isApi, 401, { error: "sign in first" });
  await ada.page.reload();
  await ada.connectionIs("signed-out");
  await expect(ada.chat.messages).toHaveCount(0);
  await isNotKept(ada.page, "read before the tunnel");
});

test("another person on the same browser sees none of it, and it is wiped", async ({ ada, grace }) => {
  await hasRead(ada, grace, "for Ada's eyes");
  await ada.page.close();
  const linus = new Person("Linus", ada.context, await ada.context.newPage(), ada.network);
  await linus.signsIn();
  const backend = linus.network.hold(isApi);
  await linus.page.goto("/");
  await backend.hasStruck();
  await isNotKept(linus.page, "for Ada's eyes");
  await expect(linus.chat.messages).toHaveCount(0);
});

test("deleted messages leave the disk as well, even in a channel that is not open", async ({ ada, grace, mode }) => {
  test.skip(mode === "baseline", "messages are deleted");
  await hasRead(ada, grace, "kept", "deleted soon");
  await ada.page.reload();
  await ada.chat.channel("random").click();
  await ada.chat.channel("general").click();
  await deletesLast(grace);
  await isNotKept(ada.page, "deleted soon");
  await isKept(ada.page, "kept");
});
