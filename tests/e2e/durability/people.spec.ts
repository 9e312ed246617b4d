// Two people, one after the other, on one browser; and one person with two tabs.
import { Person } from "../support/person";
import { POST, expect, newTab, test } from "../support/unreliable";

/** As on a site that does not say who the visitor is. */
function saysNothing({ network }: Person): void {
  network.configure = ({ userCookie: _, ...config }) => config;
}

/** The same browser, with somebody else in front of it. */
async function takesOver(before: Person, name: string): Promise<Person> {
  const next = new Person(name, before.context, await before.context.newPage(), before.network);
  await next.signsIn();
  return next;
}

test("the next person on the same browser does not see the previous one's draft, which comes back for its author", async ({ ada, grace }) => {
  await ada.chat.composer.fill("something of Ada's");
  await ada.page.close();
  const linus = await (await takesOver(ada, "Linus")).opens();
  await expect(linus.chat.composer).toHaveValue("");
  await linus.chat.composer.press("Enter");
  await linus.says("I am Linus");
  await grace.sees("I am Linus", { from: "Linus" });
  await linus.chat.composer.fill("something of Linus's");
  await linus.page.close();
  const again = await (await takesOver(ada, "Ada")).opens();
  await expect(again.chat.composer).toHaveValue("something of Ada's");
  await expect(grace.chat.texts).toHaveText(["I am Linus"]);
});

test("a draft is not shown before the user is known, and text typed until then stays", async ({ ada }) => {
  saysNothing(ada);
  await ada.chat.composer.fill("from the last visit");
  const authorization = ada.network.hold("POST /api/pusher/auth");
  const me = ada.network.hold("GET /api/me");
  await ada.page.reload();
  await authorization.hasStruck();
  await expect(ada.chat.composer).toHaveValue("");
  await ada.types("typed meanwhile");
  authorization.lift();
  me.lift();
  await ada.isLive();
  await expect(ada.chat.composer).toHaveValue("typed meanwhile");
  await ada.chat.composer.press("Enter");
  await ada.sees("typed meanwhile");
  await expect(ada.chat.composer).toHaveValue("from the last visit");
});

test("without a backend the last person's draft is shown, unless they were signed out", async ({ ada }) => {
  saysNothing(ada);
  await ada.chat.composer.fill("half a thought");
  const away = ada.network.break(({ path }) => path.startsWith("/api/"));
  await ada.page.reload();
  await expect(ada.chat.composer).toHaveValue("half a thought");
  away.lift();
  const out = ada.network.answer(({ path }) => path.startsWith("/api/"), 401);
  await ada.page.reload();
  await ada.connectionIs("signed-out");
  await expect(ada.chat.composer).toHaveValue("");
  out.lift();
  const gone = ada.network.break(({ path }) => path.startsWith("/api/"));
  await ada.page.reload();
  await gone.hasStruck();
  await expect(ada.chat.composer).toBeVisible();
  await ada.chat.composer.fill("x");
  await ada.chat.composer.fill("");
  await expect(ada.chat.composer).toHaveValue("");
  gone.lift();
  await ada.page.reload();
  await ada.isLive();
  await expect(ada.chat.composer).toHaveValue("half a thought");
});

test("a site that names the visitor has the draft shown at once", async ({ ada }) => {
  await ada.chat.composer.fill("half a thought");
  const answer = await ada.context.request.get(`${ada.network.origin}/api/me`);
  const { id } = ((body) => body.user ?? body)(await answer.json());
  ada.network.configure = (config) => ({ ...config, userCookie: "who_is_here" });
  const held = ada.network.hold(({ path }) => path === "/api/pusher/auth" || path === "/api/me");
  for (const [who, shown] of [[id, "half a thought"], ["somebody-else", ""]]) {
    await ada.context.addCookies([{ name: "who_is_here", value: encodeURIComponent(who), url: ada.network.origin }]);
    await ada.page.reload();
    await held.hasStruck();
    await expect(ada.chat.composer).toHaveValue(shown);
  }
  held.lift();
});

test("a second tab follows a draft in the first", async ({ ada, grace }) => {
  await ada.chat.composer.fill("written once");
  const other = await (await newTab(ada)).opens();
  await expect(other.chat.composer).toHaveValue("written once");
  await ada.chat.composer.fill("written once, and changed");
  await expect(other.chat.composer).toHaveValue("written once, and changed");
  await ada.chat.composer.press("Enter");
  await grace.sees("written once, and changed", { from: "Ada" });
  await expect(other.chat.composer).toHaveValue("");
  await other.says("from the second tab");
  await grace.sees("from the second tab");
  await expect(grace.chat.texts).toHaveText(["written once, and changed", "from the second tab"]);
});

test("a draft that could not be sent yet is not shown in the second tab either", async ({ ada }) => {
  await ada.chat.composer.fill("on its way");
  const other = await (await newTab(ada)).opens();
  await expect(other.chat.composer).toHaveValue("on its way");
  const away = ada.network.break(POST);
  await ada.chat.composer.press("Enter");
  await expect(other.chat.composer).toHaveValue("");
  away.lift();
  await ada.sees("on its way");
  await other.sees("on its way");
});
