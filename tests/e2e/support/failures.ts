// Repeats at the very end what failed and why, in a few lines: of a long log often only the end is kept. Tests that passed on a
// second try are listed as well, with the files that may explain the first.
import path from "node:path";
import type { FullConfig, Reporter, Suite, TestCase, TestError } from "@playwright/test/reporter";

/** At most so many lines of an error. */
const LINES = 7;

/** At most so many letters of a line. */
const LETTERS = 200;

// What a terminal takes for colours.
const COLOURS = /\u001b\[[0-9;]*m/g;

/** What an error says in a few lines, where it happened last. */
function inShort(error: TestError, root: string): string[] {
  const text = (error.message ?? error.value ?? "").replace(COLOURS, "");
  const lines = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const { file, line } = error.location ?? {};
  const place = file === undefined ? [] : [`at ${path.relative(root, file)}:${line}`];
  return [...lines.slice(0, LINES), ...place].map((line) => (line.length > LETTERS ? `${line.slice(0, LETTERS)}…` : line));
}

/** A test that ended otherwise than it should have, and its errors. */
function story(test: TestCase, root: string): string[] {
  const errors = test.results.flatMap(({ errors }) => errors);
  return [test.titlePath().filter((part) => part !== "").join(" › "), ...errors.flatMap((error) => inShort(error, root)).map((line) => `  ${line}`)];
}

/** The files that explain a test: those of its failed try, and the trace of the next. */
function files(test: TestCase, root: string): string[] {
  const attachments = test.results.flatMap(({ attachments }) => attachments);
  return attachments.flatMap(({ name, path: file }) => (file === undefined ? [] : [`  ${name}: ${path.relative(root, file)}`]));
}

export default class Failures implements Reporter {
  private root = ".";
  private suite?: Suite;

  onBegin({ configFile, rootDir }: FullConfig, suite: Suite): void {
    this.root = path.resolve(configFile === undefined ? rootDir : path.dirname(configFile), "../..");
    this.suite = suite;
  }

  onEnd(): void {
    const tests = this.suite?.allTests() ?? [];
    const flaky = tests.filter((test) => test.outcome() === "flaky");
    const failed = tests.filter((test) => test.outcome() === "unexpected");
    const retried = flaky.flatMap((test) => [...story(test, this.root), ...files(test, this.root)]);
    if (flaky.length > 0) console.log(["", "Passed only on a second try:", ...retried].join("\n"));
    if (failed.length > 0) console.log(["", "Failed:", ...failed.flatMap((test) => story(test, this.root))].join("\n"));
  }

  printsToStdio(): boolean {
    return true;
  }
}
