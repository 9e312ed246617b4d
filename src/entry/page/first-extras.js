// What the first messages have beside their text, as src/components/message_list draws it: in {answered,attachments,reactions}.rs.
import { fileSize, nativeEmoji, shortFileName } from "../shared/texts.js";

// In English, which has no catalogue. tests/e2e/first-messages.spec.ts lays them over those of src/strings/table.rs.
const ENGLISH = { edited: "edited", file: "File", reply_to_unknown: "Reply to an earlier message", reply_to_deleted: "Reply to a deleted message" };
const MOST_KINDS = 8;
const EXCERPT = 140;

export function element(tag, className, ...children) {
  const made = Object.assign(document.createElement(tag), { className });
  made.append(...children);
  return made;
}

// As src/model/picture has it.
function shownSize(width, height) {
  if (!isSide(width) || !isSide(height)) return { width: 320, height: 240 };
  const scale = Math.min(360 / width, 300 / height, 1);
  const side = (pixels) => Math.max(44, Math.round(pixels * scale));
  return { width: side(width), height: side(height) };
}
const isSide = (pixels) => Number.isSafeInteger(pixels) && pixels > 0 && pixels < 2 ** 32;

const some = (className, list, draw) => (list.length ? [element("div", className, ...list.map(draw))] : []);
const auto = (className, words) => Object.assign(element("span", className, words), { dir: "auto" });

/** What stands above a message's text, and what under it. `shownName` cleans a name, `shownText` a text. */
export function extras({ isEdited, files, kinds, reply, hasReplies }, { tag, words: own }, shownName, shownText) {
  const say = (key) => own[key] ?? ENGLISH[key];
  const answered = ({ isDeleted, name, words }) =>
    words === undefined
      ? [say(isDeleted ? "reply_to_deleted" : "reply_to_unknown")]
      : [auto("message-reply-author", shownName(name)), " ", auto("message-reply-text", [...shownText(words)].slice(0, EXCERPT).join(""))];
  const file = ({ type, url, name, size, width, height }) => {
    if (type === "image" && !/^http:/i.test(url)) return element("span", "picture", Object.assign(element("canvas", "picture-room"), shownSize(width, height)));
    const shown = element("bdi", "file-name", shortFileName(shownName(name)) || say("file"));
    return element("span", "file", element("span", "icon icon-file"), shown, " ", ...(Number.isSafeInteger(size) ? [element("span", "file-size", fileSize(size, tag))] : []));
  };
  const number = (count) => count.toLocaleString(tag);
  const chip = ([emoji, count]) => element("span", "reaction", element("span", "reaction-emoji", nativeEmoji(emoji)), number(count));
  const chips = some("message-reactions", kinds.slice(0, MOST_KINDS), chip);
  if (kinds.length > MOST_KINDS) chips[0].append(element("span", "reaction", `+${number(kinds.length - MOST_KINDS)}`));
  const edited = isEdited ? [element("span", "message-edited", say("edited"))] : [];
  // How many there are is said in words that take rules: their place is kept.
  const replies = hasReplies ? [element("div", "message-replies", "\u00a0")] : [];
  return [reply ? [element("div", "message-reply", ...answered(reply))] : [], [...some("message-attachments", files, file), ...edited, ...chips, ...replies]];
}
