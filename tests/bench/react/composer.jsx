// Where one writes. Uncontrolled: a keystroke renders nothing.
import { memo, useRef } from "react";
import { send, tellTyping } from "./api.js";
import { add, confirm } from "./store.js";

/** How often it is told again that one types, and when it is told that one does not any more; in milliseconds. */
const AGAIN = 3_000;
const STOPPED = 2_000;

let sent = 0;

async function say(content, me) {
  const localId = `local-${++sent}`;
  add({ id: localId, content, senderId: me.id, senderName: me.info.name, createdAt: new Date().toISOString(), isSending: true });
  confirm(localId, await send(content));
}

export const Composer = memo(function Composer({ me, othersAreHere }) {
  const told = useRef({ at: 0, timer: 0 });

  const stop = () => {
    clearTimeout(told.current.timer);
    if (told.current.at) tellTyping(false);
    told.current.at = 0;
  };
  const typed = () => {
    if (!othersAreHere) return;
    clearTimeout(told.current.timer);
    told.current.timer = setTimeout(stop, STOPPED);
    if (Date.now() - told.current.at < AGAIN) return;
    told.current.at = Date.now();
    tellTyping(true);
  };
  const onKeyDown = (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const text = event.currentTarget.value.trim();
    if (!text || !me) return;
    event.currentTarget.value = "";
    stop();
    say(text, me);
  };
  return (
    <div className="composer">
      <textarea className="input" rows={1} aria-label="Message #general" placeholder="Message #general" onInput={typed} onKeyDown={onKeyDown} />
    </div>
  );
});
