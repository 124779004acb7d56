import { defineConfig } from "@playwright/test";
import { outputs } from "./support/settings.js";

/** `npm run lighthouse`: the first page's scores, into target/e2e/lighthouse. Part of `make bench`. */
export default defineConfig({
  testDir: ".",
  testMatch: "lighthouse.ts",
  globalSetup: "./support/template.ts",
  outputDir: `${outputs}/results-lighthouse`,
  workers: 1,
  timeout: 300_000,
  reporter: [["list"]],
});
