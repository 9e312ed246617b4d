// Makes the stand-alone page installable: adds its manifest, and its service worker (worker.js), or removes the
// worker if the settings say so. page.js loads this when there is something to read.
import { parsed } from "../shared/settings.js";

const FILE = "sw.js";

/** How often an open page checks for a new version, in milliseconds. */
const LOOK_EVERY_MS = 3_600_000;

// The page's only Trusted Types policy: it returns one address, whatever its input.
function address() {
  const policy = globalThis.trustedTypes?.createPolicy("collabspace-worker", { createScriptURL: () => FILE });
  return policy?.createScriptURL("") ?? FILE;
}

// A site may have its own worker whose scope includes this page.
async function dismiss(workers) {
  const registration = await workers.getRegistration("./");
  const { active, waiting, installing } = registration ?? {};
  if ((active ?? waiting ?? installing)?.scriptURL !== new URL(FILE, document.baseURI).href) return;
  await registration.unregister();
  const prefix = `collabspace ${new URL("./", document.baseURI).pathname} `;
  for (const name of await caches.keys()) if (name.startsWith(prefix)) await caches.delete(name);
}

// The page itself may already be of the new version.
async function tellIfNew(name) {
  const text = await (await fetch(FILE, { cache: "no-cache" })).text();
  if (!text.includes(name)) dispatchEvent(new Event("collabspace-outdated"));
}

/** `name` is the file name of the page's own script. */
export async function install(config, name) {
  const link = document.createElement("link");
  Object.assign(link, { rel: "manifest", href: "manifest.webmanifest" });
  document.head.append(link);
  const workers = navigator.serviceWorker;
  if (!workers) return;
  if (parsed(await config).serviceWorker === false) return await dismiss(workers);
  // The set is larger than what was loaded so far.
  if (navigator.connection?.saveData) return;
  const registration = await workers.register(address(), { scope: "./", updateViaCache: "none" });
  if (!registration) return;
  const follow = (worker) => {
    const tell = () => {
      if (worker.state === "installed" && workers.controller) tellIfNew(name).catch(() => {});
    };
    worker?.addEventListener("statechange", tell);
    if (worker) tell();
  };
  registration.addEventListener("updatefound", () => follow(registration.installing));
  // The browser checks for a new worker on each page load, so it may have found one before this was called.
  follow(registration.installing ?? registration.waiting);
  setInterval(() => registration.update().catch(() => {}), LOOK_EVERY_MS);
}
