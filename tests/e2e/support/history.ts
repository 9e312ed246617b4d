// Messages that are older than the test: written into the backend's table before it starts.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import initSqlJs from "sql.js";
import * as programs from "./programs";

/** A message of the past. */
export interface OldMessage {
  from: string;
  text: string;
  /** Milliseconds since 1970. */
  at: number;
  /** The address of the author's picture; none where absent. */
  avatar?: string;
  /** The chat channel; general where absent. */
  channel?: string;
}

/** `count` messages, "line 1" the oldest, a minute apart; the newest `ago` milliseconds before now. */
export function lines(count: number, from = "Grace", ago = 60_000): OldMessage[] {
  const newest = Date.now() - ago;
  return Array.from({ length: count }, (_, index) => {
    return { from, text: `line ${index + 1}`, at: newest - (count - 1 - index) * 60_000 };
  });
}

/** Writes a fresh database file that holds these messages of a workspace. */
export async function writeHistory(file: string, workspace: string, messages: OldMessage[]): Promise<void> {
  const SQL = await initSqlJs();
  const database = new SQL.Database();
  database.run(readFileSync(programs.schema, "utf8"));
  database.run("BEGIN");
  const columns = "id, workspace_id, channel_id, content, sender_id, sender_name, sender_avatar, created_at";
  const insert = database.prepare(`INSERT INTO messages (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  messages.forEach(({ from, text, at, avatar = "", channel = "general" }, index) => {
    const id = `old-${String(index).padStart(6, "0")}`;
    insert.run([id, workspace, channel, text, personId(from), from, avatar, at]);
  });
  insert.free();
  database.run("COMMIT");
  writeFileSync(file, database.export());
  database.close();
}

/** The id that the demo's sign-in gives to a name. */
export function personId(name: string): string {
  return createHash("sha256").update(name).digest("hex").slice(0, 24);
}
