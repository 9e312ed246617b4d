import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as programs from "./programs";
import { ServerProcess, answers, freePort } from "./server-process";

const deploy = path.resolve(__dirname, "../../../backend/deploy");
const BROTLI = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";

/** Serves `root` by the hosting/nginx.conf in `page`, changed only where it tells its reader to; `work` is for nginx's own files. */
export async function startNginx(page: string, root: string, port: number, work: string): Promise<ServerProcess> {
  const site = readFileSync(path.join(page, "hosting/nginx.conf"), "utf8")
    .replace("listen 80;", `listen 127.0.0.1:${port};`)
    .replace("server_name chat.example;", "server_name _;")
    .replace("root /srv/chat;", `root ${root};`);
  return run(site, `http://127.0.0.1:${port}/healthy.txt`, work);
}

/** The servers behind a proxy of `backend/deploy`, and the page's files. */
export interface Behind {
  backend: number;
  sockudo: number;
  page: string;
}

/** Runs a file of `backend/deploy` as it is, but for names, addresses and the certificate. */
export async function startDeployed(name: "nginx.conf" | "nginx-cluster.conf", behind: Behind, port: number, work: string): Promise<ServerProcess> {
  const site = readFileSync(path.join(deploy, name), "utf8")
    // The second server of nginx.conf is the site; the first only redirects to it.
    .replace("listen 80;", name === "nginx.conf" ? `listen 127.0.0.1:${await freePort()};` : `listen 127.0.0.1:${port};`)
    .replace("listen 443 ssl;", `listen 127.0.0.1:${port};`)
    .replace(/^ *ssl_certificate.*\n/gm, "")
    .replaceAll("server_name chat.example;", "server_name _;")
    .replace("root /srv/chat;", `root ${behind.page};`)
    .replace(/127\.0\.0\.1:300\d/g, `127.0.0.1:${behind.backend}`)
    .replace(/127\.0\.0\.1:600\d/g, `127.0.0.1:${behind.sockudo}`);
  return run(site, `http://127.0.0.1:${port}/healthz`, work);
}

/** Serves the folder of a site, with its backend, which is its Pusher server too, behind the same origin. */
export async function startSite(root: string, backend: number, port: number, work: string): Promise<ServerProcess> {
  const pass = `proxy_pass http://127.0.0.1:${backend}; proxy_set_header Host $http_host; proxy_http_version 1.1;`;
  const site = `server {
    listen 127.0.0.1:${port};
    root ${root};
    location ~ ^/(api|login) { ${pass} }
    location /app/ { ${pass} proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; }
    location = /healthy.txt { return 200 yes; }
  }`;
  return run(site, `http://127.0.0.1:${port}/healthy.txt`, work);
}

async function run(site: string, ready: string, work: string): Promise<ServerProcess> {
  mkdirSync(work, { recursive: true });
  writeFileSync(path.join(work, "site.conf"), site);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${work}/${kind};`);
  const main = [
    existsSync(BROTLI) ? `load_module ${BROTLI};` : "",
    // Started by root it would read as somebody else, who may not see this folder.
    process.getuid?.() === 0 ? "user root;" : "",
    `daemon off; worker_processes 1; pid ${work}/nginx.pid; error_log stderr;`,
    "events { worker_connections 4096; }",
    `http { include /etc/nginx/mime.types; default_type application/octet-stream; access_log off; ${temporary.join(" ")} include ${work}/site.conf; }`,
  ];
  writeFileSync(path.join(work, "nginx.conf"), main.join("\n"));
  const args = ["-c", path.join(work, "nginx.conf"), "-p", work, "-e", "stderr"];
  const [server] = await ServerProcess.start("nginx", programs.nginx(), args, process.env, () => {
    return answers(ready);
  });
  return server;
}
