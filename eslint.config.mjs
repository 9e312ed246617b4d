// The lints of the JavaScript; types are tsc's (scripts/types/). What esbuild puts in (`/* global … */`) each file names itself.
import js from "@eslint/js";
import globals from "globals";


export default [
  { ignores: ["dist/", "node_modules/", "target/", "test-results/", "scripts/lighthouse/", ".run/", "**/*.jsx"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-var": "error",
      "prefer-const": ["error", { destructuring: "all" }],
      "object-shorthand": "error",
      "no-throw-literal": "error",
      // The classes in src/entry/page/first-messages.js are of code points, of which some join others.
      "no-misleading-character-class": "off",
      "no-return-assign": ["error", "except-parens"],
      "no-shadow-restricted-names": "error",
      "no-unused-vars": ["error", { args: "after-used", argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrors: "all" }],
      "no-unused-expressions": ["error", { allowShortCircuit: true, allowTernary: true }],
      "no-useless-rename": "error",
      "no-self-compare": "error",
      "no-unmodified-loop-condition": "error",
      "default-case-last": "error",
      "prefer-template": "error",
    },
  },
  // What runs in a page, and the tests' code within one.
  { files: ["src/entry/**", "src/doctor/**", "tests/bench/probe.js", "tests/bench/react/*.js", "tests/web/page.js"], languageOptions: { globals: globals.browser } },
  { files: ["src/entry/page/worker.js"], languageOptions: { globals: globals.serviceworker } },
  // What they measure in a page they hand to it.
  { files: ["tests/bench/measure/**"], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
  // What a page and Node both have: the rules are given `fetch` and `WebSocket`.
  { files: ["src/contract/**"], languageOptions: { globals: globals["shared-node-browser"] } },
  { files: ["scripts/**", "tests/**/*.mjs", "backend/examples/**", "*.mjs"], languageOptions: { globals: globals.node } },
  // Loaded by a page, though it lies in the package.
  { files: ["scripts/package/index.js"], languageOptions: { globals: globals.browser } },
  // Read by browsers that know no newer JavaScript.
  { files: ["public/old-browser.js"], languageOptions: { ecmaVersion: 3, sourceType: "script", globals: globals.browser }, rules: { "no-var": "off" } },
];
