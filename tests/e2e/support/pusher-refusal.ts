// How hosted Pusher turns a connection away: it takes the WebSocket, says why, and closes with the same code. A Pusher
// server of one's own closes without a word, so this is scripted.
import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/** RFC 6455, section 1.3. */
const ACCEPT_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const TEXT = 0x1;
const CLOSE = 0x8;

/** Why a connection is turned away: one of the protocol's codes (4000 to 4299) and words. */
export interface Refusal {
  code: number;
  message: string;
}

/** Answers a WebSocket handshake, then turns the client away. */
export function refuse(request: IncomingMessage, socket: Duplex, { code, message }: Refusal): void {
  const accept = createHash("sha1").update(`${request.headers["sec-websocket-key"]}${ACCEPT_GUID}`).digest("base64");
  const head = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade", `Sec-WebSocket-Accept: ${accept}`];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  socket.write(frame(TEXT, Buffer.from(JSON.stringify({ event: "pusher:error", data: { code, message } }))));
  const status = Buffer.alloc(2);
  status.writeUInt16BE(code);
  socket.write(frame(CLOSE, Buffer.concat([status, Buffer.from(message)])));
  socket.on("data", () => socket.end()); // the client's own close
}

/** An unmasked, unfragmented frame (RFC 6455, section 5.2) of less than 64 KiB. */
function frame(opcode: number, payload: Buffer): Buffer {
  const final = 0x80 | opcode;
  if (payload.length < 126) return Buffer.concat([Buffer.from([final, payload.length]), payload]);
  const header = Buffer.from([final, 126, 0, 0]);
  header.writeUInt16BE(payload.length, 2);
  return Buffer.concat([header, payload]);
}
