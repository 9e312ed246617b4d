// The parts of the app that are WebAssembly files of their own: when they are loaded, and what happens if they cannot be.
import type { Call } from "./support/faults";
import { lines } from "./support/history";
import type { Network } from "./support/network";
import type { Person } from "./support/person";
import { expect, test } from "./support/test";

test.use({ site: { history: lines(3) } });

const isControls = ({ path }: Call) => /\/controls-[0-9a-f]{16}\.wasm$/.test(path);
const chunks = (network: Network) => network.callsOf(({ path }) => /\.wasm$/.test(path) && !/\/chat-/.test(path));

const opensSettings = ({ chat }: Pick<Person, "chat">) => chat.sidebar.locator("summary").click();
const sound = ({ chat }: Pick<Person, "chat">) => chat.setting("switch", "Sound");

/** A visitor who wants to load as little as possible. */
const savesData = ({ page }: Person) =>
  page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));

test("parts that open on a press are preloaded when the browser is idle, and only once", async ({ ada }) => {
  await expect.poll(() => ada.network.callsOf(isControls).length).toBe(1);
  const readable = ada.network.callsOf("GET /api/messages")[0]?.at ?? 0;
  expect(ada.network.callsOf(isControls)[0]?.at).toBeGreaterThan(readable);
  await opensSettings(ada);
  await expect(sound(ada)).toBeVisible();
  await ada.page.keyboard.press("Control+k");
  await expect(ada.chat.switcher).toBeVisible();
  const paths = chunks(ada.network).map(({ path }) => path);
  expect(paths).toEqual([...new Set(paths)]);
});

test("a press on a part that is not loaded yet waits for it; the chat keeps working meanwhile", async ({ join }) => {
  const ada = await join("Ada");
  const held = ada.network.hold(isControls);
  await ada.opens();
  await held.hasStruck();
  await opensSettings(ada);
  await ada.page.keyboard.press("Control+k");
  await ada.chat.composer.fill("meanwhile");
  await ada.chat.composer.press("Enter");
  await ada.sees("meanwhile");
  await expect(sound(ada)).toHaveCount(0);
  held.lift();
  await expect(ada.chat.switcher).toBeVisible();
  await expect(sound(ada)).toBeAttached();
});

test("a user who saves data loads a part with the press that needs it", async ({ join }) => {
  const ada = await join("Ada");
  await savesData(ada);
  await ada.opens();
  await ada.says("answered");
  await ada.sees("answered");
  expect(ada.network.callsOf(isControls)).toHaveLength(0);
  await opensSettings(ada);
  await expect(sound(ada)).toBeVisible();
  expect(ada.network.callsOf(isControls)).toHaveLength(1);
});

for (const [what, status] of [["is gone", 404], ["is another file", 200]] as const) {
  test(`a part that ${what} since an update is told as a new version, and the draft outlives the reload`, async ({ join }) => {
    const ada = await join("Ada");
    const gone = ada.network.answer(isControls, status, "of another version");
    await ada.opens();
    await ada.chat.composer.fill("a draft");
    await opensSettings(ada);
    await expect(ada.chat.banner).toContainText("There is a new version of this chat");
    await expect(ada.chat.composer).toHaveValue("a draft");
    await ada.chat.composer.press("Enter");
    await ada.sees("a draft");
    await ada.chat.composer.fill("another draft");
    // A new version has the part; before the reload it would be found by a try that nobody sees.
    const reloaded = ada.page.waitForEvent("framenavigated");
    await ada.chat.banner.getByRole("button", { name: "Reload" }).click();
    await reloaded;
    gone.lift();
    await expect(ada.chat.banner).toHaveCount(0);
    await expect(ada.chat.composer).toHaveValue("another draft");
    await opensSettings(ada);
    await expect(sound(ada)).toBeVisible();
  });
}

test("a part that cannot be loaded is reported, and loads after another press", async ({ join }) => {
  const ada = await join("Ada");
  const broken = ada.network.break(isControls);
  await ada.opens();
  await opensSettings(ada);
  await expect(ada.chat.banner).toContainText("This part of the chat could not be loaded");
  expect(broken.met.length, "it is tried more than once").toBeGreaterThan(2);
  broken.lift();
  // This press closes what is open and empty, and loads it; the next one opens it.
  await opensSettings(ada);
  await opensSettings(ada);
  await expect(sound(ada)).toBeVisible();
  await expect(ada.chat.banner).toHaveCount(0);
});

test("if the part that stores unsent messages is gone, messages are still sent, and the chat says that they are not stored", async ({ join }) => {
  const ada = await join("Ada");
  ada.network.answer(({ path }) => /\/background-/.test(path), 404);
  await ada.opens();
  await ada.says("not kept");
  await ada.sees("not kept");
  await expect(ada.page.locator(".banner[data-kind=storage]")).toBeVisible();
  await expect(ada.page.locator(".banner[data-kind=new-version]")).toBeVisible();
});

for (const [what, name] of [["pusher-js", /\/pusher-[0-9a-f]{16}\.js$/], ["the client of the live connection", /\/live-[0-9a-f]{16}\.wasm$/]] as const) {
  test(`without ${what} the chat reads, answers and polls, and is live once that can be loaded`, async ({ join, grace }) => {
    const ada = await join("Ada");
    const broken = ada.network.break(({ path }) => name.test(path));
    await ada.page.goto("/");
    await ada.sees("line 3");
    await ada.says("can you read me?");
    await grace.sees("can you read me?");
    await ada.connectionIs("polling", { within: 25_000 });
    await grace.says("loud and clear");
    await ada.sees("loud and clear");
    expect(broken.met.length, "it is tried more than once").toBeGreaterThan(1);
    broken.lift();
    await ada.isLive();
    await grace.says("and now?");
    await ada.sees("and now?", { within: 1_000 });
  });
}
