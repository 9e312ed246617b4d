// The connection is not what it should be.
import { expect } from "@playwright/test";
import { TALK } from "./conversations";
import type { State } from "./stage";

export const connectionStates: State[] = [
  {
    name: "reconnecting",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      ada.network.sockets.cut();
      ada.network.socketGate.shut();
      await expect(ada.chat.banner).toContainText("Reconnecting");
    },
  },
  {
    name: "offline",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      await ada.context.setOffline(true);
      await ada.connectionIs("offline");
      await ada.says("Written in the tunnel.");
    },
  },
  {
    name: "polling",
    site: { history: TALK },
    async show({ ada }) {
      ada.network.answer("POST /api/pusher/auth", 403, { error: "your seat has expired" });
      await ada.page.goto("/");
      await ada.connectionIs("polling");
      await expect(ada.chat.messages.last()).toBeVisible();
    },
  },
  {
    name: "over quota",
    site: { history: TALK },
    async show({ ada }) {
      ada.network.refusal = { code: 4004, message: "Account is over connection quota" };
      await ada.page.goto("/");
      await ada.connectionIs("polling");
      await expect(ada.chat.banner).toContainText("The live service is full");
    },
  },
  {
    name: "live service refuses the key",
    site: { history: TALK },
    async show({ ada }) {
      ada.network.refusal = { code: 4001, message: "App key e2e-key not in this cluster. Did you forget to specify the cluster?" };
      await ada.page.goto("/");
      await ada.connectionIs("failed");
      await expect(ada.chat.messages.last()).toBeVisible();
    },
  },
  {
    name: "catching up refused",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      ada.network.answer("GET /api/messages", 503, { error: "the server is being updated" }, { "retry-after": "1" });
      ada.network.sockets.cut();
      await expect(ada.chat.banner).toContainText("Could not load messages");
    },
  },
];
