import { readFile } from "node:fs/promises";
import type { Download, Page } from "@playwright/test";
import { test, expect } from "./support/api.js";
import { type Mentor, type Page as Listed, daysAgo, logWork, mentor } from "./support/recognition.js";
import { mentorToBe, scheme } from "./support/training.js";

/** From an empty dashboard to the HEAR export: what staff set, look at, give, take back and verify. */

test.describe.configure({ mode: "serial" });

/** The server works on what follows a change for a while. */
const long = { timeout: 20_000 };

let home = "";
let asha: Mentor;
let ben: Mentor;
const at = (rest: string) => `/schemes/${home}/recognition${rest}`;

async function saved(page: Page, button: string): Promise<Download> {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button, exact: true }).first().click()]);
  return file;
}
const bytes = async (file: Download) => readFile(await file.path());

async function tab(page: Page, name: string) {
  await page.getByRole("navigation", { name: "Recognition", exact: true }).getByRole("link", { name, exact: true }).click();
}

test("a lead makes an award and sees first who would get it", async ({ page, signIn, apiAs, linkTo, expectAccessible }) => {
  const lead = await apiAs("lead");
  home = await scheme(lead, "Recognised together");
  asha = await mentor(lead, linkTo, home, ["Asha", "Rowan"], "s7000001");
  ben = await mentor(lead, linkTo, home, ["Ben", "Sorrel"], "s7000002");
  await signIn("lead");

  await page.goto(at(""));
  await expect(page.getByRole("heading", { level: 1, name: "Recognition" })).toBeVisible();
  await expect(page.getByText("Nothing waits for you just now.")).toBeVisible();
  await expectAccessible();
  await page.getByRole("link", { name: "Make the first award" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "New award" })).toBeFocused();
  await expectAccessible();

  // What can't be kept is refused beside its field, before it is sent.
  await page.getByRole("button", { name: "Save the award" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await expect(page.getByLabel("Name", { exact: true })).toHaveAccessibleDescription(/1 to 100 characters/);
  await page.getByLabel("Name", { exact: true }).fill("Student Mentor Award");
  await page.getByLabel("Tier").selectOption("Gold");
  await page.getByLabel("Who it is for").fill("For mentors who stayed in touch all term.");
  await page.getByLabel("Thing to do 1 of block 1").selectOption("Meetings held");
  await page.getByRole("spinbutton", { name: "meetings" }).fill("1");
  await page.getByRole("spinbutton", { name: "hours" }).fill("3");

  await page.getByRole("button", { name: "Try this rule" }).click();
  await expect(page.getByText("0 of 2 would get it")).toBeVisible();
  await expectAccessible();
  await page.getByRole("spinbutton", { name: "hours" }).fill("2");
  await expect(page.getByText("You have changed the rule since.")).toBeVisible();
  // Edits that are not saved are not lost by a link.
  await page.getByRole("navigation", { name: "Where you are" }).getByRole("link", { name: "Awards" }).click();
  const leaving = page.getByRole("dialog", { name: "Leave without saving?" });
  await leaving.getByRole("button", { name: "Stay here" }).click();
  await page.getByRole("button", { name: "Save the award" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Student Mentor Award, Gold" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("spinbutton", { name: "hours" })).toHaveValue("2");
  await expectAccessible();

  await page.getByRole("navigation", { name: "Where you are" }).getByRole("link", { name: "Awards" }).click();
  await expect(page.getByText("Asks for: 1 meeting held and 2 hours.")).toBeVisible();
  await expectAccessible();
});

test("staff confirm what mentors wrote down, and say why not", async ({ page, signIn, apiAs, expectAccessible }) => {
  const own = await apiAs(asha);
  await logWork(own, home, "hours", 120, "Helped two first years to plan their reading.");
  await logWork(own, home, "meeting", 60, "Met my group at the library.");
  const other = await apiAs(ben);
  await logWork(other, home, "hours", 30, "Wrote to everybody in my group.");
  await signIn("lead");
  await page.goto(at(""));
  await page.getByRole("link", { name: "3 pieces of evidence wait to be confirmed" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Evidence to confirm" })).toBeFocused();
  await expect(page.getByRole("main").getByRole("listitem").filter({ hasText: "Waits for staff" })).toHaveCount(3);
  await expectAccessible();

  await page.getByRole("checkbox", { name: /^Choose Ben Sorrel/ }).check();
  await page.getByRole("button", { name: "Don't confirm" }).first().click();
  const refusing = page.getByRole("dialog", { name: "Don't confirm" });
  await refusing.getByRole("button", { name: "Don't confirm" }).click();
  await expect(refusing.getByLabel("Why")).toBeFocused();
  await expectAccessible();
  await refusing.getByLabel("Why").fill("Please say on which day it was.");
  await refusing.getByRole("button", { name: "Don't confirm" }).click();
  await expect(page.getByText("1 not confirmed. The mentor gets a letter.")).toBeVisible();
  await expect(page.getByRole("main").getByRole("listitem").filter({ hasText: "Waits for staff" })).toHaveCount(2);

  // The rest with the keyboard alone.
  await page.getByRole("checkbox", { name: /^Choose all on this page/ }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Confirm", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("2 confirmed.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Nothing waits to be confirmed" })).toBeVisible();
  await expectAccessible();
  const { items } = await (await apiAs("lead")).get<Listed<{ name: string; state: string; kind: string }>>(`/evidence?scheme_id=${home}`);
  const states = items.filter((e) => e.kind !== "training").map((e) => `${e.name}: ${e.state}`).sort();
  expect(states).toEqual(["Asha Rowan: confirmed", "Asha Rowan: confirmed", "Ben Sorrel: refused"]);

  // What a system reports of a day that is confirmed already waits: it may be the same work. Staff say whether it is.
  const lead = await apiAs("lead");
  const item = { reference: "4711", scheme_id: home, student_number: "s7000001", kind: "hours", happened_on: daysAgo(3), minutes: 60 };
  const [sent] = await lead.put<{ result: string; detail: string }[]>("/evidence", { source: "teams", items: [item] });
  expect(sent?.detail).toContain("may be the same work");
  await page.goto(at("/evidence?state=waiting"));
  await expect(page.getByText("Look twice: Another piece of this day may be the same work. Is it other work?")).toBeVisible();
  await page.getByRole("checkbox", { name: /^Choose Asha Rowan/ }).check();
  await page.getByRole("button", { name: "Confirm", exact: true }).click();
  await expect(page.getByText("1 piece stayed as it was")).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: /^It is other work: confirm Asha Rowan/ }).click();
  await expect(page.getByText("Confirmed as other work.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Nothing waits to be confirmed" })).toBeVisible();
  await expect(page.getByText("1 piece stayed as it was")).toHaveCount(0);

  // A mentor is signed off as a whole.
  await page.goto(at(`/mentors/${ben.participant}`));
  await expect(page.getByText("Staff said: Please say on which day it was.")).toBeVisible();
  await page.getByRole("button", { name: "Sign off" }).click();
  const signing = page.getByRole("dialog", { name: "Sign off Ben Sorrel" });
  await signing.getByLabel("What you saw").fill("Kept in touch with everybody, all term.");
  await expectAccessible();
  await signing.getByRole("button", { name: "Sign off" }).click();
  await expect(page.getByText("Kept in touch with everybody, all term.")).toBeVisible();
  await expectAccessible();
});

test("an award is given to all who have earned it, and one is taken back", async ({ page, signIn, apiAs, expectAccessible }) => {
  await signIn("lead");
  await page.goto(at(""));
  const figures = await saved(page, "CSV");
  expect(figures.suggestedFilename()).toBe("recognition-figures.csv");
  expect((await bytes(figures)).toString()).toContain("all,,mentors,2,mentors");
  await tab(page, "Mentors");
  await expect(page.getByRole("heading", { level: 1, name: "Mentors and their awards" })).toBeFocused();
  const row = page.getByRole("row").filter({ hasText: "Asha Rowan" });
  await expect(row).toContainText("Has earned it, not given yet", long);
  await expect(page.getByRole("row").filter({ hasText: "Ben Sorrel" })).toContainText("2 hours");
  await expectAccessible();
  await page.getByLabel("Where they stand").selectOption("Has earned it, not given yet");
  await expect(page.getByRole("row").filter({ hasText: "Ben Sorrel" })).toHaveCount(0);
  await expect(page).toHaveURL(/filter=ready/);
  expect((await bytes(await saved(page, "CSV"))).toString()).toContain("Asha Rowan");

  await page.getByRole("link", { name: "Give this award" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Give Student Mentor Award, Gold" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Asha Rowan" })).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: "Give it to everybody who has earned it" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Give it", exact: true }).click();
  await expect(page.getByText("1 given.")).toBeVisible(long);
  await expect(page.getByRole("heading", { name: "Nobody waits for it" })).toBeVisible(long);
  await expectAccessible();
  // Again, as another tab or a second press would: nobody is given it twice.
  await page.getByRole("button", { name: "Give it to everybody who has earned it" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Give it", exact: true }).click();
  await expect(page.getByText("0 given.")).toBeVisible(long);

  await page.goto(at(`/mentors/${ben.participant}`));
  await page.getByRole("button", { name: "Give an award" }).click();
  const giving = page.getByRole("dialog", { name: "Give Ben Sorrel an award" });
  await giving.getByLabel("Award", { exact: true }).selectOption("Student Mentor Award, Gold");
  await giving.getByRole("checkbox", { name: /although the rule is not met/ }).check();
  await giving.getByLabel("Why the rule is set aside").fill("Took over a group in the middle of term.");
  await expectAccessible();
  await giving.getByRole("button", { name: "Give the award" }).click();
  await expect(page.getByText("Given despite the rule: Took over a group in the middle of term.")).toBeVisible(long);

  await page.goto(at("/grants"));
  await expect(page.getByRole("heading", { level: 1, name: "Awards that were given" })).toBeVisible();
  const given = page.getByRole("main").getByRole("listitem").filter({ has: page.getByRole("heading", { level: 2 }) });
  await expect(given).toHaveCount(2);
  await expectAccessible();
  const own = given.filter({ hasText: "Ben Sorrel" });
  await own.getByRole("button", { name: /^Take back/ }).click();
  const back = page.getByRole("dialog", { name: "Take Student Mentor Award, Gold back from Ben Sorrel" });
  await back.getByLabel("Why").fill("Given to the wrong person.");
  await expectAccessible();
  await back.getByRole("button", { name: "Take it back" }).click();
  await expect(own).toContainText("Taken back");
  await expect(own.getByRole("button", { name: /^Take back/ })).toHaveCount(0);
  const { items } = await (await apiAs("lead")).get<Listed<{ name: string; state: string }>>(`/award-grants?scheme_id=${home}`);
  expect(items.map((g) => `${g.name}: ${g.state}`).sort()).toEqual(["Asha Rowan: valid", "Ben Sorrel: revoked"]);
});

test("certificates are printed, one and all together", async ({ page, signIn, expectAccessible }) => {
  test.setTimeout(120_000);
  await signIn("lead");
  await page.goto(at("/grants"));
  const own = page.getByRole("listitem").filter({ hasText: "Asha Rowan" });
  const [one] = await Promise.all([page.waitForEvent("download"), own.getByRole("button", { name: /^Certificate of Asha/ }).click()]);
  expect((await bytes(one)).subarray(0, 5).toString()).toBe("%PDF-");
  await page.getByRole("button", { name: "Certificates as ZIP" }).click();
  await expect(page.getByText("1 of 1", { exact: true })).toBeVisible({ timeout: 60_000 });
  await expectAccessible();
  const zip = await saved(page, "Download the ZIP");
  expect((await bytes(zip)).subarray(0, 2).toString()).toBe("PK");
});

test("a certificate is made out to another name, when staff say so", async ({ page, signIn, apiAs }) => {
  const own = await apiAs(asha);
  const me = await own.get<{ profile: Record<string, unknown>; version: number }>("/me");
  await own.put("/me/profile", { ...me.profile, family_name: "Rowan-Hill" }, me.version);
  await signIn("lead");
  await page.goto(at("/grants"));
  const given = page.getByRole("listitem").filter({ hasText: "Asha Rowan-Hill" });
  await expect(given).toContainText("Made out to Asha Rowan");
  await given.getByRole("button", { name: "Make it out to Asha Rowan-Hill" }).click();
  await expect(page.getByText("Made out to")).toHaveCount(0);
  await expect(given.getByRole("button", { name: /^Make it out/ })).toHaveCount(0);
  await own.put("/me/profile", me.profile, me.version + 1);
});

test("an appeal is answered", async ({ page, signIn, apiAs, expectAccessible }) => {
  const own = await apiAs(ben);
  const { items } = await (await apiAs("lead")).get<Listed<{ id: string; name: string }>>(`/award-grants?scheme_id=${home}&state=revoked`);
  await own.post("/me/appeals", { scheme_id: home, subject: "grant", subject_id: items[0]?.id, text: "It was meant for me." });
  await signIn("lead");
  await page.goto(at("/appeals"));
  await expect(page.getByText("It was meant for me.")).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: "Answer Ben Sorrel" }).click();
  const answer = page.getByRole("dialog", { name: "Answer Ben Sorrel" });
  await answer.getByLabel("Your answer").fill("You are right. We will give it again.");
  await answer.getByRole("button", { name: "Send the answer" }).click();
  await expect(answer.getByRole("alert")).toContainText("Choose whether you agree.");
  await answer.getByRole("radio", { name: "I agree with the student" }).check();
  await expectAccessible();
  await answer.getByRole("button", { name: "Send the answer" }).click();
  await expect(page.getByRole("main").getByRole("listitem").filter({ hasText: "It was meant for me." })).toContainText("Agreed");
});

test("the HEAR: from the register to the export", async ({ page, signIn, apiAs, expectAccessible }) => {
  await signIn("lead");
  await page.goto(at("/hear/new"));
  await expect(page.getByRole("heading", { level: 1, name: "New activity" })).toBeVisible();
  const blocks = page.getByRole("status").filter({ has: page.getByRole("list") });
  await expect(blocks).toContainText("The activity has no named verifier.");
  await page.getByLabel("Title").fill("Student mentor");
  await expect(page.getByText("14 of 150 characters")).toBeVisible();
  await page.getByLabel("Description").fill("x".repeat(401));
  await expect(page.getByText("401 of 400 characters")).toBeVisible();
  await expect(blocks).toContainText("The description is longer than the limit.");
  await expect(page.getByLabel("Description")).toHaveAttribute("aria-invalid", "true");
  await expectAccessible();
  await page.getByLabel("Description").fill("See www.example.org");
  await expect(blocks).toContainText("web address");
  await page.getByLabel("Description").fill("Supported a group of new students through their first term.");
  await page.getByRole("checkbox", { name: "Mainly paid work" }).check();
  await expect(blocks).toContainText("mainly paid");
  await page.getByRole("checkbox", { name: "Mainly paid work" }).uncheck();
  await page.getByLabel("Who offers it").fill("Student Experience");
  await page.getByLabel("Key contact").fill("Helen Carter, Student Experience");
  await page.getByLabel("Verifier").fill("Ruth Adeyemi, Senior Lecturer");
  await page.getByLabel("Protocol").fill("A supervisor confirms each entry of the log.");
  await page.getByLabel("Hours that an entry needs").fill("2");
  await page.getByRole("button", { name: "Save the activity" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "The HEAR" })).toBeVisible();
  await expect(page.getByText("has not been confirmed for this academic year")).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: /^Confirm Student mentor for/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Confirm it" }).click();
  await expect(page.getByText("Nothing in the way")).toBeVisible();
  await page.getByRole("link", { name: "Student mentor", exact: true }).click();
  await expect(page.getByText("Nothing stands in the way of this activity.")).toBeVisible();
  await expectAccessible();

  const lead = await apiAs("lead");
  const [activity] = await lead.get<{ id: string }[]>(`/hear-activities?scheme_id=${home}`);
  for (const who of [asha, ben]) await (await apiAs(who)).post("/me/hear-entries", { activity_id: activity?.id });
  await page.goto(at("/hear/entries"));
  const entries = page.getByRole("main").getByRole("listitem").filter({ has: page.getByRole("checkbox") });
  await expect(entries).toHaveCount(2);
  await expect(entries.filter({ hasText: "Ben Sorrel" })).toContainText("not enough confirmed hours");
  await expectAccessible();
  await page.getByRole("checkbox", { name: /^Choose all on this page/ }).check();
  await page.getByRole("button", { name: "Verify", exact: true }).click();
  const verifying = page.getByRole("dialog", { name: "Verify 2 entries?" });
  await expectAccessible();
  await verifying.getByRole("button", { name: "Verify them" }).click();
  await expect(page.getByText("1 verified.")).toBeVisible();
  await expect(page.getByText("1 entry could not be verified")).toBeVisible();
  await expect(entries).toHaveCount(1);

  const lines = (await bytes(await saved(page, "CSV"))).toString().trim().split(/\r?\n/);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain("s7000001");
  expect(lines[1]).toContain("Student mentor");
  const kept = JSON.parse((await bytes(await saved(page, "JSON"))).toString()) as { student_number: string; section: string; hours: number }[];
  expect(kept).toMatchObject([{ student_number: "s7000001", section: "6.1", hours: 4 }]);

  await page.getByRole("link", { name: "Asha Rowan" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "What the entry rests on" })).toBeVisible();
  await expect(page.getByText("Part of something verified")).toHaveCount(3);
  await expectAccessible();
  await page.getByRole("button", { name: "Open it again" }).click();
  const opening = page.getByRole("dialog", { name: "Open the entry again" });
  await opening.getByLabel("Why").fill("The date of one meeting is wrong.");
  await expectAccessible();
  await opening.getByRole("button", { name: "Open it again" }).click();
  await expect(page.getByText("Part of something verified")).toHaveCount(0);
  expect(await lead.get(`/hear-export?scheme_id=${home}`)).toEqual([]);
});

