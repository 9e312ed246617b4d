// Makes the page of its own installable: its manifest, and its service worker (worker.js), which is taken away if the settings say
// so. page.js loads it when there is something to read.
import { parsed } from "../shared/settings.js";

const FILE = "sw.js";

/** How often a page that stays open looks for a new version, in milliseconds. */
const LOOK_EVERY_MS = 3_600_000;

// The one Trusted Types policy of the page: it makes one address, whatever it is given.
function address() {
  const policy = globalThis.trustedTypes?.createPolicy("collabspace-worker", { createScriptURL: () => FILE });
  return policy?.createScriptURL("") ?? FILE;
}

// A site may have a worker of its own, which this page is in the scope of.
async function dismiss(workers) {
  const registration = await workers.getRegistration("./");
  const { active, waiting, installing } = registration ?? {};
  if ((active ?? waiting ?? installing)?.scriptURL !== new URL(FILE, document.baseURI).href) return;
  await registration.unregister();
  const prefix = `collabspace ${new URL("./", document.baseURI).pathname} `;
  for (const name of await caches.keys()) if (name.startsWith(prefix)) await caches.delete(name);
}

// The page itself may be of the new version already.
async function tellIfNew(name) {
  const text = await (await fetch(FILE, { cache: "no-cache" })).text();
  if (!text.includes(name)) dispatchEvent(new Event("collabspace-outdated"));
}

/** `name` is that of the page's own script. */
export async function install(config, name) {
  const link = document.createElement("link");
  Object.assign(link, { rel: "manifest", href: "manifest.webmanifest" });
  document.head.append(link);
  const workers = navigator.serviceWorker;
  if (!workers) return;
  if (parsed(await config).serviceWorker === false) return await dismiss(workers);
  // The set is more than has been loaded so far.
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
  // The browser looks for a new one with each page that it loads: it may have found one before this was asked for.
  follow(registration.installing ?? registration.waiting);
  setInterval(() => registration.update().catch(() => {}), LOOK_EVERY_MS);
}
