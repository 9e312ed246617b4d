// What was said before anybody came: a channel of 200,000 messages, each made from its number alone, so that both pages are
// given the same and none takes memory here.

/** How many messages there are before the bench begins. */
export const HISTORY = 200_000;
/** Between two of them, in milliseconds. */
const STEP = 4_000;

const PEOPLE = [
  "Ada Lovelace", "Grace Hopper", "Alan Turing", "Edsger Dijkstra", "Barbara Liskov", "Donald Knuth", "Frances Allen", "Noor Khan",
].map((name, n) => ({ id: `person-${n}`, name, email: `person-${n}@example.org`, avatar: "" }));

/** Who looks at the page. */
export const VISITOR = { id: "visitor", name: "Visitor", email: "visitor@example.org", avatar: "" };

/** Who is online: the visitor, and the others, so that typing is worth telling. */
export const ONLINE = [VISITOR, ...PEOPLE];

const WORDS = (
  "the build is green again after that change so we can ship it tomorrow unless somebody sees a reason not to in review please " +
  "look at the numbers from last night they are better than before but one of them moved and nobody knows why yet I will ask"
).split(" ");

// A small generator (mulberry32): the same numbers on every machine.
function random(seed) {
  let state = (seed + 1) * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

// One to three lines of text, as people write: mostly short.
function text(next) {
  const count = 4 + Math.floor(next() ** 2 * 40);
  return Array.from({ length: count }, () => WORDS[Math.floor(next() * WORDS.length)]).join(" ");
}

// Nobody speaks twice in a row: every row shows its author, in both pages.
const author = (n) => PEOPLE[(n * 3) % PEOPLE.length];

function message(id, n, at, channelId) {
  const { id: senderId, name: senderName, avatar: senderAvatar } = author(n);
  const content = text(random(n));
  return { id, content, senderId, senderName, senderAvatar, channelId, createdAt: new Date(at).toISOString() };
}

/** One channel: what was said before, and what comes while it is looked at. */
export class Channel {
  #id;
  #began;
  #live = [];

  constructor(id, now = Date.now()) {
    this.#id = id;
    // The newest is a minute old, at a full second.
    this.#began = Math.floor(now / 1000) * 1000 - 60_000 - (HISTORY - 1) * STEP;
  }

  get length() {
    return HISTORY + this.#live.length;
  }

  at(n) {
    return n < HISTORY ? message(idOf(n), n, this.#began + n * STEP, this.#id) : this.#live[n - HISTORY];
  }

  /** A new message. Each is at least a millisecond younger than the one before. */
  say() {
    const n = this.length;
    const before = Date.parse(this.at(n - 1).createdAt);
    const said = message(idOf(n), n, Math.max(Date.now(), before + 1), this.#id);
    this.#live.push(said);
    return said;
  }

  /** One that the visitor has sent. */
  add({ content, clientId }) {
    const { id: senderId, name: senderName, avatar: senderAvatar } = VISITOR;
    const said = { ...this.say(), content, senderId, senderName, senderAvatar, clientId };
    this.#live[this.#live.length - 1] = said;
    return said;
  }

  /** The newest `limit` before an instant, or of all; oldest first. */
  before(instant, limit) {
    const end = instant === undefined ? this.length : this.#firstNotBefore(instant);
    return this.#slice(Math.max(0, end - limit), end);
  }

  /** The oldest `limit` after a message; nothing after one that is not known. */
  after(id, limit) {
    const from = numberOf(id) + 1;
    return this.#slice(from, Math.min(this.length, from + limit));
  }

  #slice(from, to) {
    return Array.from({ length: Math.max(0, to - from) }, (_, n) => this.at(from + n));
  }

  #firstNotBefore(instant) {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (Date.parse(this.at(middle).createdAt) < instant) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The id of the message of this number; ids sort as numbers do. */
export const idOf = (n) => `m${String(n).padStart(9, "0")}`;
/** The number of the message of this id. */
export const numberOf = (id) => Number(id.slice(1));
