import { defineConfig } from "@playwright/test";
import { browser, outputs } from "./support/settings.js";

/** Stories without a screen: once is enough. */
const screenless = ["api.spec.ts", "mail.spec.ts"];

/** Every other spec runs on a phone and on a desktop screen. One file has one server, so files may run side by side. */
export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  globalSetup: "./support/template.ts",
  outputDir: `${outputs}/results`,
  forbidOnly: !!process.env.CI,
  // A slow moment of a shared machine is not a fault: what passes at the second try is listed as flaky, not hidden.
  retries: process.env.CI ? 1 : 0,
  fullyParallel: false,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["html", { outputFolder: `${outputs}/report`, open: "never" }]],
  // A trace costs a sixth of the time: `TRACE=1 scripts/e2e …` keeps one of what fails.
  use: { ...browser, trace: process.env.TRACE ? "retain-on-failure" : "on-first-retry", screenshot: "only-on-failure" },
  projects: [
    { name: "phone", testIgnore: screenless, use: { viewport: { width: 390, height: 844 }, hasTouch: true } },
    { name: "desktop", use: { viewport: { width: 1280, height: 900 } } },
  ],
});
