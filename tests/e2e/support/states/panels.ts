// A panel, or a sentence, stands in place of the chat.
import { expect } from "@playwright/test";
import type { Person } from "../person";
import { TALK } from "./conversations";
import type { State } from "./stage";

/** The program breaks, as by a fault of its own, while it draws the settings: a node that it asks for is not to be had. */
async function breaks({ chat }: Person): Promise<void> {
  await chat.sidebar.locator("summary").evaluate((settings) => {
    const { createElement } = Document.prototype;
    const { cloneNode } = Node.prototype;
    // The page's scripts ask for nodes as well; they are given theirs.
    const failing = <F extends (...args: any[]) => unknown>(real: F) =>
      function (this: unknown, ...args: unknown[]) {
        if (!new Error().stack?.includes("wasm")) return real.apply(this, args);
        Object.assign(Document.prototype, { createElement });
        Object.assign(Node.prototype, { cloneNode });
        throw new Error("made up by the test");
      };
    Object.assign(Document.prototype, { createElement: failing(createElement) });
    Object.assign(Node.prototype, { cloneNode: failing(cloneNode) });
    (settings as HTMLElement).click();
  });
}

export const panelStates: State[] = [
  {
    name: "signed out",
    async show({ ada }) {
      await ada.opens();
      await ada.chat.composer.fill("What I have written stays");
      ada.network.answer(({ path }) => path.startsWith("/api/"), 401);
      await ada.page.reload();
      await ada.connectionIs("signed-out");
      await expect(ada.chat.panel).toBeVisible();
    },
  },
  {
    name: "misconfigured",
    async show({ ada }) {
      ada.network.configure = (config) => ({ ...config, pusher: { ...config.pusher, key: "your-pusher-key" } });
      await ada.page.goto("/");
      await expect(ada.chat.facts).toHaveCount(3);
    },
  },
  {
    name: "settings missing",
    async show({ ada }) {
      ada.network.answer("GET /config.json", 404);
      await ada.page.goto("/");
      await expect(ada.chat.panel).toContainText("HTTP 404");
    },
  },
  {
    name: "the chat has stopped",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      await ada.chat.composer.fill("What I have written stays, for me to copy:\n- a line\n- and another");
      await breaks(ada);
      await expect(ada.chat.panel).toContainText("The chat has stopped");
      await expect(ada.chat.panel.getByRole("textbox")).toHaveValue(/stays, for me to copy/);
    },
  },
  {
    name: "not loaded",
    isOfPage: true,
    async show({ ada }) {
      ada.network.answer(({ path }) => path.endsWith(".wasm"), 404);
      await ada.page.goto("/");
      await expect(ada.page.getByRole("alert")).toContainText("could not be loaded");
    },
  },
  {
    name: "without WebAssembly",
    isOfPage: true,
    async show({ ada }) {
      await ada.page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
      await ada.page.goto("/");
      await expect(ada.page.getByRole("alert")).toContainText("WebAssembly");
    },
  },
];
