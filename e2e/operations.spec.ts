import { rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Locator, Page } from "@playwright/test";
import { account, expect, test } from "./support/api.js";
import { people, type Person } from "./support/cairn.js";

/** What keeps the house running, who may look at it, and doing without a mouse. */

/** Presses Tab until `target` has the focus. */
async function tabTo(page: Page, target: Locator, most = 15) {
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  await expect(target, `within ${most} presses of Tab`).toBeFocused();
}

async function invite(lead: { post: (path: string, data: unknown) => Promise<unknown> }, scheme: string, email: string, family: string) {
  const grant = { role: "supervisor", scheme_id: scheme };
  await lead.post("/invitations", { email, given_name: "Femi", family_name: family, grant });
}

interface Schemes {
  items: { id: string }[];
}

test("the demo shows staff the letters that people would get", async ({ page, signIn, apiAs, expectAccessible }) => {
  const lead = await apiAs("lead");
  const scheme = (await lead.get<Schemes>("/schemes")).items[0]?.id ?? "";
  await invite(lead, scheme, "femi.bello@demo.example", "Bello");
  await signIn("lead");
  const row = page.getByRole("row").filter({ hasText: "femi.bello@demo.example" });
  await expect(async () => {
    await page.goto("/mail");
    await expect(row).toContainText("Sent", { timeout: 2_000 });
  }).toPass();
  await expectAccessible();
  const subject = row.getByRole("button", { name: /Your invitation to/ });
  await subject.press("Enter");
  const letter = page.getByRole("dialog", { name: "Message" });
  await expect(letter).toContainText("Hello Femi");
  await expect(letter.getByRole("link")).toHaveAttribute("href", /\/invitation#token=/);
  await expectAccessible();
  await page.keyboard.press("Escape");
  await expect(letter).toBeHidden();
  await expect(subject).toBeFocused();
});

test("every change is on record with its maker, for those who run the scheme", async ({ page, signIn, apiAs, expectAccessible }) => {
  const lead = await apiAs("lead");
  const scheme = (await lead.get<Schemes>("/schemes")).items[0]?.id ?? "";
  await invite(lead, scheme, "femi.cole@demo.example", "Cole");
  await signIn("admin");
  await page.goto("/activity");
  const entry = page.getByRole("row").filter({ hasText: "Invited Femi Cole as Supervisor." });
  await expect(entry).toContainText("Helen Carter");
  await expectAccessible();
  await page.goto("/activity?scheme_id=00000000-0000-0000-0000-000000000000");
  await expect(page.getByText("Nothing yet")).toBeVisible();
});

test("a letter that can't leave waits as a job that the admin sees, and leaves once it can", async ({ page, signIn, apiAs, serverOf, expectAccessible }, info) => {
  test.slow();
  const lead = await apiAs("lead");
  const scheme = (await lead.get<Schemes>("/schemes")).items[0]?.id ?? "";
  await signIn("admin");
  await page.goto("/jobs");
  await expect(page.getByRole("heading", { name: "All done" })).toBeVisible();
  await expectAccessible();

  const { folder } = await serverOf(info.file);
  const post = path.join(folder, "var", "mail");
  await rename(post, `${post}-away`);
  await writeFile(post, "");
  await invite(lead, scheme, "femi.diaz@demo.example", "Diaz");
  const job = page.getByRole("row").filter({ hasText: "mail.send" });
  await expect(async () => {
    await page.reload();
    await expect(job).toContainText(/wrong/, { timeout: 2_000 });
  }).toPass();
  await expect(job).toContainText("Waiting");
  await expectAccessible();
  // The server's own words, for whoever looks after it.
  await expect(job).toContainText(/directory|file|os error/i);
  await page.getByLabel("State").selectOption("Gave up");
  await expect(page).toHaveURL(/state=dead/);
  await expect(page.getByRole("heading", { name: "No job like that" })).toBeVisible();
  await page.getByLabel("State").selectOption("Waiting");
  await expect(job).toBeVisible();

  // A long list goes on: here a page holds one job.
  await invite(lead, scheme, "femi.ebo@demo.example", "Ebo");
  await page.route("**/api/v1/jobs*", (route) => {
    const url = new URL(route.request().url());
    url.searchParams.set("limit", "1");
    return route.continue({ url: url.href });
  });
  await page.goto("/jobs?state=waiting");
  await expect(job).toHaveCount(1);
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(page).toHaveURL(/state=waiting&after=/);
  await expect(page.getByRole("link", { name: "Next page" })).toHaveCount(0);
  await expect(job).toHaveCount(1);
  await expectAccessible();
  await page.getByRole("link", { name: "Back to the start" }).click();
  await expect(page).not.toHaveURL(/after=/);
  await page.unroute("**/api/v1/jobs*");

  await rename(`${post}-away`, `${post}-back`);
  await rename(post, `${post}-spoiled`);
  await rename(`${post}-back`, post);
  await expect(async () => {
    await page.goto("/jobs");
    await expect(page.getByRole("heading", { name: "All done" })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await page.goto("/mail");
  await expect(page.getByRole("row").filter({ hasText: "femi.diaz@demo.example" })).toContainText("Sent");
});

for (const person of Object.keys(people) as Person[]) {
  test(`every place in the menu of the ${person} opens, fits the screen, and can be used by everybody`, async ({ page, signIn, expectAccessible }) => {
    test.slow();
    await signIn(person);
    await page.goto("/more");
    const links = page.getByRole("main").getByRole("link");
    await expect(links.filter({ hasText: "Profile" })).toBeVisible();
    const places = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
    for (const place of ["/more", ...places]) {
      await page.goto(place);
      await expect(page.getByRole("heading", { level: 1 }), place).toBeVisible();
      await expect(page.getByRole("status").filter({ hasText: "Loading" }), place).toHaveCount(0);
      await expect(page.getByRole("alert"), place).toHaveCount(0);
      await expectAccessible();
      const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
      expect(content, `${place} scrolls sideways`).toBeLessThanOrEqual(screen ?? 0);
    }
  });
}

test("a mentee finds no staff page, by menu or by address", async ({ page, signIn, apiAs, expectAccessible }) => {
  const lead = await apiAs("lead");
  const scheme = (await lead.get<Schemes>("/schemes")).items[0]?.id ?? "";
  const mentee = await apiAs("mentee");
  await signIn("mentee");
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: /Hello Daniel/ })).toBeVisible();
  await expectAccessible();
  const places = page.getByRole("navigation", { name: "Main" }).getByRole("link");
  await expect(places.filter({ hasText: /People|Accounts|Mail|Activity|Jobs|Imports|Proposals|Schemes/ })).toHaveCount(0);

  const staff = ["/people", "/mail", "/activity", "/jobs", "/schemes", "/schemes/new", `/schemes/${scheme}`, ...["people", "imports", "imports/new", "lists", "proposals", "groups", "rematch", "settings"].map((page) => `/schemes/${scheme}/${page}`)];
  for (const address of staff) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1, name: "This page is not for your role" }), address).toBeVisible();
    await expect(page.getByRole("main").getByRole("link"), address).toHaveText(["Go home"]);
    await expect(page.getByRole("alert"), address).toHaveCount(0);
    await expect(page.getByRole("row"), address).toHaveCount(0);
    await expect(page.getByRole("textbox"), address).toHaveCount(0);
  }
  await expectAccessible();
  for (const data of ["/people", "/mail", "/audit-events", "/jobs", `/schemes/${scheme}/participants`, `/cohort-imports?scheme_id=${scheme}`, `/schemes/${scheme}/groups`]) {
    expect([403, 404], data).toContain(await mentee.status(data));
  }
});

