// A folder of a site as a plain static server has it, with the backend behind the same origin.
import { once } from "node:events";
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, request as send } from "node:http";
import { type AddressInfo, connect } from "node:net";
import path from "node:path";

const TYPES: Record<string, string> = {
  css: "text/css",
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  json: "application/json",
  svg: "image/svg+xml",
  wasm: "application/wasm",
};

/** Serves `root`; what the backend at `port` answers is under /api, /login and the Pusher server's /app. */
export async function serveFolder(root: string, port: number): Promise<{ origin: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url ?? "/", "http://site").pathname);
    if (/^\/(api|login)\b/.test(name)) {
      const { url, method, headers } = request;
      const passed = send({ port, host: "127.0.0.1", path: url, method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      passed.on("error", () => response.destroy());
      return void request.pipe(passed);
    }
    const asked = path.join(root, path.normalize(name));
    const file = existsSync(asked) && statSync(asked).isDirectory() ? path.join(asked, "index.html") : asked;
    const isFile = existsSync(file) && statSync(file).isFile();
    response.writeHead(isFile ? 200 : 404, { "content-type": TYPES[path.extname(file).slice(1)] ?? "application/octet-stream" });
    if (isFile) createReadStream(file).pipe(response);
    else response.end();
  });
  server.on("upgrade", (request, socket, head) => {
    const backend = connect(port, "127.0.0.1", () => {
      const lines = [`GET ${request.url} HTTP/1.1`];
      for (let i = 0; i < request.rawHeaders.length; i += 2) lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
      backend.write(`${lines.join("\r\n")}\r\n\r\n`);
      backend.write(head);
      backend.pipe(socket).pipe(backend);
    });
    for (const end of [backend, socket]) end.on("error", () => [backend, socket].forEach((one) => one.destroy()));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = async () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
