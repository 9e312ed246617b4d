// The contract's calls.
/* global CONFIG -- put in by build.mjs */
const { workspaceId, channel } = CONFIG;

async function call(path, options) {
  const answer = await fetch(`/api${path}`, options);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

const post = (path, body) =>
  call(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ workspaceId, channelId: channel, ...body }) });

/** The newest page, or the one before an instant; oldest first. */
export async function history(before) {
  const query = new URLSearchParams({ workspaceId, channelId: channel, limit: 50, ...(before && { before }) });
  return (await call(`/messages?${query}`)).messages;
}

export const send = async (content) => (await post("/messages", { content })).message;
export const tellTyping = (isTyping) => post("/messages/typing", { isTyping }).catch(() => {});