test("a mentee can't look at what only staff set", async ({ page, signIn, apiAs }) => {
  const scheme = (await (await apiAs("lead")).get<Schemes>("/schemes")).items[0]?.id ?? "";
  await signIn("mentee");
  await page.goto(`/schemes/${scheme}/settings`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("button", { name: "Save the scheme" })).toHaveCount(0);
});

test("the installation's jobs are not a scheme lead's, by menu or by address", async ({ page, signIn, expectAccessible }) => {
  await signIn("lead");
  await page.goto("/jobs");
  await expect(page.getByRole("heading", { level: 1, name: "This page is not for your role" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Jobs" })).toHaveCount(0);
  await expectAccessible();
  await page.getByRole("link", { name: "Go home" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Hello Helen/ })).toBeVisible();
});

test("an address that leads nowhere says so, with a way home", async ({ page, signIn, expectAccessible }) => {
  await signIn("mentor");
  await page.goto("/no-such-place");
  await expect(page.getByRole("heading", { level: 1, name: "There is no page here" })).toBeVisible();
  await expectAccessible();
  await page.getByRole("link", { name: "Go home" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Hello Amina/ })).toBeVisible();
});

test("the API's pages open without the internet and ask nobody else for anything", async ({ page, baseURL }) => {
  const elsewhere: string[] = [];
  const here = new URL(baseURL ?? "").host;
  await page.context().route("**", (route) => {
    const url = new URL(route.request().url());
    if (url.host === here || url.protocol === "data:") return route.continue();
    elsewhere.push(url.href);
    return route.abort();
  });
  test.setTimeout(120_000);
  await page.goto("/api/docs/");
  // Every operation and type of the document is drawn first.
  await expect(page.getByRole("heading", { name: /^Cairn/ })).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: /^GET \/api\/v1\/about/ }).click();
  await page.getByRole("button", { name: "Try it out" }).click();
  await page.getByRole("button", { name: "Execute" }).click();
  await expect(page.locator(".live-responses-table")).toContainText('"demo_accounts"');
  expect(elsewhere).toEqual([]);
});

test("without a mouse: sign in, pass over the menu, and land on the page's own title", async ({ page, expectAccessible }) => {
  await page.goto("/settings");
  const { email, password } = account("mentor");
  await expect(page.getByLabel("Email")).toBeVisible();
  await tabTo(page, page.getByLabel("Email"));
  await page.keyboard.type(email);
  await tabTo(page, page.getByLabel("Password"), 1);
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "How Cairn behaves for you" })).toBeVisible();
  await expectAccessible();

  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "How Cairn behaves for you" })).toBeVisible();
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the page" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await expectAccessible();
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();
  await tabTo(page, page.getByLabel("My email address"), 1);
  await tabTo(page, page.getByLabel("Light or dark"), 6);
  await page.keyboard.type("Dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "cairn-night");
  await tabTo(page, page.getByRole("button", { name: "Save my settings" }), 2);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Your settings are saved.")).toBeVisible();

  // A link moves on to the next page's title.
  await tabTo(page, page.getByRole("link", { name: "My training", exact: true }).locator("visible=true").first(), 60);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "You are cleared to mentor" })).toBeFocused();
});
