import path from "node:path";
import type { Locator, Page } from "@playwright/test";
import { test, expect } from "./support/api.js";

/** From a real cohort file to groups that a mentor and a mentee see, and what happens to the groups afterwards. */

const demo = (name: string) => path.resolve(import.meta.dirname, "..", "demo", "oulad", name);

/** A large cohort takes the server a while on a small machine. */
const long = { timeout: 60_000 };

interface Scheme {
  id: string;
}

/** The demo's scheme. */
async function welcome(apiAs: (who: "lead") => Promise<{ get: <T>(path: string) => Promise<T> }>): Promise<string> {
  const [scheme] = (await (await apiAs("lead")).get<{ items: Scheme[] }>("/schemes")).items;
  expect(scheme).toBeDefined();
  return scheme?.id ?? "";
}

async function bringIn(page: Page, scheme: string, file: string) {
  await page.goto(`/schemes/${scheme}/imports/new`);
  await page.getByLabel("The file").setInputFiles(demo(file));
  await expect(page.getByRole("heading", { level: 1, name: "Which column is which?" })).toBeVisible(long);
  await page.getByRole("button", { name: "Check the file" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "What the file would do" })).toBeVisible(long);
  await page.getByRole("button", { name: "Apply the file" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "The file is in" })).toBeVisible(long);
}

async function propose(page: Page, scheme: string, strategy: string, name: string) {
  await page.goto(`/schemes/${scheme}/proposals`);
  await page.getByRole("button", { name: "Propose groups" }).click();
  const dialog = page.getByRole("dialog", { name: "Who should be together?" });
  await dialog.getByRole("radio", { name: strategy }).check();
  await dialog.getByText("Name and seed").click();
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByLabel("Seed").fill("7");
  await dialog.getByRole("button", { name: "Form the groups" }).click();
  await expect(card(page, name).getByText("Ready to look at")).toBeVisible(long);
}

function card(page: Page, name: string): Locator {
  return page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 2, name, exact: true }) });
}

/** A group of the board that is on the screen. */
function group(page: Page, label: string): Locator {
  return page.getByRole("heading", { level: 2, name: label }).locator("xpath=ancestor::*[contains(@class,'card')][1]");
}

test.describe.configure({ mode: "serial" });

