import { defineConfig } from "@playwright/test";
import { browser, outputs } from "./support/settings.js";

/** `npm run look`: pictures of the app's pages, into target/look. Not a test: nothing is compared. */
export default defineConfig({
  testDir: ".",
  testMatch: "look.ts",
  globalSetup: "./support/template.ts",
  outputDir: `${outputs}/results-look`,
  fullyParallel: false,
  workers: 2,
  timeout: 600_000,
  reporter: [["list"]],
  use: browser,
  projects: [390, 1280].flatMap((width) =>
    (["light", "dark"] as const).map((colorScheme) => ({
      name: `${width}-${colorScheme}`,
      use: { viewport: { width, height: width === 390 ? 844 : 900 }, colorScheme },
    })),
  ),
});