test("outcomes for credit are set for a programme", async ({ page, signIn, apiAs, expectAccessible }) => {
  const lead = await apiAs("lead");
  // Credit belongs to a programme: the scheme has those of its people.
  const [first] = await lead.get<{ id: string }[]>("/programmes");
  await mentorToBe(lead, home, ["Cleo", "Fern"], { programme_id: first?.id });
  await signIn("lead");
  await page.goto(at("/credit"));
  await expect(page.getByRole("heading", { name: "No claim here" })).toBeVisible();
  await expectAccessible();
  await page.goto(at("/credit/outcomes"));
  await expect(page.getByRole("heading", { name: "Choose a programme" })).toBeVisible();
  await expectAccessible();
  const { programmes } = await lead.get<{ programmes: { id: string; code: string }[] }>(`/schemes/${home}/lists`);
  const [programme] = programmes;
  if (!programme) throw new Error("there is no programme");
  await page.getByLabel("Programme").selectOption(programme.code);
  await page.getByRole("button", { name: "Add an outcome" }).click();
  const card = page.getByRole("group", { name: "Outcome 1" });
  await card.getByLabel("Code, like LO1").fill("LO1");
  await card.getByLabel("What a student shows").fill("Reflects on how they support others.");
  await card.getByLabel("Hours that it needs").fill("many");
  await page.getByRole("button", { name: "Save the outcomes" }).click();
  await expect(card.getByLabel("Hours that it needs")).toBeFocused();
  await card.getByLabel("Hours that it needs").fill("1.5");
  // Where the page is scrolled, the bar above covers a part of what passes under it.
  await page.evaluate(() => {
    scrollTo(0, 0);
  });
  await expectAccessible();
  await page.getByRole("button", { name: "Save the outcomes" }).click();
  await expect(page.getByText("The learning outcomes are saved.")).toBeVisible();
  const kept = await lead.get<{ minutes_needed: number }[]>(`/wbl-outcomes?scheme_id=${home}&programme_id=${programme.id}`);
  expect(kept).toMatchObject([{ code: "LO1", minutes_needed: 90 }]);
});