test("a lead brings in a real cohort, compares two ways of grouping it, adjusts, and publishes one", async ({
  page,
  signIn,
  apiAs,
  expectAccessible,
}) => {
  test.setTimeout(300_000);
  const scheme = await welcome(apiAs);
  await signIn("lead");
  await bringIn(page, scheme, "bbb-mentors.csv");
  await bringIn(page, scheme, "bbb-mentees.csv");

  await page.goto(`/schemes/${scheme}/groups`);
  await expect(page.getByRole("heading", { name: "No groups yet" })).toBeVisible();
  await expectAccessible();
  await propose(page, scheme, "Keep tutor groups together", "Tutor groups together");
  await propose(page, scheme, "Mix people who would not meet otherwise", "Mixed");
  await expectAccessible();

  // Side by side.
  await card(page, "Tutor groups together").getByRole("checkbox", { name: /Compare/ }).check();
  await card(page, "Mixed").getByRole("checkbox", { name: /Compare/ }).check();
  await page.getByRole("link", { name: "Compare these two" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Mixed" })).toBeVisible();
  await expect(page.getByText("the fewest possible with these sizes")).toBeVisible();
  await expect(page.getByText(/of [\d,]+ mentees stay with their tutor group/)).toBeVisible();
  await expectAccessible();

  // By hand: with the keyboard alone, and taken back.
  const mixed = page.getByRole("heading", { level: 2, name: "Mixed" }).locator("xpath=ancestor::section[1]");
  await mixed.getByRole("link", { name: "Look inside and adjust" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Mixed" })).toBeVisible();
  await page.getByLabel("Find a person or group").fill("AAA-00");
  await page.keyboard.press("Enter");
  const first = group(page, "AAA-001");
  await expect(first).toBeVisible();
  await expectAccessible();
  const mover = first.locator("ul").last().getByRole("button", { name: /^Move / }).first();
  const name = ((await mover.getAttribute("aria-label")) ?? "").replace("Move ", "");
  await mover.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: `Move ${name} to…` });
  await expect(dialog).toBeVisible();
  await expectAccessible();
  await dialog.getByLabel("Find a group or mentor").fill("AAA-002");
  await dialog.getByRole("button", { name: /^AAA-002/ }).press("Enter");
  await expect(group(page, "AAA-002").getByRole("button", { name: `Move ${name}` })).toBeVisible();
  await page.getByRole("button", { name: "Undo (1)" }).click();
  await expect(first.getByRole("button", { name: `Move ${name}` })).toBeVisible();
  await expect(page.getByRole("button", { name: "Undo (0)" })).toBeDisabled();

  // By drag and drop, on the page as it comes again: the search is in its address.
  await page.reload();
  await expect(first).toBeVisible();
  const row = first.getByRole("listitem").filter({ has: page.getByRole("button", { name: `Move ${name}` }) });
  await row.hover();
  await page.mouse.down();
  // The drag begins before anything scrolls.
  await row.hover({ position: { x: 20, y: 20 } });
  await group(page, "AAA-002").hover();
  await page.mouse.up();
  await expect(group(page, "AAA-002").getByRole("button", { name: `Move ${name}` })).toBeVisible();
  await page.getByRole("button", { name: "Undo (1)" }).click();
  await expect(first.getByRole("button", { name: `Move ${name}` })).toBeVisible();

  await page.getByRole("button", { name: "Publish these groups" }).click();
  await expectAccessible();
  const confirm = page.getByRole("dialog").filter({ has: page.getByRole("button", { name: /^Publish/ }) });
  await confirm.getByRole("button", { name: /^Publish/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Mentor groups" })).toBeVisible(long);
  await expect(page.getByRole("table", { name: "Mentor groups" }).getByRole("row").nth(1)).toBeVisible();
  await expectAccessible();

  // The other proposal was for the same people: it says so once, and there is nothing to publish in it.
  const overtaken = page.getByText(/^(Other groups were published for these people|Some of these people were given a group) since\.$/);
  await page.goto(`/schemes/${scheme}/proposals`);
  await expect(overtaken).toHaveCount(1);
  await card(page, "Tutor groups together").getByRole("link", { name: "Look inside" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Tutor groups together" })).toBeVisible(long);
  await expect(overtaken).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Put aside" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^(Publish|Undo|Move) / })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: /broken$/ })).toHaveCount(0);
  await expectAccessible();
});

test("the mentor sees who is in the group, how to reach them and whom to ask", async ({ page, signIn, expectAccessible }) => {
  await signIn("mentor");
  await page.goto("/");
  await expect(page.getByText("What happens next")).toBeVisible();
  await expectAccessible();
  await page.getByRole("link", { name: "My group" }).first().click();
  await expect(page.getByRole("heading", { level: 2, name: "Your mentees" })).toBeVisible();
  await expect(page.getByRole("main").getByText("Amina Khan").first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Write to Sanjay Rao" })).toBeVisible();
  await expectAccessible();
});

test("the mentee sees their group, their mentor and what happens next, and asks for a change", async ({ page, signIn, expectAccessible }) => {
  await signIn("mentee");
  await page.goto("/");
  await expect(page.getByText("What happens next")).toBeVisible();
  await expectAccessible();
  await page.getByRole("link", { name: "My group" }).first().click();
  await expect(page.getByRole("heading", { level: 2, name: "Your mentor", exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "Your group" })).toBeVisible();
  await expect(page.getByRole("main").getByText("Daniel Osei").first()).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: "Ask for a change of mentor" }).click();
  const dialog = page.getByRole("dialog", { name: "A change of mentor" });
  await dialog.getByLabel(/find a good match/).fill("Somebody on my campus would be great.");
  await expectAccessible();
  await dialog.getByRole("button", { name: "Ask for a change" }).click();
  await expect(page.getByText("You have asked for a change of mentor.")).toBeVisible();
});

test("staff find the request with the smallest change, and serve it", async ({ page, signIn, apiAs, expectAccessible }) => {
  const scheme = await welcome(apiAs);
  await signIn("lead");
  await page.goto(`/schemes/${scheme}/rematch`);
  await expect(page.getByRole("heading", { level: 2, name: "Daniel Osei" })).toBeVisible();
  // The demo's two are pinned together: that has to go first.
  await expect(page.getByText("They are pinned to their mentor.")).toBeVisible();
  await page.goto(`/schemes/${scheme}/proposals`);
  await page.getByRole("button", { name: "Let go: Daniel Osei stays with Amina Khan" }).click();
  await expect(page.getByText("Daniel Osei stays with Amina Khan")).toHaveCount(0);
  await page.goto(`/schemes/${scheme}/rematch`);
  await expect(page.getByText("Somebody on my campus would be great.")).toBeVisible();
  await expect(page.getByText(/^What would help: (Move to|Exchange with)/)).toBeVisible();
  await expectAccessible();
  const before = await (await apiAs("mentee")).get<{ groups: { id: string }[] }>("/me/groups");
  await page.getByRole("button", { name: "Do that" }).first().click();
  await expect(page.getByRole("heading", { name: "Already answered" })).toBeVisible();
  const after = await (await apiAs("mentee")).get<{ groups: { id: string }[] }>("/me/groups");
  expect(after.groups[0]?.id).not.toBe(before.groups[0]?.id);
});

test("the dashboard filters by its address, leads into a group, and exports", async ({ page, signIn, apiAs, expectAccessible }) => {
  const scheme = await welcome(apiAs);
  await signIn("lead");
  await page.goto(`/schemes/${scheme}/groups?q=amina+khan`);
  const table = page.getByRole("table", { name: "Mentor groups" });
  await expect(table.getByRole("row")).toHaveCount(2);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Excel" }).click()]);
  expect(download.suggestedFilename()).toBe("mentor-groups.xlsx");
  await table.getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1, name: /^Group AAA-/ })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "Mentees" })).toBeVisible();
  await expectAccessible();
  await page.goto(`/schemes/${scheme}/groups`);
  await page.getByLabel("Order").selectOption("Largest first");
  await expect(page).toHaveURL(/sort=-size/);
});
