// The page of its own opens without a network, by its service worker; what that answers for, and how it is taken away.
import type { Call } from "../support/faults";
import { isKept } from "../support/kept";
import type { Person } from "../support/person";
import { expect, test } from "../support/test";

test.use({ serviceWorkers: "allow" });

/** The worker is registered some seconds after the page; then it is there once all files are. */
async function isInstalled({ page }: Person): Promise<void> {
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state), { timeout: 60_000 })
    .toBe("activated");
}

const cacheNames = ({ page }: Person) => page.evaluate(() => caches.keys());

test("the page opens offline with its messages; the worker answers for nothing else", async ({ ada, grace }) => {
  await grace.says("read before the tunnel");
  await ada.sees("read before the tunnel");
  await isKept(ada.page, "read before the tunnel");
  await isInstalled(ada);
  ada.network.cut();
  await ada.page.reload();
  await ada.sees("read before the tunnel");
  await ada.connectionIs("offline");
  await expect(ada.chat.banner).toContainText(/^Offline, as of \d/);
  for (const path of ["/login", "/api/me", "/doctor.html", "/embed.js", "/sw.js", "/?embed"]) {
    const answered = await ada.page.evaluate((path) => fetch(path).then(() => true, () => false), path);
    expect(answered, path).toBe(false);
  }
  await ada.says("written in the tunnel");
  ada.network.restore();
  await ada.isLive();
  await grace.sees("written in the tunnel", { from: "Ada" });
});

test("a new version is announced, not forced; the settings remove the worker, even from a cached page", async ({ ada }) => {
  await isInstalled(ada);
  await ada.page.reload();
  await ada.isLive();
  // A build with another page.
  const old = await (await ada.context.request.get(`${ada.network.origin}/sw.js`)).text();
  const [name] = /page-[0-9a-f]{16}\.js/.exec(old) ?? [];
  const isOf = (path: string) => (call: Call) => call.path === path;
  const next = old.replaceAll(name!, "page-0123456789abcdef.js").replace(/"[0-9a-f]{16}"/, '"fedcba9876543210"');
  const worker = ada.network.answer(isOf("/sw.js"), 200, next, { "content-type": "text/javascript" });
  const index = (await (await ada.context.request.get(`${ada.network.origin}/`)).text()).replaceAll(name!, "page-0123456789abcdef.js");
  const page = ada.network.answer(isOf("/"), 200, index);
  const script = ada.network.answer(isOf("/page-0123456789abcdef.js"), 200, "", { "content-type": "text/javascript" });
  await ada.chat.composer.fill("a draft");
  await expect
    .poll(async () => {
      await ada.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
      return ada.chat.banner.filter({ hasText: "There is a new version of this chat" }).count();
    }, { timeout: 60_000 })
    .toBe(1);
  await expect(ada.chat.composer, "it was not reloaded").toHaveValue("a draft");
  for (const fault of [worker, page, script]) fault.lift();

  // The page itself is out of reach; the settings are not.
  const away = ada.network.break(isOf("/"));
  ada.network.configure = (config) => ({ ...config, serviceWorker: false });
  await ada.page.reload();
  await away.hasStruck();
  await expect(ada.chat.root).toBeVisible();
  await expect.poll(() => cacheNames(ada), { timeout: 60_000 }).toEqual([]);
  await expect
    .poll(() => ada.page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), { timeout: 60_000 })
    .toBe(0);
});
