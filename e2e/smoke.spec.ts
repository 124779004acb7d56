import { expect, test } from "./support/cairn.js";

/** The house stands: the server answers, the app starts under its content policy, its files are kept and packed. */

test("the server is ready and says so", async ({ request }) => {
  expect((await request.get("/healthz")).status()).toBe(200);
  expect((await request.get("/readyz")).status()).toBe(200);
  expect(await (await request.get("/metrics")).text()).toContain("# TYPE");
});

test("the app starts for someone who is not signed in, in their colours, without a fault", async ({ page, expectAccessible }) => {
  const refused: string[] = [];
  page.on("response", (answer) => {
    if (answer.status() >= 400) refused.push(`${answer.status()} ${answer.url()}`);
  });
  await page.goto("/");
  await expect(page.locator("#boot")).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page).toHaveTitle(/Cairn/);
  await expectAccessible();
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible();
  expect(refused, "a stranger's browser asks for nothing that it can't have").toEqual([]);
});

test("nothing scrolls sideways on a narrow phone", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(content).toBeLessThanOrEqual(screen ?? 0);
});

test("assets are kept for ever and sent as Brotli; the page itself is asked for again", async ({ request }) => {
  const page = await request.get("/");
  expect(page.headers()["cache-control"]).toBe("no-cache");
  const asset = /\/assets\/cairn-[0-9a-f]+\.wasm/.exec(await page.text())?.[0];
  expect(asset).toBeDefined();
  const wasm = await request.get(asset ?? "", { headers: { "accept-encoding": "br" } });
  expect(wasm.headers()["content-type"]).toBe("application/wasm");
  expect(wasm.headers()["content-encoding"]).toBe("br");
  expect(wasm.headers()["cache-control"]).toContain("immutable");
});

test("the content policy allows no inline script", async ({ request }) => {
  const policy = (await request.get("/")).headers()["content-security-policy"] ?? "";
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(policy).not.toContain("unsafe-inline");
});

test("an unknown address of the API is a problem, not the app", async ({ request }) => {
  const answer = await request.get("/api/v1/nothing-here");
  expect(answer.status()).toBe(404);
  expect(answer.headers()["content-type"]).toContain("application/problem+json");
});
