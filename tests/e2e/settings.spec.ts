// What the visitor chooses: light or dark, notifications, a sound.
import type { Page } from "@playwright/test";
import type { Person } from "./support/person";
import { expect, test } from "./support/test";

interface Told {
  asked: number;
  notifications: Notification[];
  /** How often one was taken back. */
  closed: number;
  tones: number;
}

declare global {
  interface Window {
    told: Told;
  }
}

/** Notes what the page asks of the desktop. The browser's own parts do the work. */
async function listens(page: Page): Promise<void> {
  await page.context().addInitScript(() => {
    const told: Told = { asked: 0, closed: 0, notifications: [], tones: 0 };
    window.told = told;
    const { Notification: Real } = window;
    window.Notification = class extends Real {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        told.notifications.push(this);
      }
      close() {
        told.closed += 1;
        super.close();
      }
      static requestPermission() {
        told.asked += 1;
        return Real.requestPermission();
      }
    };
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (when) {
      told.tones += 1;
      return start.call(this, when);
    };
  });
}

const notified = ({ page }: Person) =>
  page.evaluate(() => window.told.notifications.map(({ title, body, tag }) => ({ title, body, tag })));
const tones = ({ page }: Person) => page.evaluate(() => window.told.tones);
/** Whether a picture is drawn, in the time that twenty calls take, one after the other. */
function drawsAnything({ page }: Person): Promise<boolean> {
  return page.evaluate(async () => {
    let isDrawn = false;
    requestAnimationFrame(() => (isDrawn = true));
    for (let call = 0; call < 20 && !isDrawn; call += 1) await fetch("config.json");
    return isDrawn;
  });
}

const scheme = ({ chat }: Person) => chat.root.evaluate((root) => getComputedStyle(root).colorScheme);
const barColours = ({ page }: Person) =>
  page.locator("meta[name=theme-color]").evaluateAll((all) => all.map((meta) => meta.getAttribute("content")));

test("the theme follows the system, then the site, then the user's stored choice", async ({ join }) => {
  const ada = await (await join("Ada", { colorScheme: "light" })).opens();
  expect(await scheme(ada)).toBe("light dark");
  await ada.opensSettings();
  await expect(ada.chat.setting("radio", "System")).toBeChecked();
  await ada.chat.sidebar.getByText("Dark").click();
  await expect(ada.chat.setting("radio", "Dark")).toBeChecked();
  await expect.poll(() => scheme(ada)).toBe("dark");
  expect(await barColours(ada)).toEqual(["#131519", "#131519"]);
  await ada.page.reload();
  await ada.isLive();
  expect(await scheme(ada)).toBe("dark");

  ada.network.configure = (config) => ({ ...config, theme: "light" });
  await ada.page.reload();
  await ada.isLive();
  expect(await scheme(ada)).toBe("dark");
  await ada.page.evaluate(() => localStorage.removeItem("collabspace-theme"));
  await ada.page.reload();
  await ada.isLive();
  expect(await scheme(ada)).toBe("light");
  expect(await barColours(ada)).toEqual(["#f5f6f8", "#f5f6f8"]);
});

for (const part of ["<div class=\"chat\"", "<main"]) {
  test(`a chosen theme holds before the program is there, also where the page comes only up to ${part} at first`, async ({ join }) => {
    const ada = await join("Ada");
    await ada.page.addInitScript(() => localStorage.setItem("collabspace-theme", "dark"));
    const program = ada.network.hold(({ path }) => path.endsWith(".wasm"));
    const rest = ada.network.holdRest("GET /", part);
    const sheet = ada.page.waitForResponse(/style-.*\.css/);
    await ada.page.goto("/", { waitUntil: "commit" });
    await (await sheet).finished();
    expect(await drawsAnything(ada), "no picture of half a page").toBe(false);
    rest.lift();
    await expect(ada.chat.root).toHaveAttribute("data-theme", "dark");
    await expect.poll(() => drawsAnything(ada)).toBe(true);
    program.lift();
  });
}

test("unusable stored values are ignored, with a line in the console", async ({ join }) => {
  const ada = await join("Ada");
  const told: string[] = [];
  ada.page.on("console", (message) => told.push(message.text()));
  await ada.page.addInitScript(() => {
    for (const name of ["theme", "sound", "notifications"]) localStorage.setItem(`collabspace-${name}`, "<b>pink</b>");
  });
  await ada.opens();
  expect(await scheme(ada)).toBe("light dark");
  await ada.opensSettings();
  await expect(ada.chat.setting("switch", "Sound")).not.toBeChecked();
  for (const name of ["theme", "sound", "notifications"]) {
    expect(told.filter((line) => line.includes(`"<b>pink</b>" as the choice of ${name}`))).toHaveLength(1);
  }
});

test("a browser without storage still applies a theme", async ({ join }) => {
  const ada = await join("Ada");
  await ada.page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("forbidden", "SecurityError"); } });
  });
  await ada.opens();
  await ada.opensSettings();
  await ada.chat.sidebar.getByText("Dark").click();
  await expect(ada.chat.setting("radio", "Dark")).toBeChecked();
  await expect.poll(() => scheme(ada)).toBe("dark");
});

