// config.json: what the site sets, and what the page says about a value that it cannot use.
import { expect, test } from "./support/test";
import { tellNoEnd } from "./support/typing";

type Config = Record<string, any>;

/** What is wrong, and what the panel says: the field, what it holds, what it should hold. */
const WRONG: [title: string, change: (config: Config) => Config, field: string, holds: string | RegExp, expected: RegExp][] = [
  ["an empty key", (config) => ((config.pusher.key = ""), config), "pusher.key", '""', /key/],
  ["a key that is a number", (config) => ((config.pusher.key = 7), config), "pusher.key", "7", /key|text/],
  ["no key", (config) => (delete config.pusher.key, config), "pusher.key", /nothing|missing|absent/i, /key/],
  ["the placeholder of the example", (config) => ((config.pusher.key = "your-pusher-key"), config), "pusher.key", /your-pusher-key/, /key/],
  ["neither cluster nor host", (config) => (delete config.pusher.wsHost, config), "pusher.cluster", /nothing|missing|absent/i, /wsHost/],
  ["a port that is none", (config) => ((config.pusher.wsPort = 123456), config), "pusher.wsPort", "123456", /65535|65,535/],
  ["a page size of none", (config) => ((config.pageSize = 0), config), "pageSize", "0", /100/],
  ["channels that are no list", (config) => ((config.channels = "general"), config), "channels", /general/, /list|array/i],
  ["a channel without an id", (config) => ((config.channels = [{ name: "x" }]), config), "channels[0].id", /nothing|missing|absent/i, /./],
  ["a public channel pattern", (config) => ((config.channelPattern = "workspace-{workspaceId}"), config), "channelPattern", /workspace-/, /presence-/],
  ["a login address that is code", (config) => ((config.loginUrl = "javascript:alert(1)"), config), "loginUrl", /javascript:/, /http|path/i],
];

test("an invalid value is named, with its present and its expected content", async ({ join }) => {
  const ada = await join("Ada");
  for (const [title, change, field, holds, expected] of WRONG) {
    await test.step(title, async () => {
      ada.network.configure = change;
      await ada.page.goto("/");
      await ada.connectionIs("failed");
      const value = (name: string) => ada.chat.facts.filter({ hasText: name }).locator("dd");
      await expect(value("Setting")).toHaveText(field);
      await expect(value("Current value")).toHaveText(holds);
      await expect(value("Expected")).toHaveText(expected);
    });
  }
  expect(ada.network.sockets.count).toBe(0);
});

test("a file that is not JSON is named", async ({ join }) => {
  const ada = await join("Ada");
  ada.network.configure = () => `{ "pusher": `;
  await ada.page.goto("/");
  await ada.connectionIs("failed");
  await expect(ada.chat.panel).toContainText("config.json");
  await expect(ada.chat.panel).toContainText("JSON");
});

test("a file that is missing is named, and found again by a reload", async ({ join }) => {
  const ada = await join("Ada");
  const missing = ada.network.answer("GET /config.json", 404);
  await ada.page.goto("/");
  await ada.connectionIs("failed");
  await expect(ada.chat.panel).toContainText("config.json");
  await expect(ada.chat.panel).toContainText("404");
  missing.lift();
  await ada.chat.panel.getByRole("link", { name: "Reload" }).click();
  await ada.isLive();
});

test("every path of the backend can be configured", async ({ join, grace, backend }) => {
  const ada = await join("Ada");
  ada.network.configure = (config) => {
    config.api = { baseUrl: "/rest", messagesPath: "/posts", typingPath: "/keys", authPath: "/let-me-in", headers: { "x-site": "here" } };
    config.channels = [{ id: "general", name: "Everybody" }];
    return config;
  };
  const own: Record<string, string> = { "/rest/posts": "/api/messages", "/rest/keys": "/api/messages/typing", "/rest/let-me-in": "/api/pusher/auth" };
  ada.network.rewritePath = (path) => {
    const [name, query] = path.split("?");
    return [own[name] ?? name, query].filter((part) => part !== undefined).join("?");
  };
  await ada.opens();
  await expect(ada.chat.title).toHaveText("Everybody");
  tellNoEnd(ada);
  await ada.types("by another way");
  await expect(grace.chat.typing).toHaveText(/^Ada is typing/);
  await ada.chat.composer.press("Enter");
  await grace.sees("by another way", { from: "Ada" });
  for (const which of ["GET /rest/posts", "POST /rest/posts", "POST /rest/keys", "POST /rest/let-me-in"]) {
    const [call] = ada.network.callsOf(which);
    expect(call?.headers["x-site"], which).toBe("here");
  }
  expect(ada.network.callsOf(({ path }) => path.startsWith("/api/messages"))).toHaveLength(0);
  expect(ada.network.callsOf("GET /rest/posts")[0].query.get("workspaceId")).toBe(backend.workspace);
});

test("the page size is the site's", async ({ join, grace }) => {
  for (let count = 1; count <= 12; count++) await grace.says(`line ${count}`);
  await expect(grace.chat.messages).toHaveCount(12);
  await grace.sees("line 12");
  const ada = await join("Ada");
  ada.network.configure = (config) => ({ ...config, pageSize: 5 });
  await ada.opens();
  await ada.sees("line 12");
  expect(ada.network.callsOf("GET /api/messages")[0].query.get("limit")).toBe("5");
});
