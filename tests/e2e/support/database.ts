// The backend's database file, read and written while no backend has it open.
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import initSqlJs from "sql.js";
import type { OldMessage } from "./history";

/** A message as it is stored. */
export interface StoredMessage {
  id: string;
  text: string;
  author: string;
}

/** A channel's messages, in the contract's order. */
export async function readMessages(file: string, workspace: string, channel = "general"): Promise<StoredMessage[]> {
  const database = await open(file);
  const sql = `SELECT id, content AS text, sender_name AS author FROM messages
    WHERE workspace_id = ? AND channel_id = ? ORDER BY created_at, id`;
  const query = database.prepare(sql, [workspace, channel]);
  const messages: StoredMessage[] = [];
  while (query.step()) messages.push(query.getAsObject());
  query.free();
  database.close();
  return messages;
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

async function open(file: string): Promise<any> {
  const log = `${file}-wal`;
  if (existsSync(log) && statSync(log).size > 0) throw new Error(`${file} has a log that is not merged: stop the backend first`);
  const bytes = readFileSync(file);
  // Bytes 18 and 19 say that the file is used with a write-ahead log (2), which is empty; sql.js has none and wants 1.
  bytes.fill(1, 18, 20);
  const SQL = await initSqlJs();
  return new SQL.Database(bytes);
}
