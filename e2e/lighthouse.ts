import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { chromium, expect, test } from "@playwright/test";
import lighthouse, { desktopConfig } from "lighthouse";
import { Server, freePort } from "./support/server.js";
import { browser, outputs } from "./support/settings.js";

/** Scores of the first page a visitor sees, on a desktop and on a slow phone with a slow network, as Lighthouse simulates them. */
const least = { accessibility: 100, "best-practices": 100, performance: 95 };

for (const device of ["desktop", "phone"] as const) {
  test(`Lighthouse, ${device}`, async () => {
    const server = await Server.start(process.env.E2E_TEMPLATE);
    const port = await freePort();
    const opened = await chromium.launch({
      ...browser.launchOptions,
      args: [...browser.launchOptions.args, `--remote-debugging-port=${port}`],
    });
    try {
      const result = await lighthouse(
        server.url,
        { port, output: ["json", "html"], logLevel: "error", onlyCategories: ["accessibility", "best-practices", "performance"] },
        device === "desktop" ? desktopConfig : undefined,
      );
      if (!result) throw new Error("Lighthouse gave no result");
      const folder = path.join(outputs, "lighthouse");
      await mkdir(folder, { recursive: true });
      const [json, html] = result.report;
      await writeFile(path.join(folder, `${device}.json`), json ?? "");
      await writeFile(path.join(folder, `${device}.html`), html ?? "");
      const score = (name: string) => Math.round((result.lhr.categories[name]?.score ?? 0) * 100);
      const value = (name: string) => result.lhr.audits[name]?.displayValue ?? "?";
      console.log(
        `${device}: performance ${score("performance")}, accessibility ${score("accessibility")}, best practices ${score("best-practices")};`,
        `first paint ${value("first-contentful-paint")}, largest ${value("largest-contentful-paint")}, blocked ${value("total-blocking-time")}`,
      );
      const failed = Object.values(result.lhr.audits).filter((audit) => audit.score !== null && audit.score < 0.9);
      console.log(failed.map((audit) => `  ${audit.id}: ${audit.displayValue ?? audit.title}`).join("\n"));
      expect.soft(score("accessibility")).toBeGreaterThanOrEqual(least.accessibility);
      expect.soft(score("best-practices")).toBeGreaterThanOrEqual(least["best-practices"]);
      expect.soft(score("performance")).toBeGreaterThanOrEqual(least.performance);
    } finally {
      await opened.close();
      await server.stop();
    }
  });
}
