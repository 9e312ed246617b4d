// What hosted Pusher does and a Pusher server of one's own does not: a scripted service in the WebSocket's place, in one
// person's page. It speaks the protocol as far as the scripts need it.
import type { Page, WebSocketRoute } from "@playwright/test";
import { Gate } from "./gate";

/** One connection, as the service sees it. */
export class ServiceSocket {
  constructor(private readonly route: WebSocketRoute, private readonly number: number) {}

  /** Takes the connection. */
  accept(): void {
    this.send("pusher:connection_established", { socket_id: `1234.${this.number}`, activity_timeout: 120 });
  }

  /** Says why, and ends the connection with the same code. */
  async refuse(code: number, message: string): Promise<void> {
    this.error(code, message);
    await this.route.close({ code, reason: message });
  }

  /** An error that ends nothing. */
  error(code: number, message: string): void {
    this.send("pusher:error", { code, message });
  }

  /** The subscription is there, with these members by their ids. */
  subscribed(channel: string, members: Record<string, { name: string }>): void {
    const presence = { ids: Object.keys(members), hash: members, count: Object.keys(members).length };
    this.send("pusher_internal:subscription_succeeded", { presence }, channel);
  }

  /** The subscription is refused, as the service says it. */
  subscriptionError(channel: string, status: number, error: string): void {
    this.send("pusher:subscription_error", { type: "AuthError", error, status }, channel);
  }

  pong(): void {
    this.send("pusher:pong", {});
  }

  /** Ends the connection. */
  async close(code: number, reason: string): Promise<void> {
    await this.route.close({ code, reason });
  }

  private send(event: string, data: unknown, channel?: string): void {
    this.route.send(JSON.stringify({ event, channel, data: JSON.stringify(data) }));
  }
}

/** What the service does; each step may be changed at any time, for what comes after. */
export interface Script {
  connection: (socket: ServiceSocket) => void;
  subscription: (socket: ServiceSocket, channel: string, channelData: string | undefined) => void;
}

/** The service: how it behaves, and what has come to it. */
export class HostedPusher {
  /** Every connection since the page was opened, with its time in milliseconds since 1970. */
  readonly connections: { socket: ServiceSocket; at: number }[] = [];
  /** Subscriptions wait here. */
  readonly gate = new Gate();

  private constructor(public script: Script) {}

  /** Stands in the service's place in this page, which is not open yet. Where `script` says nothing all is well. */
  static async in(page: Page, script: Partial<Script> = {}): Promise<HostedPusher> {
    const service = new HostedPusher({ ...well, ...script });
    await page.routeWebSocket(/\/app\//, (route) => {
      // Where pusher-js has to wait for two seconds it tries the other scheme too, which a site without TLS does not have.
      if (route.url().startsWith("wss:")) return void route.close();
      const socket = new ServiceSocket(route, service.connections.length + 1);
      service.connections.push({ socket, at: Date.now() });
      route.onMessage(async (text) => {
        const { event, data } = JSON.parse(String(text));
        if (event === "pusher:ping") socket.pong();
        if (event !== "pusher:subscribe") return;
        await service.gate.pass();
        service.script.subscription(socket, data.channel, data.channel_data);
      });
      service.script.connection(socket);
    });
    return service;
  }

  get newest(): ServiceSocket {
    return this.connections[this.connections.length - 1].socket;
  }

  /** From now on all is well. */
  recovers(): void {
    this.script = { ...well };
  }
}

/** A service that is alone with whoever comes. */
const well: Script = {
  connection: (socket) => socket.accept(),
  subscription: (socket, channel, channelData) => {
    const { user_id, user_info } = JSON.parse(channelData ?? "{}");
    socket.subscribed(channel, { [user_id]: user_info });
  },
};
