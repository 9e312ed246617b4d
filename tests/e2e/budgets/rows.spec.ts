// How much is in the DOM, however much there is to read.
import { lines } from "../support/history";
import { expect, test } from "../support/test";
import { budgets, told } from "./budgets";

/** Five pages more than the newest. */
const COUNT = 300;

test.use({ site: { history: lines(COUNT) } });

test("the DOM holds no more rows than it may, from the newest message to the first", async ({ ada }) => {
  let most = 0;
  const look = async () => (most = Math.max(most, await ada.chat.list.locator("[data-message-id]").count()));
  await look();
  // What is read keeps its place when older messages come: once is not enough to be at the top.
  await expect(async () => {
    await ada.chat.list.evaluate((list) => (list.scrollTop = 0));
    await look();
    await expect(ada.chat.message("line 1")).toBeInViewport({ timeout: 200 });
  }).toPass({ timeout: 30_000 });
  await look();
  console.log(told(`rows of ${COUNT} messages`, most, budgets.rows));
  expect(most).toBeLessThanOrEqual(budgets.rows.limit);
});
