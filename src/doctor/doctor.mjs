// The examination: sections of checks in their order, each found by itself, so that one that fails hides no other.
import { checkApi, checkLive, checkSending, reader } from "./backend.mjs";
import { checkBrowser } from "./browser.mjs";
import { whyNoAnswer } from "./causes.mjs";
import { checkFiles, policyFinding } from "./files.mjs";
import { skipped } from "./finding.mjs";
import { checkSettings } from "./settings.mjs";
import { readSettings, siteFrom } from "./site.mjs";

/** The last section; what the policy stopped is known when all has been called. */
async function* checkLiveAndPolicy(context) {
  yield* checkLive(context);
  yield policyFinding(context);
}

const SECTIONS = { settings: checkSettings, browser: checkBrowser, files: checkFiles, api: checkApi, live: checkLiveAndPolicy };

export class Doctor {
  /** Each `{ key, findings, isRunning }`. */
  sections = [];
  #context;
  #onChange;

  /** `onChange` is called whenever something was found. */
  constructor(onChange) {
    this.#onChange = onChange;
  }

  /** The channel that a test message would go to, once the settings are read. */
  get channel() {
    return this.#context?.lab?.site.channelId;
  }

  /**
   * Runs all checks that change nothing. `source` is the address of config.json or what it holds; `workspace`, `channel`,
   * `token` are the element's. Resolves when all but the last, slow one are done.
   */
  async examine({ source, workspace, channel, token, isPage }) {
    const violations = [];
    const note = ({ effectiveDirective, blockedURI }) => violations.push({ directive: effectiveDirective, blocked: blockedURI.replace(/[?#].*/, "") });
    document.addEventListener("securitypolicyviolation", note);
    const settings = await readSettings(source);
    this.#context = { settings, violations, token, isPage, whyNoFile: (url, otherwise) => whyNoAnswer(url, violations, otherwise, { isFile: true }) };
    try {
      if (settings.config) this.#context.lab = reader(siteFrom(settings.config, settings.address, { workspace, channel, token }));
      this.#context.site = this.#context.lab?.site;
    } catch (error) {
      this.#context.siteProblem = error.message;
    }
    for (const [key, check] of Object.entries(SECTIONS)) await this.#run(key, check);
  }

  /** Sends a test message, and looks what becomes of it. */
  async send() {
    await this.#run("sending", checkSending);
  }

  /** Ends its connection. */
  close() {
    this.#context?.lab?.close();
  }

  async #run(key, check) {
    /** @type {{ key: string, findings: object[], isRunning: boolean }} */
    const section = { key, findings: [], isRunning: true };
    this.sections.push(section);
    this.#onChange();
    const needsBackend = key === "api" || key === "live" || key === "sending";
    try {
      if (needsBackend && !this.#context.lab) section.findings.push(skipped("It can be asked", "the settings do not say where it is"));
      else for await (const finding of check(this.#context)) this.#add(section, finding);
    } catch (error) {
      // A check that fails itself says nothing about the chat.
      section.findings.push(skipped("The rest of this section", `the check failed: ${error.message}`));
    }
    section.isRunning = false;
    this.#onChange();
  }

  #add(section, finding) {
    section.findings.push(finding);
    this.#onChange();
    finding.later?.then((found) => {
      section.findings[section.findings.indexOf(finding)] = found;
      this.#onChange();
    });
  }
}
