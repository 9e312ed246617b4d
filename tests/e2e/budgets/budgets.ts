// What the page may cost, in numbers that do not depend on the machine: `make bench` holds itself against the same file.
//
// Each has a limit, which the tests hold. Where today's page does not keep what is aimed at, the limit is what it costs today, so that
// it cannot get worse, and `aim` is what it has to become: whoever makes it less lowers the limit.
import { readFileSync } from "node:fs";
import path from "node:path";

export interface Budget {
  limit: number;
  /** Where the limit is not yet what it should be. */
  aim?: number;
}

type Name =
  | "pageBytes"
  | "chunkBytes"
  | "requests"
  | "embedBytes"
  | "typingRequests"
  | "typingRequestsBaseline"
  | "typingRequestsAlone"
  | "pusherMessages"
  | "pusherMessagesBaseline"
  | "connectionsOfTabs"
  | "deliveriesToTabs"
  | "rows"
  | "paintedRows";

export const budgets: Record<Name, Budget> = JSON.parse(readFileSync(path.join(__dirname, "budgets.json"), "utf8")).exact;

/** A cost for the log: what it is, what it may be, what it should be. */
export function told(what: string, cost: number, { limit, aim }: Budget): string {
  return `${what}: ${cost} of ${limit}${aim === undefined || aim === limit ? "" : `, aim ${aim}`}`;
}
