// Who is there, and who types.
import { expect } from "@playwright/test";
import { HostedPusher } from "../hosted-pusher";
import { tellNoEnd } from "../typing";
import { LONG_NAME, TALK, showPictures } from "./conversations";
import type { State } from "./stage";

/** Members of a workspace's channel, as the service names them, beside whoever connects. */
function crowd(count: number): Record<string, { name: string; avatar?: string }> {
  const first = ["Ada", "Grace", "Linus", "Margaret", "Katherine", "Edsger", "Barbara", "Donald", "Radia", "Ken"];
  const last = ["Lovelace", "Hopper", "Torvalds", "Hamilton", "Johnson", "Dijkstra", "Liskov", "Knuth", "Perlman", "Thompson"];
  const member = (index: number) => [`member-${index}`, { name: `${first[index % 10]} ${last[Math.floor(index / 10) % 10]}` }];
  return Object.fromEntries(Array.from({ length: count }, (_, index) => member(index)));
}

export const peopleStates: State[] = [
  {
    name: "conversation, somebody types",
    site: { history: TALK },
    async show({ ada, join }) {
      showPictures(ada);
      await ada.opens();
      const grace = await (await join("Grace Hopper")).opens();
      await expect(ada.chat.people).toHaveCount(2);
      await ada.chat.composer.fill("A text that is being written");
      tellNoEnd(grace);
      await grace.types("hm");
      await expect(ada.chat.typing).toHaveText(/typing/);
    },
  },
  {
    name: "a private channel, which does not say who is online",
    site: { history: TALK, channelPattern: "private-workspace-{workspaceId}" },
    async show({ ada }) {
      await ada.opens();
      await expect(ada.chat.peopleSection).toContainText("does not show who is online");
    },
  },
  {
    name: "100 online",
    site: { history: TALK },
    async show({ ada }) {
      const script = {
        subscription: (socket: any, channel: string, data: string | undefined) => {
          const { user_id, user_info } = JSON.parse(data ?? "{}");
          socket.subscribed(channel, { ...crowd(98), long: { name: LONG_NAME }, [user_id]: user_info });
        },
      };
      await HostedPusher.in(ada.page, script);
      await ada.opens();
      await expect(ada.chat.people).toHaveCount(100);
    },
  },
];
