// The report as text, and as JSON. Neither has headers: no session is in them.
const CUT = 400;
const DOCUMENT = "docs/contract.md";

const cut = (text) => (text.length > CUT ? `${text.slice(0, CUT)}… (${text.length} characters)` : text);
const indented = (label, text) => `      ${label.padEnd(9)} ${String(text).replace(/\n/g, "\n                ")}`;

function call({ method, url, sent }) {
  return `${method} ${url}${sent ? ` ${cut(sent)}` : ""}`;
}

/** The lines for one result. */
export function lines(result) {
  const { id, status, feature, line, reason, seen, expected, exchange, means, fix } = result;
  if (status !== "broken") return [`  ${status.padEnd(12)} ${id}${reason ? `: ${reason}` : ""}`];
  const list = [`  BROKEN       ${id} (${feature})`];
  list.push(indented("contract", `"${line[1].replace(/\s+/g, " ")}" (${DOCUMENT}#${line[0]})`));
  if (exchange) list.push(indented("request", call(exchange)));
  if (exchange?.status !== undefined) list.push(indented("answer", `${exchange.status} ${cut(exchange.text)}`));
  list.push(indented("seen", seen), indented("expected", expected), indented("in chat", means), indented("to do", fix));
  return list;
}

const count = (results, status) => results.filter((result) => result.status === status).length;

/** Returns the last lines: how many of each, and which extensions are offered. */
export function summary(results) {
  const missing = [...new Set(results.filter(({ status }) => status === "not-offered").map(({ feature }) => feature))];
  const numbers = ["kept", "broken", "not-checked", "not-offered"].map((status) => `${count(results, status)} ${status.replace("-", " ")}`);
  return [numbers.join(", "), ...(missing.length ? [`not offered: ${missing.join(", ")}`] : [])];
}

/** The results as JSON, one object for each rule, with the call that shows what is broken. */
export function asJson(results) {
  const plain = ({ exchange, line, ...rest }) => ({
    ...rest,
    line: `${DOCUMENT}#${line[0]}`,
    ...(exchange && {
      request: { method: exchange.method, url: exchange.url, body: exchange.sent },
      answer: exchange.status === undefined ? undefined : { status: exchange.status, body: cut(exchange.text) },
    }),
  });
  return JSON.stringify({ isKept: count(results, "broken") === 0, results: results.map(plain) }, null, 2);
}
