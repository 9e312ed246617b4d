// The two pages that are compared, each on a site of its own: the same data, the same server, the same calls.
import { cp, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { writeHeaders } from "../../scripts/page/headers.mjs";
import { buildReactPage } from "./react/build.mjs";
import { KEY } from "./stub/pusher.mjs";
import { Site } from "./stub/site.mjs";

const WORKSPACE = "demo-workspace";

// The page as `make build` leaves it, with this site's config.json and the headers that the project's own script makes of it.
async function ours(site, dist, folder) {
  if (!existsSync(join(dist, "index.html"))) throw new Error(`the page is not built: there is no index.html in ${dist}`);
  await rm(folder, { recursive: true, force: true });
  await cp(dist, folder, { recursive: true });
  const config = {
    pusher: { key: KEY, wsHost: "127.0.0.1", wsPort: site.port, wssPort: site.port, forceTLS: false },
    api: { baseUrl: "/api", credentials: "same-origin" },
    workspaceId: WORKSPACE,
    channels: [{ id: "general", name: "general" }, { id: "random", name: "random" }],
    loginUrl: "/login",
  };
  await writeFile(join(folder, "config.json"), JSON.stringify(config));
  await writeHeaders(folder);
}

/** Opens both sites; `folder` is where the served files go. */
export async function openPages(dist, folder) {
  const [page, react] = await Promise.all([Site.open(), Site.open()]);
  await ours(page, dist, join(folder, "page"));
  await buildReactPage(join(folder, "react"), { key: KEY, workspaceId: WORKSPACE, channel: "general" });
  const pages = [{ name: "ours", site: page, folder: join(folder, "page") }, { name: "react", site: react, folder: join(folder, "react") }];
  pages.forEach(({ site, folder }) => site.serve(folder));
  return pages;
}
