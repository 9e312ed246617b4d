// The part of `fetch` that a walk uses, over node:http. Thousands of calls are made here, and Node's own costs several
// times as much; it is what the other tests use.
import { Agent, request } from "node:http";

const agent = new Agent({ keepAlive: true });

export async function plainFetch(url, { method, headers, body }) {
  const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const call = request(url, { method, agent, headers: { ...headers, ...length } }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part) => (text += part));
      answer.on("error", reject);
      answer.on("end", () => resolve({ status: answer.statusCode, headers: new Headers(answer.headers), text: async () => text }));
    });
    call.on("error", reject);
    call.end(body);
  });
}
