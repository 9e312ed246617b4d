// What is seen of the doctor. Only text nodes and attributes: it runs under `trusted-types 'none'`, and shows what foreign
// backends answer.
import css from "../../style/doctor.css";
import { copyText } from "../entry/shared/texts.js";
import { VERDICTS } from "./finding.mjs";
import { count, report } from "./report.mjs";

/** The doctor's style sheet. A constructed one needs no host page's leave. */
export const sheet = () => {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
};

export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

const english = (name, className, text) => Object.assign(element(name, className, text), { lang: "en", dir: "ltr" });

function button(className, text, act) {
  const made = Object.assign(element("button", className, text), { type: "button" });
  made.onclick = act;
  return made;
}

/** The doctor on the screen. `onSend` and `onAgain` are what its buttons do, `back` is its way out. */
export class View {
  #words;
  #options;
  #doctor;
  #summary;
  #sections = element("div", "doctor-sections");
  #drawn = new Map();
  #sending;

  constructor(words, options) {
    this.#words = words;
    this.#options = options;
    this.#summary = element("p", "doctor-summary");
    this.#summary.setAttribute("role", "status");
    const title = Object.assign(element("h1", "doctor-title", words.title), { tabIndex: -1, id: "collabspace-doctor-title" });
    const copy = button("doctor-button", words.copy, async () => {
      const isCopied = await copyText(report(this.#doctor.sections, options));
      copy.textContent = isCopied ? words.copied : words.notCopied;
    });
    const again = button("doctor-button", words.again, options.onAgain);
    this.#sending = element("div", "doctor-sending");
    this.#sending.hidden = true;
    const head = element("div", "doctor-head", title, element("p", "doctor-intro", words.intro), this.#summary);
    const actions = element("div", "doctor-actions", copy, again, options.back);
    this.root = Object.assign(element(options.isPage ? "main" : "div", "doctor", head, actions, this.#sections, this.#sending), { lang: words.tag, dir: words.dir });
    this.title = title;
  }

  /** Shows what this doctor has found so far. */
  show(doctor) {
    this.#doctor = doctor;
    for (const section of doctor.sections) this.#draw(section);
    this.#count(doctor);
    const isDone = doctor.sections.length > 0 && !doctor.sections.some(({ isRunning }) => isRunning);
    const isSent = doctor.sections.some(({ key }) => key === "sending");
    if (isDone && !isSent && doctor.channel && this.#sending.hidden) this.#offer(doctor);
    this.root.dataset.state = isDone ? "done" : "running";
  }

  #offer({ channel }) {
    const { send, sendHint } = this.#words;
    const act = () => {
      this.#sending.replaceChildren();
      this.#options.onSend();
    };
    const name = Object.assign(element("bdi", "", `#${channel}`), { dir: "auto" });
    this.#sending.replaceChildren(button("doctor-button", send, act), element("p", "doctor-hint", `${sendHint} `, name));
    this.#sending.hidden = false;
  }

  /** How many findings there are of each verdict, in words. */
  #counted(sections) {
    const counts = count(sections);
    const number = (value) => value.toLocaleString(this.#words.tag);
    return VERDICTS.filter((verdict) => counts[verdict]).map((verdict) => `${this.#words[verdict]}: ${number(counts[verdict])}`).join(" · ");
  }

  #count({ sections }) {
    const { wrong } = count(sections);
    const isRunning = sections.some((section) => section.isRunning);
    const verdict = isRunning ? this.#words.running : wrong ? "" : this.#words.fine;
    this.#summary.dataset.verdict = wrong ? "wrong" : "ok";
    const text = [verdict, this.#counted(sections)].filter(Boolean).join(" ");
    // A screen reader says it once it is known, not at every step.
    this.#summary.setAttribute("aria-busy", String(isRunning));
    if (this.#summary.textContent !== text) this.#summary.textContent = text;
  }

  #draw({ key, findings, isRunning }) {
    if (!this.#drawn.has(key)) {
      const list = element("ul", "doctor-list");
      const told = element("span", "doctor-count");
      const heading = element("summary", "doctor-heading", element("h2", "", this.#words[key]), told);
      const section = Object.assign(element("details", "doctor-section", heading, list), { open: true });
      this.#sections.append(section);
      this.#drawn.set(key, { section, list, told, shown: [], wasRunning: true });
    }
    const drawn = this.#drawn.get(key);
    const { section, list, told, shown } = drawn;
    section.setAttribute("aria-busy", String(isRunning));
    told.textContent = isRunning ? this.#words.running : this.#counted([{ findings }]);
    // Once, when it is known: what the visitor opens afterwards stays open.
    if (drawn.wasRunning && !isRunning) section.open = findings.some(({ verdict }) => verdict === "wrong" || verdict === "note");
    drawn.wasRunning = isRunning;
    findings.forEach((finding, at) => {
      if (shown[at] === finding) return;
      const row = this.#row(finding);
      if (list.children[at]) {
        list.children[at].replaceWith(row);
        // The slow check: its section may be closed by now.
        section.open ||= finding.verdict === "wrong";
      } else list.append(row);
      shown[at] = finding;
    });
  }

  #row({ title, verdict, seen, expected, means, fix }) {
    const words = this.#words;
    const badge = element("span", "doctor-verdict", words[verdict]);
    const row = element("li", "doctor-check", badge, english("span", "doctor-name", title));
    row.dataset.verdict = verdict;
    if (verdict === "ok" || verdict === "skipped") {
      if (seen) row.append(english("span", "doctor-seen", seen));
      return row;
    }
    const facts = Object.entries({ seen, expected, means, fix }).filter(([, text]) => text);
    if (facts.length) {
      const list = facts.flatMap(([name, text]) => [element("dt", "", words[name]), english("dd", name === "fix" ? "doctor-fix" : "", text)]);
      row.append(element("dl", "doctor-facts", ...list));
    }
    return row;
  }
}
