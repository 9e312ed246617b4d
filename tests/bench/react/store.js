// The messages, outside of React: events are collected, and React is told once a frame.
import { useSyncExternalStore } from "react";
import { history } from "./api.js";

/** Where Virtuoso begins to count: what is put before the first message has a smaller index. */
const START = 10_000_000;

let state = { messages: [], first: START, hasMore: true };
const known = new Set();
const listeners = new Set();
let arrived = [];
let frame = 0;

function show(next) {
  state = next;
  listeners.forEach((tell) => tell());
}

const byTime = (a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.id < b.id ? -1 : 1);
const isNew = ({ id }) => !known.has(id) && known.add(id);

function flush() {
  frame = 0;
  const { messages } = state;
  const last = messages.at(-1);
  const isInOrder = arrived.every((message, n) => byTime(arrived[n - 1] ?? last ?? message, message) <= 0);
  const all = messages.concat(arrived);
  show({ ...state, messages: isInOrder ? all : all.sort(byTime) });
  arrived = [];
}

/** A live message: on the screen with the next frame. */
export function add(message) {
  if (!isNew(message)) return;
  arrived.push(message);
  frame ||= requestAnimationFrame(flush);
}

/** An own one in place of the one that was shown while it was sent. */
export function confirm(localId, message) {
  const isHere = !isNew(message);
  const messages = isHere
    ? state.messages.filter(({ id }) => id !== localId)
    : state.messages.map((shown) => (shown.id === localId ? { ...shown, ...message, isSending: false } : shown));
  show({ ...state, messages });
}

/** The page that was asked for before this program was there. */
export function begin(messages) {
  messages.forEach(isNew);
  show({ ...state, messages });
}

/** What was missed while there was no connection. */
export async function catchUp() {
  (await history()).forEach(add);
}

let isLoading = false;

/** One page more above. */
export async function loadOlder() {
  if (isLoading || !state.hasMore || !state.messages.length) return;
  isLoading = true;
  try {
    const page = await history(state.messages[0].createdAt);
    const older = page.filter(isNew);
    show({ messages: older.concat(state.messages), first: state.first - older.length, hasMore: page.length === 50 });
  } finally {
    isLoading = false;
  }
}

const subscribe = (tell) => (listeners.add(tell), () => listeners.delete(tell));

export const useMessages = () => useSyncExternalStore(subscribe, () => state);
