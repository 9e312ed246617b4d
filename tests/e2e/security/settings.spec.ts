// What config.json and the backend's answers can make the page do: nothing but a chat, with this backend alone.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "../support/embedding";
import { test as onSite } from "../support/test";
import { POST } from "../support/unreliable";

/** Another site, which keeps what it is sent. */
async function elsewhere(): Promise<{ origin: string; heard: string[]; close: () => void }> {
  const heard: string[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    heard.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)} ${body}`);
    const cors = { "access-control-allow-origin": request.headers.origin ?? "*", "access-control-allow-headers": "*, x-team, content-type" };
    response.writeHead(200, { ...cors, "content-type": "application/json" }).end('{"messages":[],"hasMore":false}');
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard, close: () => server.closeAllConnections() };
}

const MOVED = "you are signed out, or the server's address is not the final one";

onSite("a redirect of a message is not followed, and the message goes out when the address is right", async ({ ada, grace }) => {
  const other = await elsewhere();
  for (const status of [302, 307, 308]) {
    const fault = ada.network.answer(POST, status, {}, { location: `${other.origin}/steal` });
    await ada.says(`confidential ${status}`);
    await expect(ada.chat.message(`confidential ${status}`)).toContainText(MOVED);
    fault.lift();
    // It goes out by itself: its next try is never more than some seconds away.
    await grace.sees(`confidential ${status}`);
  }
  expect(other.heard).toEqual([]);
  other.close();
});

onSite("a redirect of a call that carries a site's headers is not followed", async ({ join }) => {
  const other = await elsewhere();
  const ada = await join("Ada");
  const config = await (await fetch(`${ada.network.origin}/config.json`)).json();
  ada.network.answer("GET /config.json", 200, { ...config, api: { ...config.api, headers: { "X-Team": "secret" } } });
  ada.network.answer("GET /api/messages", 307, {}, { location: `${other.origin}/steal` });
  await ada.page.goto("/");
  await expect(ada.page.getByText(MOVED).first()).toBeVisible();
  expect(other.heard).toEqual([]);
  other.close();
});

onSite("a redirect of reading is followed on the page's own origin alone, and not to a page to sign in at", async ({ join }) => {
  const other = await elsewhere();
  const ada = await join("Ada");
  const message = { id: "m1", content: "from the new address", senderId: "u9", senderName: "Nine", channelId: "general", createdAt: new Date().toISOString() };
  const moved = ada.network.answer("GET /api/messages", 302, {}, { location: "/moved" });
  ada.network.answer("GET /moved", 200, { success: true, messages: [message], hasMore: false });
  await ada.page.goto("/");
  await ada.sees("from the new address");
  moved.lift();
  for (const location of [`${other.origin}/steal`, "/login"]) {
    const fault = ada.network.answer("GET /api/messages", 302, {}, { location });
    await ada.page.reload();
    await expect(ada.page.getByText(MOVED).first()).toBeVisible();
    fault.lift();
  }
  expect(other.heard).toEqual([]);
  other.close();
});

onSite("on the page's own origin POSTs carry the header that no form can send, and a framework's tokens", async ({ ada }) => {
  const headersOf = (which: string) => ada.network.callsOf(which).at(-1)?.headers ?? {};
  await ada.says("without a token");
  await expect(ada.chat.message("without a token")).toHaveAttribute("data-state", "sent");
  expect(headersOf(POST)).toMatchObject({ "x-collabspace": "1" });
  expect(headersOf("POST /api/pusher/auth")).toMatchObject({ "x-collabspace": "1" });
  expect(headersOf("GET /api/messages")["x-collabspace"]).toBeUndefined();
  expect(headersOf(POST)["x-xsrf-token"]).toBeUndefined();
  await ada.page.evaluate(() => {
    document.cookie = "XSRF-TOKEN=a%3Db%3D%3D; path=/";
    const tag = Object.assign(document.createElement("meta"), { name: "csrf-token", content: "r4ils==" });
    document.head.append(tag);
  });
  await ada.says("with tokens");
  await expect(ada.chat.message("with tokens")).toHaveAttribute("data-state", "sent");
  expect(headersOf(POST)).toMatchObject({ "x-collabspace": "1", "x-xsrf-token": "a=b==", "x-csrf-token": "r4ils==" });
});

test("a backend on another origin gets only headers that it asked for", async ({ visit, tokenOf, cdn }) => {
  const ada = await visit(`<meta name="csrf-token" content="the-hosts">${element("CDN/config.json", await tokenOf("Ada"))}`);
  await expect(ada.chat.root).toHaveAttribute("data-connection", "live");
  await ada.chat.composer.fill("from afar");
  await ada.chat.composer.press("Enter");
  await expect(ada.chat.message("from afar")).toHaveAttribute("data-state", "sent");
  const { headers } = cdn.callsOf(POST).at(-1) ?? {};
  expect([headers?.["x-collabspace"], headers?.["x-csrf-token"]]).toEqual([undefined, undefined]);
});

const element = (config: string, token: string) =>
  `<div style="block-size: 600px"><collabspace-chat config="${config}"></collabspace-chat></div>
   <script nonce="r4nd0m">document.querySelector("collabspace-chat").tokenProvider = async () => "${token}";</script>
   <script type="module" nonce="r4nd0m" src="CDN/embed.js"></script>`;

test("pusher-js's other options run no script in the page, even if 'strict-dynamic' would allow it", async ({ visit, tokenOf, cdn }) => {
  const config = await (await fetch(`${cdn.origin}/config.json`)).json();
  const stats = { enableStats: true, statsHost: new URL(cdn.origin).host, enabledTransports: ["sockjs", "ws"], httpHost: new URL(cdn.origin).hostname };
  const answer = { ...config, pusher: { ...config.pusher, ...stats } };
  cdn.answer("GET /config.json", 200, answer, { "access-control-allow-origin": "*" });
  const policy = "script-src 'nonce-r4nd0m' 'strict-dynamic' 'wasm-unsafe-eval'; base-uri 'none'";
  const ada = await visit(element("CDN/config.json", await tokenOf("Ada")), { headers: { "content-security-policy": policy } });
  const scripts: string[] = [];
  const warnings: string[] = [];
  ada.page.on("console", (message) => warnings.push(message.text()));
  await ada.page.reload();
  ada.page.on("request", (request) => request.resourceType() === "script" && scripts.push(request.url()));
  await expect(ada.chat.root).toHaveAttribute("data-connection", "live");
  // pusher-js sends its statistics when a connection begins, and when it ends.
  await ada.page.evaluate(() => document.querySelector("collabspace-chat")?.remove());
  expect(warnings.filter((text) => text.includes("pusher.enableStats"))).toHaveLength(1);
  expect(scripts.filter((url) => !/\/(embed|(widget|pusher)-[0-9a-f]{16})\.js$/.test(url))).toEqual([]);
});

for (const address of ["data:application/json,{}", "blob:https://a.example/1", "javascript:alert(1)"]) {
  test(`settings at ${address.split(":")[0]}: are refused with words`, async ({ visit, tokenOf }) => {
    const ada = await visit(element(address, await tokenOf("Ada")));
    const scheme = `${address.split(":")[0]}:`;
    await expect(ada.page.getByRole("alert")).toContainText(`config is an address of ${scheme} it has to be the http: or https: address of config.json`);
  });
}
