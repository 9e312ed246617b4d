import type { BrowserContext } from "@playwright/test";

const PREFIX = "violates the policy: ";

/** What the pages of this context were not allowed to do by their Content-Security-Policy, from now on; it fills as it happens. */
export async function violationsIn(context: BrowserContext): Promise<string[]> {
  const violations: string[] = [];
  context.on("console", (message) => {
    if (message.text().startsWith(PREFIX)) violations.push(message.text().slice(PREFIX.length));
  });
  await context.addInitScript((prefix) => {
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) => {
      console.error(`${prefix}${effectiveDirective} ${blockedURI} at ${sourceFile}:${lineNumber}`);
    });
  }, PREFIX);
  return violations;
}
