// A page of messages that have all there is beside a text: answers, files, reactions, edits.
const MINUTE = 60_000;

type Fields = Record<string, unknown>;

const people = (...names: string[]) => names.map((name, at) => ({ userId: `p${at}-${name}`, userName: name }));
const react = (emoji: string, ...names: string[]) => people(...names).map((person) => ({ emoji, ...person }));
const KINDS = ["👍", "❤️", "😂", "🎉", "😮", "😢", "🔥", "👀", "🚀", "✅"];

/** The messages, the newest a minute old. `me` reacted to some of them. */
export function richMessages(me = "nobody"): Fields[] {
  const mine = { emoji: "👍", userId: me, userName: "Ada Lovelace" };
  const written: [name: string, content: string, fields?: Fields][] = [
    ["Grace Hopper", "Shall we meet on Monday at ten, or is that too early for whoever comes from Kathmandu?"],
    ["Ada Lovelace", "Ten is fine.", { replyTo: "m0", reactions: [...react("👍", "Grace Hopper"), mine] }],
    ["محمد بن موسى", "نعم، يوم الاثنين", { replyTo: "m0", reactions: react("❤", "Grace Hopper", "Linus Torvalds") }],
    ["Grace Hopper", "", { attachments: [{ type: "file", url: "/files/1", name: "minutes-of-the-meeting-in-november-with-all-of-its-appendices-2026-11.pdf", size: 1_234_567 }, { type: "file", url: "https://files.example/2", name: "קובץ.csv", size: 812 }] }],
    ["Linus Torvalds", "The plan, once more", { editedAt: new Date(Date.now() - MINUTE).toISOString(), attachments: [{ type: "image", url: "https://files.example/plan.png", name: "plan.png", size: 48_000, width: 800, height: 600 }] }],
    ["Linus Torvalds", "Everybody has an opinion.", { reactions: KINDS.flatMap((emoji, at) => react(emoji, ...["Ada Lovelace", "Grace Hopper", "李四光"].slice(0, 1 + (at % 3)))) }],
    ["Grace Hopper", "An answer to what is gone", { replyTo: "gone", reply: { id: "gone", isDeleted: true } }],
    ["Grace Hopper", "An answer to what is not known", { replyTo: "unknown" }],
    ["李四光", "An answer to an old one", { replyTo: "old", reply: { id: "old", senderName: "Grace Hopper", excerpt: "In the year of the flood I said\nthat it would rain, and it did. ".repeat(4) } }],
    ["李四光", "The newest of them.", { isEdited: true, reactions: [mine] }],
  ];
  return written.map(([senderName, content, fields], at) => ({
    id: `m${at}`,
    channelId: "general",
    content,
    senderId: `s-${senderName}`,
    senderName,
    createdAt: new Date(Date.now() - (written.length - at) * MINUTE).toISOString(),
    rev: at + 1,
    ...fields,
  }));
}

/** The same as the answer to a call. */
export const richPage = (me?: string) => ({ success: true, messages: richMessages(me), hasMore: false });
