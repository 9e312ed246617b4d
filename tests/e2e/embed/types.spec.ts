import { execFileSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "@playwright/test";

test("a site's own program compiles against embed.d.ts", () => {
  const root = path.resolve(__dirname, "../../..");
  const options = ["--noEmit", "--strict", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", "--types", ""];
  let told = "";
  try {
    execFileSync(path.join(root, "node_modules/.bin/tsc"), [...options, path.join(__dirname, "usage.ts")], { encoding: "utf8" });
  } catch (error) {
    told = (error as { stdout: string }).stdout;
  }
  expect(told).toBe("");
});