test("an institution admin sets the certificate and the rules of the HEAR", async ({ page, signIn, expectAccessible }) => {
  await signIn("admin");
  await page.goto("/recognition-institution");
  await expect(page.getByRole("heading", { level: 1, name: "The certificate" })).toBeVisible();
  await expectAccessible();
  await page.getByLabel("Main colour").fill("#ffff00");
  await expect(page.getByText(/It needs 4.5:1/)).toBeVisible();
  await page.getByLabel("Main colour").fill("#1f5c4d");
  const crest = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#1f5c4d"/></svg>';
  await page.getByLabel("Crest", { exact: true }).setInputFiles({ name: "crest.svg", mimeType: "image/svg+xml", buffer: Buffer.from(crest) });
  await page.getByLabel("What the crest shows").fill("A green square");
  await expect(page.getByRole("img", { name: "A green square" })).toBeVisible();
  await expectAccessible();
  const preview = await saved(page, "Preview as PDF");
  expect((await bytes(preview)).subarray(0, 5).toString()).toBe("%PDF-");
  await page.getByRole("button", { name: "Save the certificate" }).click();
  await expect(page.getByText("The certificate is saved.")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("img", { name: "A green square" })).toBeVisible();

  await page.getByRole("navigation", { name: "Recognition in the institution" }).getByRole("link", { name: "HEAR rules" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "The rules of the HEAR" })).toBeFocused();
  await expectAccessible();
  await page.getByLabel("Longest description, in characters").fill("10");
  await page.getByRole("button", { name: "Save the rules" }).click();
  await expect(page.getByLabel("Longest description, in characters")).toHaveAccessibleDescription(/50 to 2,000/);
  await page.getByLabel("Longest description, in characters").fill("750");
  await page.getByRole("button", { name: "Save the rules" }).click();
  await expect(page.getByText("The rules are saved.")).toBeVisible();
});

