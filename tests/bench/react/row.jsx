// One message. Drawn once: it is memoised by the message, which does not change.
import { memo } from "react";

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeStyle: "short" });

const people = new Map();

// The initials and the colour of a person, found once.
function look(id, name) {
  let found = people.get(id);
  if (!found) {
    const words = name.split(/\s+/);
    const initials = (words[0][0] + (words.length > 1 ? words.at(-1)[0] : "")).toUpperCase();
    let hash = 0;
    for (const character of id) hash = (hash * 31 + character.codePointAt(0)) >>> 0;
    people.set(id, (found = { initials, className: `avatar hue-${hash % 6}` }));
  }
  return found;
}

export const Row = memo(function Row({ message }) {
  const { id, senderId, senderName, content, createdAt, isSending } = message;
  const { initials, className } = look(senderId, senderName);
  const at = new Date(createdAt);
  return (
    <article className="message" data-message-id={id} data-state={isSending ? "sending" : "sent"}>
      <span className={className} aria-hidden="true">{initials}</span>
      <div className="by">
        <span className="author" dir="auto">{senderName}</span>
        <time className="time" dateTime={createdAt} title={full.format(at)}>{clock.format(at)}</time>
      </div>
      <div className="text" dir="auto">{content}</div>
    </article>
  );
});
