// Puts something between a walk and the reference that changes single answers and frames: a backend that breaks one
// rule.
import WebSocket from "ws";

const parse = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

function requestOf(url, { method, headers, body }, api) {
  const { pathname, search, searchParams } = new URL(url);
  const base = new URL(api).pathname;
  return {
    name: `${method} ${pathname.startsWith(base) ? pathname.slice(base.length) : pathname}`,
    query: Object.fromEntries(searchParams),
    search,
    json: typeof body === "string" ? parse(body) : undefined,
    form: typeof body === "string" ? Object.fromEntries(new URLSearchParams(body)) : {},
    headers,
    isNobody: !headers.cookie && !headers.authorization,
  };
}

/**
 * Returns `site` as a break makes it:
 *
 * - `answer(request, answer, memory)` may change `answer`: `{ status, headers, json, text }`. `text`, if set, counts.
 * - `frame(frame, memory)` may change a frame that arrives; `null` holds it back.
 * - `sent(frame, memory)` may change a frame that is sent.
 *
 * `memory` is an object for what a break has to remember between the two.
 */
export function broken(site, { answer: change, frame: onFrame, sent: onSent }) {
  const memory = { workspaceId: site.workspaceId };
  async function fetchBroken(url, options) {
    const response = await site.fetch(url, options);
    const text = await response.text();
    const answer = { status: response.status, headers: response.headers, json: parse(text), text: undefined };
    change?.(requestOf(url, options, site.api), answer, memory);
    const body = answer.text ?? (answer.json === undefined ? text : JSON.stringify(answer.json));
    return { status: answer.status, headers: answer.headers, text: async () => body };
  }

  class BrokenWebSocket extends WebSocket {
    addEventListener(type, listener) {
      if (type !== "message" || !onFrame) return super.addEventListener(type, listener);
      super.addEventListener(type, ({ data }) => {
        const frame = JSON.parse(String(data));
        if (typeof frame.data === "string") frame.data = parse(frame.data) ?? frame.data;
        const changed = onFrame(frame, memory);
        if (changed !== null) listener({ data: JSON.stringify(changed ?? frame) });
      });
    }

    send(text) {
      const frame = JSON.parse(text);
      super.send(JSON.stringify(onSent?.(frame, memory) ?? frame));
    }
  }
  return { ...site, fetch: fetchBroken, WebSocket: BrokenWebSocket };
}
