// The backend's database file, read and written while no backend has it open.
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import initSqlJs, { type Database } from "sql.js";
import type { OldMessage } from "./history";

/** A message as it is stored. */
export interface StoredMessage {
  id: string;
  text: string;
  author: string;
  isEdited: boolean;
  /** By emoji, without U+FE0F: the names of those who reacted with it. */
  reactions: Map<string, string[]>;
}

/** What is stored of a channel. */
export interface StoredChannel {
  /** In the contract's order. */
  messages: StoredMessage[];
  /** The ids of deleted messages. */
  tombstones: string[];
}

/** Reads what is stored of a channel. */
export async function readChannel(file: string, workspace: string, channel = "general"): Promise<StoredChannel> {
  const database = await open(file);
  const rows = (sql: string): any[] => {
    const query = database.prepare(sql, [workspace, channel]);
    const all: any[] = [];
    while (query.step()) all.push(query.getAsObject());
    query.free();
    return all;
  };
  const messages: StoredMessage[] = rows(
    `SELECT id, content AS text, sender_name AS author, edited_at IS NOT NULL AS isEdited FROM messages
      WHERE workspace_id = ? AND channel_id = ? ORDER BY created_at, id`,
  ).map((message) => ({ ...message, isEdited: message.isEdited === 1, reactions: new Map() }));
  const byId = new Map(messages.map((message) => [message.id, message]));
  const reactions = rows(
    `SELECT message_id AS id, emoji, user_name AS name FROM reactions JOIN messages ON messages.id = message_id
      WHERE workspace_id = ? AND channel_id = ?`,
  );
  for (const { id, emoji, name } of reactions) {
    const kinds = byId.get(id)!.reactions;
    kinds.set(emoji, [...(kinds.get(emoji) ?? []), name]);
  }
  const tombstones = rows("SELECT id FROM tombstones WHERE workspace_id = ? AND channel_id = ?").map(({ id }) => id);
  database.close();
  return { messages, tombstones };
}

/** Stores messages that are published to nobody. */
export async function addMessages(file: string, workspace: string, messages: OldMessage[]): Promise<void> {
  const database = await open(file);
  database.run("BEGIN");
  const columns = "id, workspace_id, channel_id, content, sender_id, sender_name, sender_avatar, created_at";
  const insert = database.prepare(`INSERT INTO messages (${columns}) VALUES (?, ?, ?, ?, ?, ?, '', ?)`);
  messages.forEach(({ from, text, at, channel = "general" }, index) => {
    insert.run([`added-${String(index).padStart(6, "0")}`, workspace, channel, text, `id-of-${from}`, from, at]);
  });
  insert.free();
  database.run("COMMIT");
  writeFileSync(file, database.export());
  database.close();
}

async function open(file: string): Promise<Database> {
  const log = `${file}-wal`;
  if (existsSync(log) && statSync(log).size > 0) throw new Error(`${file} has a log that is not merged: stop the backend first`);
  const bytes = readFileSync(file);
  // Bytes 18 and 19 say that the file is used with a write-ahead log (2), which is empty; sql.js has none and wants 1.
  bytes.fill(1, 18, 20);
  const SQL = await initSqlJs();
  return new SQL.Database(bytes);
}
