// The chat in somebody else's page, under a policy that allows next to nothing.
import { SCRIPT, element } from "../e2e/support/embedding";
import { lines } from "../e2e/support/history";
import { expect, test } from "./support/test";

test.use({ site: async ({ host }, use) => use({ allowOrigin: host.origin, frameAncestor: host.origin, history: lines(60) }) });

const NONCE = "r4nd0m";
const POLICY = [
  "default-src 'none'",
  `script-src 'nonce-${NONCE}' 'strict-dynamic' 'wasm-unsafe-eval'`,
  "connect-src CDN SOCKET",
  "img-src data: https:",
  "frame-src CDN",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
  "base-uri 'none'",
].join("; ");

/** What this page's policy forbade, and errors. */
const TROUBLES = `<script>
  window.troubles = [];
  addEventListener("error", ({ message }) => troubles.push(message));
  addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => troubles.push(effectiveDirective + " " + blockedURI));
</script>`;

const it = test.extend<{ puts: (body: string) => Promise<string> }>({
  puts: async ({ host, cdn }, use) => {
    await use(async (body) => {
      const filled = (text: string) => text.replaceAll("CDN", cdn.origin).replaceAll("SOCKET", cdn.origin.replace("http:", "ws:"));
      const html = `<!doctype html><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>Host</title>${TROUBLES}<h1>A shop</h1>${body}`;
      const headers = { "content-security-policy": filled(POLICY) };
      host.put("/", { html: filled(html).replaceAll("<script", `<script nonce="${NONCE}"`), headers });
      return host.origin;
    });
  },
});

const troubles = () => (window as unknown as { troubles: string[] }).troubles;

it("in a box of the page", async ({ comes, puts, tokenOf, picture }) => {
  const ada = await comes("Ada", { origin: await puts(element("", await tokenOf("Ada")) + SCRIPT) });
  await ada.goes("/");
  await ada.isLive();
  await ada.sees("line 60");
  await ada.says("from a box");
  await ada.sees("from a box");
  await picture(ada, "in a box");
  expect(await ada.asks(troubles)).toEqual([]);
});

it("in a panel behind a bubble", async ({ comes, puts, tokenOf, picture }) => {
  const ada = await comes("Ada", { origin: await puts(element('mode="bubble"', await tokenOf("Ada")) + SCRIPT) });
  await ada.goes("/");
  await ada.clicks("[part=bubble]");
  await ada.isLive();
  await ada.sees("line 60");
  await expect.poll(() => ada.focused()).toBe("composer-input");
  await ada.says("from a bubble");
  await ada.sees("from a bubble");
  await picture(ada, "in a bubble");
  await ada.presses("Escape");
  await ada.lacks(".composer-input");
  await expect.poll(() => ada.asks((root) => root.activeElement?.getAttribute("part"))).toContain("bubble");
  await ada.presses("Enter");
  await ada.sees("from a bubble");
  expect(await ada.asks(troubles)).toEqual([]);
});

it("in a frame", async ({ comes, puts, tokenOf, picture }) => {
  const body = `<script>
      addEventListener("message", ({ data, source, origin }) => {
        if (data.type === "collabspace-tokenwanted") source.postMessage({ type: "collabspace-set-token", detail: { token: "${await tokenOf("Ada")}" } }, origin);
      });
    </script><iframe src="CDN/?embed=1&auth=token" width="360" height="500"></iframe>`;
  const ada = await comes("Ada", { origin: await puts(body) });
  await ada.goes("/");
  const frame = await ada.finds("iframe");
  await ada.driver.switchTo().frame(frame);
  await ada.isLive();
  await ada.sees("line 60");
  await ada.says("from a frame");
  await ada.sees("from a frame");
  await picture(ada, "in a frame");
  await ada.driver.switchTo().defaultContent();
  expect(await ada.asks(troubles)).toEqual([]);
});
