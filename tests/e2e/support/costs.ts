// Says at the end of the log what each test file cost, slowest first.
import path from "node:path";
import type { FullConfig, Reporter, TestCase, TestResult } from "@playwright/test/reporter";

/** The files that have a line each. */
const FILES = 20;

interface Cost {
  file: string;
  tests: number;
  seconds: number;
}

const line = (seconds: number, text: string) => `${seconds.toFixed(0).padStart(6)} s  ${text}`;

export default class Costs implements Reporter {
  private root = ".";
  private readonly costs = new Map<string, Cost>();

  onBegin({ rootDir }: FullConfig): void {
    this.root = rootDir;
  }

  onTestEnd({ location }: TestCase, { duration }: TestResult): void {
    const file = path.relative(this.root, location.file);
    const cost = this.costs.get(file) ?? { file, tests: 0, seconds: 0 };
    cost.tests += 1;
    cost.seconds += duration / 1000;
    this.costs.set(file, cost);
  }

  onEnd(): void {
    const costs = [...this.costs.values()].sort((a, b) => b.seconds - a.seconds);
    const others = costs.slice(FILES);
    const lines = costs.slice(0, FILES).map(({ file, tests, seconds }) => line(seconds, `${file} (${tests})`));
    if (others.length > 0) lines.push(line(others.reduce((sum, { seconds }) => sum + seconds, 0), `${others.length} other files`));
    if (lines.length > 0) console.log(["", "Time per file, in all projects, and how many times a test ran:", ...lines].join("\n"));
  }

  printsToStdio(): boolean {
    return true;
  }
}
