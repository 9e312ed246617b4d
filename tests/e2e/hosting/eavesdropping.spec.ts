// Who is not signed in hears nothing, however a socket asks. sockudo itself lets them, by its own protocol: it stands behind a proxy
// that sets the query (backend/deploy), or takes sockets from the chat's own pages alone (make start).
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Eavesdropper, OWN_PROTOCOL, addressesOf } from "../support/eavesdropper";
import { HostSite } from "../support/host-site";
import { Network } from "../support/network";
import { startDeployed } from "../support/nginx";
import { Person } from "../support/person";
import * as programs from "../support/programs";
import { ServerProcess, answers, freePort } from "../support/server-process";
import { APP } from "../support/sockudo";
import { expect, test as base } from "../support/test";

const root = path.resolve(__dirname, "../../..");

const test = base.extend<{ elsewhere: HostSite; work: string }>({
  /** A site of somebody else's. */
  elsewhere: async ({}, use) => {
    const site = await HostSite.open();
    site.put("/", { html: "<!doctype html><title>Elsewhere</title>" });
    await use(site);
    await site.close();
  },

  work: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), "collabspace-sockets-"));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
});

const channelsOf = (workspace: string) => {
  const channel = `presence-workspace-${workspace}`;
  return ["*", "p*", `*${workspace}`, `[meta]${channel}`, channel];
};

/** Addresses at which sockudo speaks its own protocol, with nothing in front of it. */
const ownProtocol = (port: number, key: string) => OWN_PROTOCOL.map((query) => `ws://127.0.0.1:${port}/app/${key}?${query}`);

for (const proxy of ["nginx.conf", "nginx-cluster.conf"] as const) {
  test(`behind ${proxy} nobody hears anything without a session, and two who are signed in chat live`, async ({
    browser,
    page,
    backend,
    sockudo,
    elsewhere,
    work,
  }) => {
    const files = path.join(work, "page");
    cpSync(programs.dist(), files, { recursive: true });
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const config = {
      pusher: { key: APP.key, wsHost: "127.0.0.1", wsPort: port, wssPort: port, forceTLS: false },
      workspaceId: backend.workspace,
    };
    writeFileSync(path.join(files, "config.json"), JSON.stringify(config));
    const nginx = await startDeployed(proxy, { backend: backend.port, sockudo: sockudo.port, page: files }, port, path.join(work, "nginx"));
    try {
      const people = await Promise.all(
        ["Ada", "Grace"].map(async (name) => {
          const context = await browser.newContext({ baseURL: origin });
          // The cluster's backends serve the page themselves, with a config.json that names sockudo.
          await context.route("**/config.json", (route) => route.fulfill({ json: config }));
          const person = new Person(name, context, await context.newPage(), { origin } as Network);
          await person.signsIn();
          return person.opens();
        }),
      );
      const [ada, grace] = people;
      await page.goto(elsewhere.origin);
      const everywhere = await Eavesdropper.on(page, addressesOf(origin, APP.key), ["*"]);
      const everything = await Eavesdropper.on(page, ownProtocol(port, APP.key), channelsOf(backend.workspace));
      expect(await everywhere.greeted(), "sockets that reach sockudo").toBeGreaterThan(0);

      await ada.says("for signed ears only");
      await grace.sees("for signed ears only", { from: "Ada" });
      await grace.says("understood");
      await ada.sees("understood", { from: "Grace" });
      for (const eavesdropper of [everywhere, everything]) {
        expect(await eavesdropper.heard("signed ears", "understood", "Ada", "Grace")).toEqual([]);
      }
      for (const { context } of people) await context.close();
    } finally {
      await nginx.stop();
    }
  });
}

test("without the proxy sockudo lets anybody hear everything: once it does not, the proxies may be simpler", async ({ page, ada, sockudo, elsewhere }) => {
  await page.goto(elsewhere.origin);
  const addresses = ownProtocol(sockudo.port, APP.key);
  const eavesdropper = await Eavesdropper.on(page, addresses, ["*"]);
  await ada.says("for everybody");
  await expect.poll(() => eavesdropper.heard("for everybody")).toHaveLength(addresses.length);
});

test("make start's sockudo takes sockets from the chat's own pages alone", async ({ browser, page, elsewhere, work }) => {
  const chat = await HostSite.open();
  chat.put("/", { html: "<!doctype html><title>The chat</title>" });
  const port = await freePort();
  const env = { ...process.env, RUN_FOLDER: work, PORT: new URL(chat.origin).port, PUSHER_PORT: String(port) };
  const script = '. scripts/lib.sh; RUN=$RUN_FOLDER; . scripts/sockudo-env.sh; echo "key $PUSHER_KEY."; exec env "${SOCKUDO_ENVIRONMENT[@]}" "$0"';
  const args = ["-c", `cd '${root}' && ${script}`, programs.sockudo()];
  const [sockudo, key] = await ServerProcess.start("sockudo", "bash", args, env, async (output) => {
    return (await answers(`http://127.0.0.1:${port}/up`)) && /^key (\w+)\.$/m.exec(output)?.[1];
  });
  try {
    const addresses = ownProtocol(port, key);
    await page.goto(elsewhere.origin);
    expect(await (await Eavesdropper.on(page, addresses, ["*"])).greeted()).toBe(0);
    const own = await browser.newPage();
    for (const origin of [chat.origin, chat.origin.replace("127.0.0.1", "localhost")]) {
      await own.goto(origin);
      expect(await (await Eavesdropper.on(own, addresses.slice(0, 1), ["*"])).greeted(), origin).toBe(1);
    }
    await own.close();
  } finally {
    await sockudo.stop();
    await chat.close();
  }
});
