// Where the programs under test are, and what to do where they are not.
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

const root = path.resolve(__dirname, "../../..");

/** The built page: COLLABSPACE_DIST, or dist/. */
export function dist(): string {
  const folder = process.env.COLLABSPACE_DIST ?? path.join(root, "dist");
  if (existsSync(path.join(folder, "index.html"))) return folder;
  throw new Error(`The page is not built: there is no index.html in ${folder}. Run \`make build\` first.`);
}

/** The reference backend: COLLABSPACE_BACKEND, or where cargo leaves it. */
export function backend(): string {
  const target = process.env.CARGO_TARGET_DIR ?? path.join(root, "target");
  const places = ["debug", "server", "release"].map((profile) => path.join(target, profile, "collabspace-backend"));
  return find("COLLABSPACE_BACKEND", places, "cargo build --package collabspace-backend");
}

/** The Pusher server: SOCKUDO, or where the set-up installs it, or on PATH. */
export function sockudo(): string {
  return find("SOCKUDO", installed("sockudo", "sockudo"), "scripts/tools.sh sockudo");
}

/** What speaks MongoDB's wire protocol: SECANTUSD, or where the set-up installs it, or on PATH. */
export function secantusd(): string {
  return find("SECANTUSD", installed("secantusdb", "secantusd-py"), "scripts/secantusdb.sh");
}

/** nginx, with the module that sends brotli files. */
export function nginx(): string {
  return find("NGINX", ["/usr/sbin/nginx", "/usr/local/sbin/nginx", ...onPath("nginx")], "scripts/nginx.sh");
}

/** Firefox. */
export function firefox(): string {
  return find("FIREFOX", ["firefox-esr", "firefox"].flatMap(onPath), "scripts/browser.sh");
}

/** What drives Firefox by WebDriver: GECKODRIVER, or where the set-up installs it, or on PATH. */
export function geckodriver(): string {
  return find("GECKODRIVER", installed("geckodriver", "geckodriver"), "scripts/webdrivers.sh");
}

/** What drives WebKitGTK by WebDriver. */
export function webkitDriver(): string {
  return find("WEBKIT_DRIVER", onPath("WebKitWebDriver"), "scripts/webdrivers.sh");
}

/** WebKitGTK with next to nothing around it. It is where the library is, by the machine's architecture. */
export function miniBrowser(): string {
  const libraries = existsSync("/usr/lib") ? readdirSync("/usr/lib").filter((name) => name.includes("-linux-")) : [];
  const places = libraries.map((folder) => path.join("/usr/lib", folder, "webkit2gtk-4.1/MiniBrowser"));
  return find("MINI_BROWSER", places, "scripts/webdrivers.sh");
}

/** The screen of browsers that need one. */
export function xvfb(): string {
  return find("XVFB", onPath("Xvfb"), "scripts/webdrivers.sh");
}

/** A program of the desktop on which a screen reader is listened to. */
export function desktop(program: "dbus-daemon" | "openbox" | "xdotool" | "orca" | "at-spi-bus-launcher"): string {
  const libraries = ["/usr/libexec", "/usr/lib/at-spi2-core"].map((folder) => path.join(folder, program));
  return find(program.toUpperCase().replaceAll("-", "_"), [...onPath(program), ...libraries], "scripts/webdrivers.sh reader");
}

/** The backend's own table, for histories that are older than the test. */
export const schema = path.join(root, "backend/src/store/sqlite/schema_0.sql");

/** Where the set-up may have installed a program, the newest version first, then PATH. */
function installed(tool: string, program: string): string[] {
  const cache = process.env.COLLABSPACE_CACHE ?? path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), ".cache"), "collabspace");
  const tools = path.join(cache, "tools");
  const versions = existsSync(tools) ? readdirSync(tools).filter((name) => name.startsWith(`${tool}-`)).sort().reverse() : [];
  return [...versions.map((name) => path.join(tools, name, "bin", program)), ...onPath(program)];
}

function onPath(program: string): string[] {
  return (process.env.PATH ?? "").split(path.delimiter).map((folder) => path.join(folder, program));
}

function find(variable: string, places: string[], install: string): string {
  const named = process.env[variable];
  const found = named ? [named].find((file) => existsSync(file)) : places.find((file) => existsSync(file));
  if (found) return found;
  const looked = named ? `${variable} names ${named}, which is not there` : `it is none of ${places.join(", ")}`;
  throw new Error(`A program that the tests need is missing: ${looked}. Run \`${install}\`, or name it: ${variable}=…`);
}