test("notifications come only on request, once per burst, and never while the chat is in view", async ({ join, grace }) => {
  const ada = await join("Ada");
  await ada.context.grantPermissions(["notifications"]);
  await listens(ada.page);
  await ada.opens();
  await ada.hidesTab();
  await grace.says("unasked");
  await ada.sees("unasked");
  expect(await ada.page.evaluate(() => window.told)).toMatchObject({ asked: 0, notifications: [] });

  await ada.looksAtTab();
  await ada.opensSettings();
  await ada.chat.setting("switch", "Notifications").click();
  await expect(ada.chat.setting("switch", "Notifications")).toBeChecked();
  expect(await ada.page.evaluate(() => window.told.asked)).toBe(1);
  await grace.says("in sight");
  await ada.sees("in sight");
  expect(await notified(ada)).toEqual([]);

  await ada.chat.channel("random").click();
  await ada.hidesTab();
  await grace.says("**one**");
  await expect.poll(() => notified(ada)).toMatchObject([{ title: "Grace · #general", body: "one" }]);
  for (const text of ["two", "three", "four"]) await grace.says(text);
  await expect.poll(async () => (await notified(ada)).at(-1)?.body).toBe("four");
  const all = await notified(ada);
  expect(all.length, "one of them was told of for several").toBeLessThan(4);
  expect(new Set(all.map(({ tag }) => tag)).size, "each in place of the one before").toBe(1);

  await ada.page.evaluate(() => window.told.notifications.at(-1)?.dispatchEvent(new Event("click")));
  await expect(ada.chat.title).toHaveText("general");
});

test("a message's notification disappears with it, and follows an edit without a sound", async ({ join, grace }) => {
  const ada = await join("Ada");
  await ada.context.grantPermissions(["notifications"]);
  await listens(ada.page);
  await ada.opens();
  await ada.opensSettings();
  await ada.chat.setting("switch", "Notifications").click();
  await expect(ada.chat.setting("switch", "Notifications")).toBeChecked();
  await ada.hidesTab();
  await grace.says("the pasword is…");
  await expect.poll(() => notified(ada)).toMatchObject([{ body: "the pasword is…" }]);
  const closed = () => ada.page.evaluate(() => window.told.closed);
  const before = await closed();
  const id = await grace.chat.message("the pasword is…").getAttribute("data-message-id");
  const { origin } = grace.network;
  const address = `${origin}/api/messages/${id}`;
  await grace.context.request.patch(address, { data: { content: "the password is…" }, headers: { origin } });
  await expect.poll(async () => (await notified(ada)).at(-1)?.body).toBe("the password is…");
  expect(await ada.page.evaluate(() => window.told.notifications.at(-1)?.silent)).toBe(true);
  await grace.context.request.delete(address, { headers: { origin } });
  await expect(ada.chat.list.locator("[data-state=deleted]")).toHaveCount(1);
  await expect.poll(closed).toBeGreaterThan(before + 1);
});

test("only one of several tabs notifies, and none while another is in view", async ({ join, grace }) => {
  const ada = await join("Ada");
  await ada.context.grantPermissions(["notifications"]);
  await listens(ada.page);
  await ada.opens();
  await ada.opensSettings();
  await ada.chat.setting("switch", "Notifications").click();
  await expect(ada.chat.setting("switch", "Notifications")).toBeChecked();
  const other = await ada.opensAnotherTab();
  const all = async () => [...(await notified(ada)), ...(await notified(other))].map(({ body }) => body);

  await ada.hidesTab();
  await grace.says("seen in the other tab");
  await other.sees("seen in the other tab");
  await ada.sees("seen in the other tab");
  await other.hidesTab();
  await grace.says("seen in none");
  await expect.poll(all).toEqual(["seen in none"]);

  // The tab that speaks is closed: the other one does.
  await ada.page.close();
  const isNext = () => other.page.evaluate(async () => (await navigator.locks.query()).pending?.every(({ name }) => !name?.startsWith("collabspace-alerts")));
  await expect.poll(isNext).toBe(true);
  await grace.says("to the one that is left");
  await expect.poll(async () => (await notified(other)).map(({ body }) => body)).toEqual(["to the one that is left"]);
});

test("notifications that the browser forbids are shown as blocked", async ({ ada }) => {
  await ada.opensSettings();
  await ada.chat.setting("switch", "Notifications").click();
  await expect(ada.page.getByText("Notifications are blocked")).toBeVisible();
  await expect(ada.chat.setting("switch", "Notifications")).not.toBeChecked();
});

test("if only a service worker may notify, as on Android, there is no switch", async ({ join }) => {
  const ada = await join("Ada");
  await ada.page.addInitScript(() => {
    window.Notification = class extends window.Notification {
      constructor(title: string) {
        super(title);
        throw new TypeError("Illegal constructor. Use ServiceWorkerRegistration.showNotification() instead.");
      }
    };
  });
  await ada.opens();
  await ada.opensSettings();
  await expect(ada.chat.setting("switch", "Sound")).toBeVisible();
  await expect(ada.chat.setting("switch", "Notifications")).toHaveCount(0);
});

test("the sound is off until it is switched on, and plays only while the chat is out of view", async ({ join, grace }) => {
  const ada = await join("Ada");
  await listens(ada.page);
  await ada.opens();
  await ada.hidesTab();
  await grace.says("silent");
  await ada.sees("silent");
  expect(await tones(ada)).toBe(0);
  await ada.looksAtTab();
  await ada.opensSettings();
  await ada.chat.setting("switch", "Sound").click();
  await expect.poll(() => tones(ada)).toBe(2);
  await grace.says("in sight");
  await ada.sees("in sight");
  expect(await tones(ada)).toBe(2);
  await ada.hidesTab();
  await grace.says("heard");
  await expect.poll(() => tones(ada)).toBe(4);
});
