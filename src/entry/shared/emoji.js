// Emoji lists, from files beside this script, loaded on first use.

/* global EMOJI -- the hash in the names of the picker's files and their languages, put in by scripts/page/bundle.mjs */

async function read(file) {
  const answer = await fetch(new URL(file, import.meta.url));
  if (!answer.ok) throw new Error(`${file}: HTTP ${answer.status}`);
  return answer.json();
}

/** Emoji that can be written by name: each entry is an emoji and its names, separated by spaces. */
export async function emojiList() {
  const list = await read("emoji.json");
  return list.filter((entry) => typeof entry === "string");
}

/** The picker's emoji, in the language of a tag: the names of the skin tones, then each group in lines. */
export async function emojiGroups(tag) {
  const { language } = new Intl.Locale(tag);
  const { tones, groups } = await read(`emoji/${EMOJI.languages.includes(language) ? language : "en"}-${EMOJI.hash}.json`);
  const isDrawn = drawable(groups.flatMap(({ emoji }) => emoji));
  return [tones.join("\n"), ...groups.map(({ name, emoji }) => [name, ...emoji.filter(isDrawn)].join("\n"))];
}

const FONT = '16px "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", sans-serif';
const JOINER = "\u200d";
const versionOf = (line) => line.split("\t")[4];
const emojiOf = (line) => line.split("\t", 1)[0];

// Returns those that the system can draw: joined emoji as one picture, and emoji of later Unicode versions in colour.
// If nothing has colours, returns all.
function drawable(lines) {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!canvas) return () => true;
  Object.assign(canvas, { font: FONT, textBaseline: "top" });
  const width = (emoji) => canvas.measureText(emoji).width;
  const isColoured = (emoji) => {
    canvas.clearRect(0, 0, 32, 32);
    canvas.fillText(emoji, 0, 0);
    const { data } = canvas.getImageData(0, 0, 32, 32);
    for (let at = 0; at < data.length; at += 4) if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) return true;
    return false;
  };
  const hasColours = isColoured("😀");
  const hasFlags = !hasColours || isColoured("🇩🇪");
  const samples = new Map(lines.filter((line) => !line.includes(JOINER)).map((line) => [versionOf(line), emojiOf(line)]));
  const missing = [...samples].filter(([version, emoji]) => version && hasColours && !isColoured(emoji)).map(([version]) => version);
  const widest = width("😀") * 1.5;
  return (line) => {
    const emoji = emojiOf(line);
    if (missing.includes(versionOf(line)) || (!hasFlags && /[\u{1f1e6}-\u{1f1ff}\u{e007f}]/u.test(emoji))) return false;
    return !emoji.includes(JOINER) || width(emoji) <= widest;
  };
}
