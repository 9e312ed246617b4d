// What the style sheets promise by themselves: contrast in every pair of colours, and no motion where none is wanted.
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { contrast } from "../support/colours";

const folder = path.resolve(__dirname, "../../../style");
const sheet = (name: string) => readFileSync(path.join(folder, name), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
const sheets = readdirSync(folder).filter((name) => name.endsWith(".css"));
const tokens = sheet("tokens.css");

/** Text, and each ground that it stands on somewhere. */
const TEXT: Record<string, string[]> = {
  text: ["surface", "sunken", "raised", "hover", "pressed", "accent-soft", "danger-soft"],
  "text-muted": ["surface", "sunken", "raised", "hover", "pressed", "accent-soft", "danger-soft"],
  "accent-text": ["surface", "sunken", "hover", "accent-soft", "danger-soft", "warning-soft"],
  "on-accent": ["accent", "accent-hover"],
  danger: ["surface", "danger-soft"],
  warning: ["surface", "warning-soft"],
};

/** What has to be seen to use the chat, or to know how it is: edges of fields, rings of the focus, dots, icons. */
const CONTROLS: Record<string, string[]> = {
  "border-control": ["surface", "sunken"],
  focus: ["surface", "sunken", "raised", "hover", "accent-soft", "danger-soft", "warning-soft"],
  success: ["surface", "sunken"],
  warning: ["surface"],
  danger: ["surface"],
  accent: ["surface", "sunken"],
  "accent-text": ["raised", "accent-soft"],
};

/** Nothing is known by these alone. */
const DECORATION = ["border", "skeleton", "scrollbar", "scrim"];
/** But these are seen as well as controls are by whoever asks for more contrast. */
const BY_REQUEST = ["border", "scrollbar"];

const pairs = (table: Record<string, string[]>) => Object.entries(table).flatMap(([front, grounds]) => grounds.map((ground) => [front, ground]));

test("every colour has a place in these tables, and so has every pair that a rule sets", () => {
  const named = new Set([TEXT, CONTROLS].flatMap((table) => [...Object.keys(table), ...Object.values(table).flat()]));
  const all = new Set([...tokens.matchAll(/--color-([\w-]+):/g)].map(([, name]) => name));
  expect([...all].filter((name) => !named.has(name) && !DECORATION.includes(name))).toEqual([]);
  const rules = sheets.flatMap((name) => [...sheet(name).matchAll(/\{([^{}]*)\}/g)].map(([, body]) => body));
  const colour = (body: string, property: string) => new RegExp(`(?:^|[;\\s])${property}:\\s*var\\(--color-([\\w-]+)\\)`).exec(body)?.[1];
  for (const body of rules) {
    const [front, ground] = [colour(body, "color"), colour(body, "background")];
    if (front && ground) expect(TEXT[front], `${front} on ${ground}`).toContain(ground);
  }
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const preference of ["no-preference", "more"] as const) {
    test(`contrast, ${colorScheme}, ${preference}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, contrast: preference });
      const controls = [...pairs(CONTROLS), ...(preference === "more" ? BY_REQUEST.map((front) => [front, "surface"]) : [])];
      const samples = [...pairs(TEXT), ...controls].map(([front, ground]) => {
        return `<p style="color: var(--color-${front}); background: var(--color-${ground})">${front} on ${ground}</p>`;
      });
      const hues = Array.from({ length: 12 }, (_, hue) => `<b class="avatar hue-${hue}">${hue}</b>`);
      const styles = ["tokens.css", "avatar.css"].map(sheet).join("\n");
      await page.setContent(`<!doctype html><style>${styles}</style><div class="chat">${[...samples, ...hues].join("")}</div>`);
      const all = await page.locator("p, b").all();
      expect(all).toHaveLength(samples.length + hues.length);
      for (const [index, sample] of all.entries()) {
        const isControl = index >= pairs(TEXT).length && index < samples.length;
        const { ratio } = await contrast(sample);
        expect.soft(ratio, await sample.innerText()).toBeGreaterThanOrEqual(isControl ? 3 : 4.5);
        if (preference === "more" && /^text/.test(await sample.innerText())) expect.soft(ratio).toBeGreaterThanOrEqual(7);
      }
    });
  }
}

test("all motion is within the media query for users who accept it", () => {
  const moving = sheets.flatMap((name) => {
    const isQuery: boolean[] = [];
    return sheet(name)
      .split(/(?<=[{};])/)
      .filter((part) => {
        if (part.endsWith("{")) isQuery.push(/prefers-reduced-motion:\s*no-preference/.test(part));
        if (part.trim() === "}") isQuery.pop();
        const [, value] = /\b(?:animation|transition)(?:-\w+)*:([^;]*)/.exec(part) ?? [];
        // Nothing moves in no time: such ones wait, to show what has to be shown late.
        const isMotion = value !== undefined && !/^\s*(none|[\w-]+ 0s)\b/.test(value);
        return isMotion && !isQuery.some(Boolean);
      })
      .map((part) => `${name}: ${part.trim()}`);
  });
  expect(moving).toEqual([]);
});

test("high contrast and the person's own palette are thought of", async ({ page }) => {
  const look = async (options: Parameters<typeof page.emulateMedia>[0]) => {
    await page.emulateMedia(options);
    await page.setContent(`<!doctype html><style>${tokens}</style><div class="chat" style="border: 1px solid var(--color-border)"><p style="color: var(--color-text-muted)">a</p></div>`);
    return page.locator("p").evaluate((p) => [getComputedStyle(p).color, getComputedStyle(p.parentElement as Element).borderColor]);
  };
  const usual = await look({ contrast: "no-preference", forcedColors: "none" });
  const high = await look({ contrast: "more", forcedColors: "none" });
  expect(high[0]).not.toBe(usual[0]);
  expect(high[1]).not.toBe(usual[1]);
  expect(await look({ contrast: "no-preference", forcedColors: "active" })).not.toEqual(usual);
});
