// What others change is learnt from the reference backend: while it happens, and after an absence.
import type { Person } from "../support/person";
import { expect, test } from "../support/unreliable";

/** Changes a stored message by the backend's calls, as its author's page will. */
async function calls(person: Person, method: "PATCH" | "PUT" | "DELETE", id: string, more = "", data?: object): Promise<void> {
  const { origin } = person.network;
  const answer = await person.context.request.fetch(`${origin}/api/messages/${id}${more}`, { method, data, headers: { origin } });
  expect(answer.status(), `${method} ${more}`).toBe(200);
}

/** Says something and gives the stored message's id back. */
async function says(person: Person, text: string): Promise<string> {
  await person.says(text);
  await person.sees(text);
  return (await person.chat.message(text).getAttribute("data-message-id")) ?? "";
}

/** An edit, a deletion and a reaction by Grace, and what Ada sees of them. */
async function changesThree(grace: Person, ids: string[], meanwhile: () => Promise<void>, ada: Person): Promise<void> {
  const [edited, deleted, reacted] = ids;
  await calls(grace, "PATCH", edited, "", { content: "edited" });
  await calls(grace, "DELETE", deleted);
  await calls(grace, "PUT", reacted, `/reactions/${encodeURIComponent("❤\ufe0f")}`);
  await meanwhile();
  await expect(ada.chat.list.locator(`[data-message-id="${edited}"]`)).toContainText(/edited.*edited/s);
  await expect(ada.chat.list.locator(`[data-message-id="${deleted}"]`)).toHaveAttribute("data-state", "deleted");
  await expect(ada.chat.message("reacted to").locator(".reaction")).toHaveText(["❤\ufe0f 1"]);
  await expect(ada.chat.message("to be edited")).toHaveCount(0);
  await expect(ada.chat.message("to be deleted")).toHaveCount(0);
}

test.skip(({ mode }) => mode === "baseline", "a baseline backend has none of these calls");

test("another person's change is shown live", async ({ ada, grace }) => {
  const ids = [await says(grace, "to be edited"), await says(grace, "to be deleted"), await says(grace, "reacted to")];
  await ada.sees("reacted to");
  await changesThree(grace, ids, async () => {}, ada);
});

test("another person's change during an absence is shown afterwards", async ({ ada, grace }) => {
  const ids = [await says(grace, "to be edited"), await says(grace, "to be deleted"), await says(grace, "reacted to")];
  await ada.sees("reacted to");
  ada.network.cut();
  await ada.connectionIs(/^(connecting|offline|polling)/);
  const returns = async () => {
    ada.network.restore();
    await ada.isLive();
  };
  await changesThree(grace, ids, returns, ada);
});
