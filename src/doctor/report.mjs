// The report as text, in English, to be sent to whoever helps. It holds no token, no cookie, no text of a message and no name.
import { VERDICTS } from "./finding.mjs";

const HEADINGS = { settings: "Settings", browser: "Browser", files: "Files", api: "API", live: "Live connection", sending: "Test message" };
const LEFT_OUT = "(left out: it may hold texts, names or a signature)";

/** How many findings there are of each verdict. */
export function count(sections) {
  const all = sections.flatMap(({ findings }) => findings);
  return Object.fromEntries(VERDICTS.map((verdict) => [verdict, all.filter((finding) => finding.verdict === verdict).length]));
}

function lines({ title, verdict, seen, expected, means, fix, isPrivate }) {
  const facts = { seen: isPrivate ? LEFT_OUT : seen, expected: isPrivate ? undefined : expected, means, "to change": fix };
  const told = Object.entries(verdict === "wrong" || verdict === "note" ? facts : { seen: facts.seen });
  const indented = told.filter(([, text]) => text).map(([name, text]) => `           ${name}: ${String(text).replace(/\s*\n\s*/g, " ")}`);
  return [`  ${(verdict === "skipped" ? "not checked" : verdict).toUpperCase().padEnd(11)} ${title}`, ...indented];
}

/** `where` is the page, without what may be secret in its address. */
export function report(sections, { isPage }) {
  const { wrong, note, ok, skipped } = count(sections);
  return [
    "CollabSpace chat: the doctor's report",
    new Date().toISOString(),
    `${location.origin}${location.pathname} (${isPage ? "the page" : "an embed"})`,
    navigator.userAgent,
    `${wrong} wrong, ${note} notes, ${ok} ok, ${skipped} not checked`,
    ...sections.flatMap(({ key, findings, isRunning }) => ["", HEADINGS[key], ...findings.flatMap(lines), ...(isRunning ? ["  (still running)"] : [])]),
    "",
  ].join("\n");
}
