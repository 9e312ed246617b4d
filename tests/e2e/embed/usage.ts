// What embed.d.ts promises, as a site's own program would use it. Compiled by types.spec.ts, never run.
import { type ChatOptions, type FrameCommand, type FrameEvent, mount } from "../../../public/embed";

const options: ChatOptions = { config: "https://cdn.example/chat/config.json", mode: "bubble", tokenProvider: async () => "token" };
const { element, unmount } = mount(document.body, options);
element.addEventListener("collabspace-message", ({ detail }) => console.log(detail.sender.name.length + detail.createdAt));
element.addEventListener("collabspace-change", ({ detail: { id, channel, kind } }) => kind === "deleted" && console.log(id.length + channel.length));
element.addEventListener("collabspace-connection", ({ detail: { state } }) => state === "live");
element.addEventListener("collabspace-leads", ({ detail: { leads } }) => leads === element.leads);
document.querySelector("collabspace-chat")?.send("typed").then(unmount);

// @ts-expect-error a mode that there is not
mount(document.body, { config: "", mode: "window" });
// @ts-expect-error settings without the Pusher app
mount(document.body, { config: { workspaceId: "acme" } });
// @ts-expect-error what is only read
element.unread = 1;

const frame = document.querySelector("iframe")?.contentWindow;
const post = (command: FrameCommand) => frame?.postMessage(command, "https://cdn.example");
addEventListener("message", ({ data }: MessageEvent<FrameEvent>) => {
  if (data.type === "collabspace-message") console.log(data.detail.sender.name.length);
  if (data.type === "collabspace-change") console.log(data.detail.id.length, data.detail.kind === "reacted");
  if (data.type === "collabspace-leads") console.log(data.detail.leads === true);
  if (data.type === "collabspace-error") console.log(data.detail.message, data.detail.field, data.detail.command);
  if (data.type === "collabspace-tokenwanted") post({ type: "collabspace-set-token", detail: { token: "token" } });
});
post({ type: "collabspace-focus" });
post({ type: "collabspace-doctor" });
// @ts-expect-error a command that there is not
post({ type: "collabspace-sing" });
// @ts-expect-error a text that is none
post({ type: "collabspace-send", detail: { text: 7 } });
