// What embed.d.ts promises, as a site's own program would use it. Compiled by types.spec.ts, never run.
import { type ChatOptions, mount } from "../../../public/embed";

const options: ChatOptions = { config: "https://cdn.example/chat/config.json", mode: "bubble", tokenProvider: async () => "token" };
const { element, unmount } = mount(document.body, options);
element.addEventListener("collabspace-message", ({ detail }) => console.log(detail.sender.name.length + detail.createdAt));
element.addEventListener("collabspace-connection", ({ detail: { state } }) => state === "live");
document.querySelector("collabspace-chat")?.send("typed").then(unmount);

// @ts-expect-error a mode that there is not
mount(document.body, { config: "", mode: "window" });
// @ts-expect-error settings without the Pusher app
mount(document.body, { config: { workspaceId: "acme" } });
// @ts-expect-error what is only read
element.unread = 1;
