// A workspace with many channels.
import type { Person } from "../person";

/** A workspace with more channels than two. */
export const CHANNELS = ["general", "random", "design", "release-2026", "a-channel-whose-name-is-longer-than-any-sidebar-is-wide", "фронтенд", "設計"];

/** Ada's workspace has many channels, with this many unread messages in each. */
export function manyChannels({ network }: Person, unread: number[]): void {
  const channels = CHANNELS.map((id, index) => ({ id, name: id, topic: "What is to be shipped next, and who does what for it", unread: unread[index] ?? 0 }));
  network.answer("GET /api/channels", 200, { channels });
}
