// pusher-js, and what it says, as React state.
/* global CONFIG -- put in by build.mjs */
import Pusher from "pusher-js";
import { useEffect, useState } from "react";
import { add, catchUp } from "./store.js";

/** How long somebody types after the last sign of it, in milliseconds. */
const TYPING = 6_000;

// Made before React is: the connection is on its way while the page is drawn.
const { key, workspaceId, channel: channelId } = CONFIG;
const pusher = new Pusher(key, {
  wsHost: location.hostname,
  wsPort: location.port,
  wssPort: location.port,
  forceTLS: location.protocol === "https:",
  enabledTransports: ["ws", "wss"],
  cluster: "",
  channelAuthorization: { endpoint: "/api/pusher/auth", transport: "ajax" },
});
const channel = pusher.subscribe(`presence-workspace-${workspaceId}`);
channel.bind("new-message", (message) => message.channelId === channelId && add(message));

/** The state of the connection, who the visitor is, and how many are online. */
export function usePresence() {
  const [presence, set] = useState({ connection: "connecting", me: null, count: 0 });
  useEffect(() => {
    const here = () => set((now) => ({ ...now, me: channel.members.me, count: channel.members.count }));
    const subscribed = async () => {
      here();
      await catchUp();
      set((now) => ({ ...now, connection: "live" }));
    };
    const changed = ({ current }) => current !== "connected" && set((now) => ({ ...now, connection: "connecting" }));
    if (channel.subscribed) subscribed();
    channel.bind("pusher:subscription_succeeded", subscribed).bind("pusher:member_added", here).bind("pusher:member_removed", here);
    pusher.connection.bind("state_change", changed);
    return () => {
      channel.unbind("pusher:subscription_succeeded", subscribed).unbind("pusher:member_added", here).unbind("pusher:member_removed", here);
      pusher.connection.unbind("state_change", changed);
    };
  }, []);
  return presence;
}

/** The names of those who type. */
export function useTyping(me) {
  const [names, set] = useState([]);
  useEffect(() => {
    const timers = new Map();
    const ends = (name) => {
      clearTimeout(timers.get(name));
      if (timers.delete(name)) set([...timers.keys()]);
    };
    const typing = ({ userId, userName, isTyping, channelId: where }) => {
      if (userId === me?.id || where !== channelId) return;
      if (!isTyping) return void ends(userName);
      clearTimeout(timers.get(userName));
      timers.set(userName, setTimeout(ends, TYPING, userName));
      set([...timers.keys()]);
    };
    const said = ({ senderName }) => ends(senderName);
    channel.bind("typing", typing).bind("new-message", said);
    return () => void channel.unbind("typing", typing).unbind("new-message", said);
  }, [me]);
  return names;
}
