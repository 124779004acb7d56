import { AxeBuilder } from "@axe-core/playwright";
import { type Page, test as base, expect } from "@playwright/test";
import { Server } from "./server.js";

/** The demo's accounts: one a role. */
export const people = {
  admin: "admin@demo.example",
  lead: "lead@demo.example",
  supervisor: "supervisor@demo.example",
  tutor: "tutor@demo.example",
  mentor: "mentor@demo.example",
  mentee: "mentee@demo.example",
} as const;
export type Person = keyof typeof people;
export const password = "demo-cairn-2026";

interface Fixtures {
  /** Signs this page's browser in as a demo person; the next `page.goto` is theirs. */
  signIn: (person: Person) => Promise<void>;
  /** Fails where axe finds a violation of WCAG 2.2 AA on the page as it stands. */
  expectAccessible: (page?: Page) => Promise<void>;
  /** Fails the test when the page logged an error or threw one. Always on. */
  quietConsole: undefined;
}
interface WorkerFixtures {
  serverOf: (file: string) => Promise<Server>;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  serverOf: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      let current: { file: string; server: Server } | undefined;
      await use(async (file) => {
        if (current?.file !== file) {
          await current?.server.stop();
          current = { file, server: await Server.start(process.env.E2E_TEMPLATE) };
        }
        return current.server;
      });
      await current?.server.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],

  baseURL: async ({ serverOf }, use, info) => {
    await use((await serverOf(info.file)).url);
  },

  signIn: async ({ page }, use) => {
    await use(async (person) => {
      const answer = await page.request.post("/api/v1/auth/sign-in", {
        headers: { "X-Cairn": "1" },
        data: { email: people[person], password },
      });
      expect(answer.status(), `sign-in as ${person}`).toBe(200);
    });
  },

  expectAccessible: async ({ page }, use) => {
    await use(async (other) => {
      await settled(other ?? page);
      const found = await new AxeBuilder({ page: other ?? page })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
        .analyze();
      const said = found.violations.map((v) => `${v.id}: ${v.help}\n  ${v.nodes.map((n) => n.html).join("\n  ")}`);
      expect(said, "axe found nothing").toEqual([]);
    });
  },

  quietConsole: [
    async ({ page }, use) => {
      const said: string[] = [];
      page.on("pageerror", (error) => said.push(String(error)));
      page.on("console", (message) => {
        // A refused request is the browser's own line; whether it was right to refuse is for the test to say.
        const refused = message.text().startsWith("Failed to load resource");
        if (message.type() === "error" && !refused) said.push(message.text());
      });
      await use(undefined);
      expect(said, "errors in the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});

/** Waits until what opens or fades in has done so: half-way, its colours are nobody's. */
async function settled(page: Page) {
  await page.evaluate(async () => {
    const ends = (a: Animation) => Number.isFinite(Number(a.effect?.getComputedTiming().endTime));
    const finished = Promise.allSettled(document.getAnimations().filter(ends).map((a) => a.finished));
    // One that is held, or whose page is hidden, never ends.
    await Promise.race([finished, new Promise((done) => setTimeout(done, 3_000))]);
  });
}

export { expect };
