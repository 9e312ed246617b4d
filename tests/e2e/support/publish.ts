// Publishes straight through the Pusher server's HTTP API, as a backend with mistakes would.
import { createHash, createHmac } from "node:crypto";
import { APP } from "./sockudo";

/** Publishes an event; `data` is the text that arrives, JSON or not. */
export async function publish(port: number, channel: string, name: string, data: string): Promise<void> {
  const path = `/apps/${APP.id}/events`;
  const body = JSON.stringify({ name, channels: [channel], data });
  const query = new URLSearchParams({
    auth_key: APP.key,
    auth_timestamp: String(Math.floor(Date.now() / 1000)),
    auth_version: "1.0",
    body_md5: createHash("md5").update(body).digest("hex"),
  });
  const signature = createHmac("sha256", APP.secret).update(`POST\n${path}\n${query}`).digest("hex");
  const address = `http://127.0.0.1:${port}${path}?${query}&auth_signature=${signature}`;
  const answer = await fetch(address, { method: "POST", body, headers: { "content-type": "application/json" } });
  if (!answer.ok) throw new Error(`the Pusher server refused the event: ${answer.status} ${await answer.text()}`);
}
