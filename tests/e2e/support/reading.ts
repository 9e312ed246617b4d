// Reading a channel from its beginning to its newest message. The page holds only those around what is seen.
import { type Locator, expect } from "@playwright/test";
import type { ChatPage } from "./chat-page";

/** How a poll that scrolls goes on. */
export const EAGERLY = { intervals: [20], timeout: 30_000 };

/** Scrolls up to the beginning of the channel, whatever has to be loaded for that. */
export async function toBeginning({ list, beginning }: ChatPage): Promise<void> {
  await expect
    .poll(async () => {
      const isAtTop = await list.evaluate(async (list) => {
        list.scrollTo(0, 0);
        await new Promise((frame) => requestAnimationFrame(() => setTimeout(frame)));
        return list.scrollTop <= 0;
      });
      return isAtTop && beginning.isVisible();
    }, EAGERLY)
    .toBe(true);
}

/** Scrolls down until it is in the page, or until the newest message is seen. */
export async function scrollsDownTo(wanted: Locator, { list }: ChatPage): Promise<void> {
  await expect
    .poll(async () => {
      const isAtEnd = await list.evaluate(async (list) => {
        list.scrollBy(0, list.clientHeight * 0.8);
        await new Promise((frame) => requestAnimationFrame(() => setTimeout(frame)));
        return list.scrollTop + list.clientHeight >= list.scrollHeight - 2;
      });
      return isAtEnd || (await wanted.count()) > 0;
    }, EAGERLY)
    .toBe(true);
}

/** A message as it was read. */
export interface ReadMessage {
  id: string;
  text: string;
  author: string;
}

/** All messages that are loaded, from the top of the list, each once. */
export async function readThrough(chat: ChatPage): Promise<ReadMessage[]> {
  return (await readRows(chat)).map(({ id, text, author }) => ({ id, text, author }));
}

/** A message as it was read, with everything that can change about it. */
export interface ReadRow extends ReadMessage {
  state: string;
  isEdited: boolean;
  /** Sorted: the emoji without U+FE0F, how many people, and whether the reader is one of them. */
  reactions: string[];
  /** Every character in the row. */
  everything: string;
}

/** The same with everything that can change about a message, lines in the place of deleted ones included. */
export async function readRows({ list }: ChatPage): Promise<ReadRow[]> {
  return list.evaluate(async (list) => {
    const drawn = () => new Promise((frame) => requestAnimationFrame(() => setTimeout(frame)));
    const textOf = (message: Element, part: string) => message.querySelector(part)?.textContent ?? "";
    const isFirstDrawn = () => {
      const { top, bottom } = list.getBoundingClientRect();
      const first = list.querySelector("article")?.getBoundingClientRect().top ?? top;
      return top - 1 <= first && first < bottom;
    };
    const reactionOf = (chip: Element) => {
      const emoji = textOf(chip, ".reaction-emoji");
      const count = (chip.textContent ?? "").slice(emoji.length).trim();
      const isMine = chip.getAttribute("aria-pressed") === "true";
      return `${emoji.replaceAll("\ufe0f", "")} ${count}${isMine ? " mine" : ""}`;
    };
    const read = new Map<string, ReadRow>();
    // Again where the list has gone back to what was read in it: it had not heard of the scrolling yet.
    for (let tries = 0; tries < 50; tries += 1) {
      list.scrollTo(0, 0);
      await drawn();
      if (list.scrollTop <= 0 && isFirstDrawn()) break;
    }
    for (let isAtEnd = false; !isAtEnd; ) {
      await drawn();
      for (const message of list.querySelectorAll<HTMLElement>("article")) {
        const id = message.dataset.messageId ?? "";
        read.set(id, {
          id,
          text: textOf(message, ".message-text"),
          author: textOf(message, ".message-author"),
          state: message.dataset.state ?? "",
          isEdited: message.querySelector(".message-edited") !== null,
          reactions: [...message.querySelectorAll(".reaction:not(.reactions-more)")].map(reactionOf).sort(),
          everything: message.textContent ?? "",
        });
      }
      isAtEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 2;
      list.scrollBy(0, list.clientHeight * 0.8);
    }
    return [...read.values()];
  });
}

/** Waits until somebody has read a message: it was before their eyes for long enough, and their browser keeps that. */
export async function isRead(message: Locator): Promise<void> {
  const id = (await message.getAttribute("data-message-id")) ?? "?";
  const marks = () => message.evaluate(() => Object.entries(localStorage).filter(([name]) => name.startsWith("collabspace-read")).join("\n"));
  await expect.poll(marks, "what was read").toContain(id);
}