test("every page fits a phone", async ({ page, signIn, expectAccessible }) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn("lead");
  for (const rest of ["", "/mentors", "/evidence", "/awards", "/awards/new", "/grants", "/hear", "/hear/new", "/hear/entries", "/credit"]) {
    await page.goto(at(rest));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible();
    const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    expect(content, `the width of ${rest}`).toBeLessThanOrEqual(screen ?? 0);
  }
});

test("a supervisor confirms, and is not offered what leads do", async ({ page, signIn, apiAs }) => {
  const { items } = await (await apiAs("supervisor")).get<Listed<{ id: string }>>("/schemes");
  await signIn("supervisor");
  await page.goto(`/schemes/${items[0]?.id}/recognition`);
  await expect(page.getByRole("heading", { level: 1, name: "Recognition" })).toBeVisible();
  const tabs = page.getByRole("navigation", { name: "Recognition", exact: true });
  await expect(tabs.getByRole("link", { name: "Evidence" })).toBeVisible();
  await expect(tabs.getByRole("link", { name: "Appeals" })).toHaveCount(0);
  await tabs.getByRole("link", { name: "Awards" }).click();
  await expect(page.getByRole("link", { name: "New award" })).toHaveCount(0);
  await page.goto(`/schemes/${items[0]?.id}/recognition/appeals`);
  await expect(page.getByRole("heading", { level: 1, name: "This page is not for your role" })).toBeVisible();
});
