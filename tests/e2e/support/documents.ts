// The examples of the documents, which tests run as they stand.
import { readFileSync } from "node:fs";
import path from "node:path";

/** The blocks of one language in a document, in order. */
export function examplesOf(document: string, language: string): string[] {
  const text = readFileSync(path.resolve(__dirname, "../../..", document), "utf8");
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, "gm"))].map(([, code]) => code);
}

/** What stands as code in the first column of a document's tables. */
export function namesIn(document: string, pattern: RegExp): string[] {
  const text = readFileSync(path.resolve(__dirname, "../../..", document), "utf8");
  const firsts = text.split("\n").filter((line) => line.startsWith("| `")).map((line) => line.split(" | ")[0]);
  return firsts.flatMap((first) => [...first.matchAll(/`([^`]+)`/g)].map(([, name]) => name)).filter((name) => pattern.test(name));
}
