// Text operations that the browser knows best: comparing and copying.

// Without case and accents.
export const folded = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

export const lowered = (text) => text.toLowerCase();

// Punctuation before a word, and symbols that are not emoji.
const BESIDE_WORDS = /^[\p{P}\p{Sc}\p{Sk}\p{Sm}]/u;
let graphemes;

// A unit of drawing: a letter with its marks, a flag, a family. Without Intl.Segmenter (Firefox before 125) it is one
// character. Most names do not need it, and creating the first one takes longer than all other initials together.
function lettersOf(word) {
  if (/^[\0-\u02ff]*$/.test(word) || !Intl.Segmenter) return [...word];
  graphemes ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return Array.from(graphemes.segment(word), ({ segment }) => segment);
}

// The first letter of a word; its first character if it has no letter.
function initial(word) {
  const letters = lettersOf(word);
  return letters.find((letter) => !BESIDE_WORDS.test(letter)) ?? letters[0] ?? "";
}

// From the first and the last word of a name. The style sheet makes them upper case.
export function initials(name) {
  const words = name.split(" ").filter(Boolean);
  return (words.length > 1 ? [words[0], words.at(-1)] : words).map(initial).join("");
}

// Without U+FE0F, as reactions are stored, a browser may draw an emoji as text.
export const nativeEmoji = (emoji) => emoji.replace(/(?!\p{Emoji_Presentation})\p{Emoji}(?!\p{EMod}|\ufe0f)/gu, "$&\ufe0f");

// The middle is cut, not the extension.
export function shortFileName(name) {
  const letters = [...name];
  return letters.length > 60 ? [...letters.slice(0, 40), "…", ...letters.slice(-19)].join("") : name;
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"];

export function fileSize(bytes, tag) {
  const thousands = Math.min(Math.floor(Math.log10(bytes || 1) / 3), 3);
  /** @type {Intl.NumberFormatOptions} */
  const options = { style: "unit", unit: UNITS[thousands], unitDisplay: "short", maximumFractionDigits: thousands > 1 ? 1 : 0 };
  return new Intl.NumberFormat(tag, options).format(bytes / 1000 ** thousands);
}

// On a page without TLS there is no navigator.clipboard, so the old command is used.
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return byCommand(text);
  }
}

/** The command copies the selection. The focus stays where it is. */
function byCommand(text) {
  const box = document.createElement("span");
  box.textContent = text;
  // Drawn, because it must be selectable, but not visible.
  Object.assign(box.style, { position: "fixed", clipPath: "inset(50%)", userSelect: "text", whiteSpace: "pre" });
  const put = (event) => {
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    event.stopPropagation();
  };
  document.body.append(box);
  /** @type {Selection} */ (getSelection()).selectAllChildren(box);
  addEventListener("copy", put, true);
  const isCopied = document.execCommand("copy");
  removeEventListener("copy", put, true);
  box.remove();
  return isCopied;
}
