// How extensions are found, and the two small ones that say who I am and which channels there are.
import { isSuccess } from "../http.mjs";
import { expect, show } from "../rule.mjs";
import { myId, said } from "../stage.mjs";
import { members, strangers } from "./guarded.mjs";
import { isId } from "./message.mjs";

export const capabilities = {
  rules: [
    {
      id: "capabilities-form",
      line: ["extensions", "`GET /api/capabilities` answers `{\"version\":1,\"features\":[\"…\"]}`"],
      means: "The chat takes the backend for one without extensions.",
      fix: "Answer {\"version\":1,\"features\":[…]} with the features' names as text, or 404.",
      async check(lab) {
        const answer = await lab.capabilities();
        // A page, an error and 404 all mean: no extensions.
        if (!isSuccess(answer) || answer.json?.features === undefined) return;
        const { version, features } = answer.json;
        const isIt = version === 1 && Array.isArray(features) && features.every((name) => typeof name === "string");
        expect(isIt, answer, show(answer.json), "version: 1, and features as a list of text");
      },
    },
  ],
};

export const me = {
  feature: "me",
  rules: [
    {
      id: "me-form",
      line: ["extensions", "`GET /api/me` → `{\"id\",\"name\",\"email\",\"avatar\"}`"],
      means: "The chat does not know the user before the live connection is there.",
      fix: "Answer id and name of the person whose session it is.",
      async check(lab) {
        const answer = await lab.once("me", () => lab.as("me", "GET", "/me"));
        const { id, name } = answer.json ?? {};
        expect(isSuccess(answer) && isId(id) && typeof name === "string", answer, show(answer.text), "id and name");
      },
    },
    {
      id: "me-is-the-sender",
      line: ["what-else-holds", "The `user_id` of the presence channel is the `senderId` of that person's messages"],
      means: "The chat does not know its own messages.",
      fix: "Use one id for a person everywhere.",
      needs: ["me-form", "message-sender"],
      async check(lab) {
        const answer = await lab.once("me");
        const senderId = await myId(lab);
        expect(String(answer.json.id) === senderId, answer, `id ${show(answer.json.id)}, senderId ${show(senderId)}`, "one id");
      },
    },
    strangers("me-signed-out", (lab, who) => lab.as(who, "GET", "/me")),
  ],
};

const listChannels = (lab, who, workspaceId) => lab.as(who, "GET", lab.site.names.channelsPath, { query: { workspaceId } });

/** My channels, as they are now, and this one among them; `{}` if it is not there. */
export const channelsNow = async (lab) => {
  const answer = await listChannels(lab, "me", lab.site.workspaceId);
  const list = Array.isArray(answer.json?.channels) ? answer.json.channels : [];
  return { answer, channel: list.find((channel) => channel?.id === lab.site.channelId) ?? {} };
};

export const channels = {
  feature: "channels",
  rules: [
    strangers("channels-signed-out", (lab, who) => listChannels(lab, who, lab.site.workspaceId)),
    members("channels-members-only", (lab, workspaceId) => listChannels(lab, "me", workspaceId)),
    {
      id: "channels-form",
      line: ["extensions", "`{\"channels\":[{\"id\",\"name\",\"topic\",\"lastMessageAt\",\"unread\"}],\"workspaceName\"?}`"],
      means: "The sidebar lacks channels.",
      fix: "Answer a list of channels, each with id and name as text.",
      async check(lab) {
        const { answer } = await channelsNow(lab);
        const list = answer.json?.channels;
        const isChannel = (it) => typeof it?.id === "string" && typeof it?.name === "string";
        const isIt = isSuccess(answer) && Array.isArray(list) && list.every(isChannel);
        expect(isIt, answer, `${answer.status} ${show(list ?? answer.text)}`, "channels, each with id and name");
      },
    },
    {
      id: "channels-has-this-one",
      line: ["extensions", "`GET /api/channels?workspaceId=`"],
      means: "A channel that has messages cannot be opened.",
      fix: "List every channel that the caller may read.",
      needs: ["channels-form"],
      async check(lab) {
        const { answer, channel } = await channelsNow(lab);
        expect(channel.id, answer, `no channel ${show(lab.site.channelId)}`, "the channel that this check writes to");
      },
    },
    {
      id: "channels-last-message",
      line: ["extensions", "shows a dot if its `lastMessageAt` is later"],
      means: "Channels with new messages are not marked.",
      fix: "Give lastMessageAt the createdAt of the channel's newest message.",
      needs: ["channels-has-this-one", "message-created-at"],
      async check(lab) {
        const { third } = await said(lab);
        const { answer, channel } = await channelsNow(lab);
        const isIt = Date.parse(channel.lastMessageAt) >= Date.parse(third.createdAt);
        expect(isIt, answer, `lastMessageAt: ${show(channel.lastMessageAt)}`, `${third.createdAt} or later`);
      },
    },
  ],
};
