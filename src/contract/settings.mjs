// From a page's config.json to what the walk needs, with the page's own defaults.
import { socketAddress } from "./socket.mjs";

const trimmed = (address) => address.replace(/\/$/, "");

/**
 * Returns the site that `config` describes, read at `address`. What `given` has takes precedence: `api`, `workspaceId`,
 * `channelId`, `foreignWorkspaceId`, `pusher`.
 */
export function siteOf(config, address, given = {}) {
  const { api = {}, events = {} } = config;
  const base = trimmed(new URL(given.api ?? api.baseUrl ?? "/api", address).href);
  const workspaceId = given.workspaceId ?? config.workspaceId ?? "demo-workspace";
  const pusher = given.pusher ?? config.pusher;
  return {
    api: base,
    workspaceId,
    channelId: given.channelId ?? config.channels?.[0]?.id ?? "general",
    // Of the same form, so that it is not refused for that: an ObjectId's digits, or letters.
    foreignWorkspaceId: given.foreignWorkspaceId ?? (/^[0-9a-f]{24}$/.test(workspaceId) ? "0".repeat(24) : "not-my-workspace"),
    pusherChannel: (config.channelPattern ?? "presence-workspace-{workspaceId}").replace("{workspaceId}", workspaceId),
    pusherKey: pusher?.key,
    socketAddress: socketAddress(pusher, base),
    names: {
      messagesPath: api.messagesPath ?? "/messages",
      typingPath: api.typingPath ?? "/messages/typing",
      authPath: api.authPath ?? "/pusher/auth",
      attachmentsPath: api.attachmentsPath ?? "/attachments",
      channelsPath: api.channelsPath ?? "/channels",
      newMessage: events.newMessage ?? "new-message",
      typing: events.typing ?? "typing",
      messageUpdated: events.messageUpdated ?? "message-updated",
      messageDeleted: events.messageDeleted ?? "message-deleted",
      messageReacted: events.messageReacted ?? "message-reacted",
      read: events.read ?? "read",
    },
  };
}
