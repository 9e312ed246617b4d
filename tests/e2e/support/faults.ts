// What can go wrong with a call between a browser and the backend.
import type { IncomingHttpHeaders } from "node:http";
import { Gate } from "./gate";

/** A call of the backend, as it passed by. */
export interface Call {
  method: string;
  /** The path without the query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
  /** When it came, in milliseconds since 1970. */
  at: number;
}

/** An answer that is given in the backend's place. */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Which calls are meant: "POST /api/messages", or a test of one's own. */
export type Which = string | ((call: Call) => boolean);

/** Whether a call is meant. */
export function isMeant(which: Which, call: Call): boolean {
  return typeof which === "string" ? which === `${call.method} ${call.path}` : which(call);
}

type Kind =
  | { kind: "answer"; answer: Answer }
  | { kind: "hold" }
  | { kind: "hold answer" }
  | { kind: "hold rest"; from: string }
  | { kind: "hold body" }
  | { kind: "lose answer" }
  | { kind: "break" };

/** Something that goes wrong with certain calls, until it is lifted. */
export class Fault {
  /** The calls that it has met. */
  readonly met: Call[] = [];
  /** Where held calls or answers wait. */
  readonly gate = new Gate();
  isLifted = false;
  private readonly waiting: (() => void)[] = [];

  constructor(readonly which: Which, readonly what: Kind) {
    if (what.kind.startsWith("hold")) this.gate.shut();
  }

  /** Resolves when it has met a call; of an answer that is held or lost: when the backend has given it. */
  async hasStruck(): Promise<void> {
    if (this.met.length === 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Everything is well again; what was held goes on. */
  lift(): void {
    this.isLifted = true;
    this.gate.open();
  }

  /** Notes that a call was met. */
  strike(call: Call): void {
    this.met.push(call);
    this.waiting.splice(0).forEach((resolve) => resolve());
  }
}
