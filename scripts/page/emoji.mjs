// What the emoji picker shows, one file for each language: the emoji by groups in Unicode's order (emojibase), with their names and
// keywords in that language (CLDR).
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);
const read = async (module) => JSON.parse(await readFile(require.resolve(module), "utf8"));

/** The groups by emojibase's numbers, and as CLDR labels them. Its group 2 holds parts of emoji. */
const GROUPS = [
  [0, "smiley"],
  [1, "person"],
  [3, "animals_nature"],
  [4, "food_drink"],
  [5, "travel_places"],
  [6, "activities"],
  [7, "objects"],
  [8, "symbols"],
  [9, "flags"],
];

/** The skin tones, from none to dark: CLDR names each as an emoji of its own. */
const TONES = ["✋", "🏻", "🏼", "🏽", "🏾", "🏿"];

/** Emoji of later versions are not drawn by each system that is in use; the picker then leaves them out. */
const DRAWN_EVERYWHERE = 12;

const plain = (emoji) => emoji.replaceAll("\u{fe0f}", "");

/** Puts a skin tone behind the first character, or behind each that takes one; the same is done in src/model/emoji.rs. */
const toned = {
  first: (emoji, tone) => emoji.replace(/^./u, (base) => base + tone),
  each: (emoji, tone) => emoji.replace(/[\u{1f468}\u{1f469}\u{1f9d1}]/gu, (base) => base + tone),
};

// How an emoji takes a skin tone: not at all (""), or by one of the ways above.
function wayOf({ emoji, skins = [] }) {
  const dark = skins.find(({ tone }) => tone === 5);
  if (!dark) return "";
  return Object.keys(toned).find((way) => toned[way](plain(emoji), TONES[5]) === plain(dark.emoji)) ?? "";
}

/** Drops words of the keywords that the name has already. */
function keywords(name, words) {
  const known = new Set(name.split(" "));
  return [...new Set(words.flatMap((word) => word.split(" ")))].filter((word) => !known.has(word)).join(" ");
}

const capitalized = (text, tag) => text.replace(/^./u, (letter) => letter.toLocaleUpperCase(tag));

async function groupNames(tag) {
  // CLDR's English labels are about one character ("animal or nature"), emojibase's other languages are worse.
  const { groups } = await read("emojibase-data/en/messages.json");
  const labels = (await read(`cldr-misc-full/main/${tag}/characterLabels.json`)).main[tag].characterLabels;
  return GROUPS.map(([number, label]) => capitalized(tag === "en" ? groups.find(({ order }) => order === number).message : labels[label], tag));
}

async function language(tag, emoji) {
  const annotations = (await read(`cldr-annotations-full/annotations/${tag}/annotations.json`)).annotations.annotations;
  const derived = (await read(`cldr-annotations-derived-full/annotationsDerived/${tag}/annotations.json`)).annotationsDerived.annotations;
  const names = await groupNames(tag);
  const about = (one) => annotations[plain(one)] ?? derived[plain(one)] ?? annotations[one] ?? derived[one];
  const line = (one) => {
    const { tts: [name] = [one.label], default: words = [] } = about(one.emoji) ?? {};
    const version = one.version > DRAWN_EVERYWHERE ? String(one.version) : "";
    return [plain(one.emoji), name, keywords(name, words), { first: "1", each: "2" }[wayOf(one)] ?? "", version].join("\t").trimEnd();
  };
  const groups = GROUPS.map(([number], at) => ({ name: names[at], emoji: emoji.filter(({ group }) => group === number).map(line) }));
  return JSON.stringify({ tones: TONES.map((tone) => capitalized(about(tone).tts[0], tag)), groups });
}

/** Writes the files into `folder`, and returns the hash that stands in each of their names. */
export async function writeEmoji(folder, tags) {
  const all = (await read("emojibase-data/en/data.json")).filter(({ order }) => order !== undefined).sort((a, b) => a.order - b.order);
  const files = await Promise.all(tags.map(async (tag) => [tag, await language(tag, all)]));
  const hash = createHash("sha256");
  for (const [, content] of files) hash.update(content);
  const version = hash.digest("hex").slice(0, 16);
  await mkdir(folder, { recursive: true });
  await Promise.all(files.map(([tag, content]) => writeFile(join(folder, `${tag}-${version}.json`), content)));
  return version;
}
