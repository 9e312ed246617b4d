// What the backend does not take: the row says why, and what can be done about it.
import { areRefusedOnDisk } from "../support/outbox";
import { POST, expect, stored, test } from "../support/unreliable";

test("400, 403, 404, 409, 413 and 422 are final: the row shows the server's message, also after a reload", async ({ ada, grace, backend }) => {
  const statuses = [400, 403, 404, 409, 413, 422];
  const says = (status: number) => expect(ada.chat.delivery(ada.chat.message(`refused by ${status}`))).toContainText(`Not sent: not today (${status}).`);
  for (const status of statuses) {
    const refusal = ada.network.answer(POST, status, { error: `not today (${status})` });
    await ada.says(`refused by ${status}`);
    await says(status);
    await expect(ada.chat.message(`refused by ${status}`)).toHaveAttribute("data-state", "failed");
    refusal.lift();
  }
  await areRefusedOnDisk(ada, statuses.length);
  await ada.page.reload();
  await ada.isLive();
  for (const status of statuses) await says(status);
  await ada.says("taken");
  await grace.sees("taken");
  expect(ada.network.callsOf(POST)).toHaveLength(statuses.length + 1);
  expect(await stored(grace, backend)).toEqual(["taken"]);
});

test("a refused message can be discarded, edited or sent again, also after a reload", async ({ ada, grace, backend }) => {
  const refusal = ada.network.answer(POST, 422, { error: "not today" });
  const texts = ["again", "mistaek", "never mind"];
  for (const text of texts) {
    await ada.says(text);
    await expect(ada.chat.message(text)).toHaveAttribute("data-state", "failed");
  }
  refusal.lift();
  await areRefusedOnDisk(ada, texts.length);
  await ada.page.reload();
  await ada.isLive();
  const press = (text: string, name: string) => ada.chat.delivery(ada.chat.message(text)).getByRole("button", { name }).click();
  await press("never mind", "Discard");
  await expect(ada.chat.message("never mind")).toHaveCount(0);
  await press("mistaek", "Edit");
  await expect(ada.chat.composer).toHaveValue("mistaek");
  await ada.says("mistake");
  await press("again", "Retry");
  await ada.sees("mistake");
  await ada.sees("again");
  await expect(ada.chat.messages).toHaveCount(2);
  await grace.sees("again");
  expect(await stored(grace, backend)).toEqual(["mistake", "again"]);
  await ada.page.reload();
  await ada.isLive();
  await expect(ada.chat.texts).toHaveText(["mistake", "again"]);
});

test("a waiting message does not count down while nothing can be sent", async ({ ada }) => {
  const busy = ada.network.answer(POST, 503, { error: "busy" }, { "retry-after": "300" });
  await ada.says("later");
  const words = ada.chat.delivery(ada.chat.message("later"));
  await expect(words).toContainText("Retrying in 5 minutes.");
  await ada.context.setOffline(true);
  await ada.connectionIs("offline");
  await expect(words).toContainText("Not sent yet: busy.");
  await expect(words).not.toContainText("Retrying");
  await ada.context.setOffline(false);
  await expect(words).toContainText("Retrying in ");
  busy.lift();
  await words.getByRole("button", { name: "Try now" }).click();
  await expect(ada.chat.message("later")).toHaveAttribute("data-state", "sent");
});

for (const status of [408, 429, 503]) {
  test(`${status} with Retry-After waits, says how long, and is sent then`, async ({ ada, grace, backend }) => {
    const busy = ada.network.answer(POST, status, { error: "busy" }, { "retry-after": "8" });
    await ada.says("no hurry");
    const message = ada.chat.message("no hurry");
    await expect(ada.chat.delivery(message)).toContainText(/Retrying in [5-8] seconds\./);
    await expect(message).toHaveAttribute("data-state", "sending");
    busy.lift();
    await expect(ada.chat.delivery(message)).toContainText(/Retrying in [1-4] seconds?\./);
    await ada.sees("no hurry");
    // Chromium repeats a call that is answered 408 once by itself: the last two are the page's own.
    const [first, second] = ada.network.callsOf(POST).slice(-2);
    expect(second.at - first.at).toBeGreaterThanOrEqual(7_950);
    await grace.sees("no hurry");
    expect(await stored(grace, backend)).toEqual(["no hurry"]);
  });
}
