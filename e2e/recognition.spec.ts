import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Download, Page } from "@playwright/test";
import { type Account, type Api, test, expect } from "./support/api.js";
import { enter, scheme } from "./support/training.js";

/** A mentor's recognition: from the first hour that is written down to a certificate that anybody can check. */

test.describe.configure({ mode: "serial" });

/** The server works on what follows a change for a while. */
const long = { timeout: 20_000 };

interface Mentor extends Account {
  participant: string;
}
interface Evidence {
  id: string;
  kind: string;
  state: string;
  minutes: number;
}
interface Grant {
  id: string;
  participant_id: string;
  code: string;
  serial: string;
}

let home = "";
let award = "";
let programme = "";
let asha: Mentor;
let grant: Grant;

/** A mentor of a programme who has just accepted the invitation. */
async function newcomer(lead: Api, linkTo: (address: string, about: string) => Promise<string>): Promise<Mentor> {
  const email = "asha.award@demo.example";
  const { id } = await lead.post<{ id: string }>(`/schemes/${home}/participants`, {
    role: "mentor",
    given_name: "Asha",
    family_name: "Award",
    student_number: "s7654321",
    email,
    programme_id: programme,
    level: 5,
    entry_status: "enrolled",
  });
  await lead.post("/invitations/participants", { scheme_id: home, roles: ["mentor"] });
  const token = (await linkTo(email, "Your invitation")).split("#token=")[1];
  const password = "seven quiet otters";
  await lead.post("/auth/invitations/accept", { token, password });
  return { email, password, participant: id };
}

async function waiting(lead: Api): Promise<Evidence[]> {
  return (await lead.get<{ items: Evidence[] }>(`/evidence?scheme_id=${home}&state=waiting`)).items;
}

/** Staff say the same to everything that waits. */
async function decide(lead: Api, decision: "confirm" | "refuse", reason = "") {
  const ids = (await waiting(lead)).map((e) => e.id);
  expect(ids.length, "something waits").toBeGreaterThan(0);
  await lead.post("/evidence/decisions", { ids, decision, reason });
}

/** Writes something down behind the page. */
async function logged(own: Api, kind: string, minutes: number, text: string) {
  const happened_on = new Date().toISOString().slice(0, 10);
  return own.post<Evidence>("/me/evidence", { scheme_id: home, kind, happened_on, minutes, text });
}

/** Nothing on the page is wider than the screen. */
async function fits(page: Page) {
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 844 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `at ${width}`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

async function bytes(download: Download): Promise<Buffer> {
  return readFile(await download.path());
}

/** What Digital Bazaar's libraries say of a badge, with the documents that the server gives to anybody. */
async function verified(credential: object, server: string | undefined, email?: string): Promise<boolean> {
  const file = path.join(await mkdtemp(path.join(tmpdir(), "badge-")), "badge.json");
  await writeFile(file, JSON.stringify(credential));
  const who = email ? ["--email", email] : [];
  const run = spawnSync("node", ["verify/verify.mjs", file, "--documents", server ?? "", ...who], { encoding: "utf8" });
  if (run.status !== 0 && run.status !== 1) throw new Error(`the verifier could not tell: ${run.stdout}${run.stderr}`);
  return (JSON.parse(run.stdout) as { verified: boolean }).verified;
}

test("a mentor logs work, and sees what is still missing", async ({ page, apiAs, linkTo, expectAccessible }) => {
  test.setTimeout(120_000);
  const lead = await apiAs("lead");
  home = await scheme(lead, "Recognised together");
  programme = (await lead.get<{ id: string }[]>("/programmes"))[0]?.id ?? "";
  asha = await newcomer(lead, linkTo);
  const made = await lead.post<{ id: string }>("/awards", {
    scheme_id: home,
    name: "Starter Award",
    tier: "bronze",
    description: "For mentors who gave two hours and met their group.",
    rule: {
      mode: "all",
      blocks: [{ mode: "all", requirements: [{ kind: "hours", hours: 2 }, { kind: "meetings", meetings: 1 }] }],
    },
    has_certificate: true,
    has_badge: true,
  });
  award = made.id;

  await enter(page, asha);
  await page.goto("/");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Recognition" }).locator("visible=true").click();
  await expect(page.getByRole("heading", { level: 1, name: "Your recognition" })).toBeFocused();
  await expect(page.getByText("Two steps to go for Starter Award, Bronze")).toBeVisible(long);
  await expect(page.getByText("0 of 2", { exact: true })).toBeVisible();
  await expectAccessible();
  await fits(page);

  // The form says what is missing, keeps what is typed when it is closed, and gives the focus back.
  const opener = page.getByRole("button", { name: "Log work" }).first();
  await opener.focus();
  await page.keyboard.press("Enter");
  const form = page.getByRole("dialog", { name: "Log work" });
  await expect(form).toBeVisible();
  await expectAccessible();
  await form.getByRole("button", { name: "Add it to my list" }).click();
  await expect(form.getByLabel("Minutes")).toBeFocused();
  await expect(form.getByLabel("Minutes")).toHaveAccessibleDescription(/whole number/);
  await form.getByLabel("What did you do?").fill("Prepared the first meeting of my group.");
  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(form.getByLabel("What did you do?")).toHaveValue("Prepared the first meeting of my group.");
  await form.getByLabel("Minutes").fill("120");
  await form.getByRole("button", { name: "Add it to my list" }).click();
  await expect(page.getByText("It is in your list. It counts once staff have confirmed it.")).toBeVisible();
  await expect(page.getByText("1 entry waits for staff")).toBeVisible();

  await page.getByRole("navigation", { name: "Recognition" }).getByRole("link", { name: "My evidence" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Your evidence" })).toBeFocused();
  const entry = page.getByRole("listitem").filter({ hasText: "Prepared the first meeting" });
  await expect(entry).toContainText("Waits for staff");
  await expect(entry).toContainText("2 h");
  await expectAccessible();
  await fits(page);

  await entry.getByRole("button", { name: "Change" }).click();
  const change = page.getByRole("dialog", { name: "Change what you wrote" });
  await change.getByLabel("What did you do?").fill("Planned the first meeting of my group.");
  await change.getByRole("button", { name: "Save the change" }).click();
  await expect(page.getByText("Planned the first meeting of my group.")).toBeVisible();

  await page.getByRole("button", { name: "Log work" }).first().click();
  await form.getByLabel("What was it?").selectOption("A reflection");
  await form.getByLabel("Your reflection").fill("I learned to listen before I answer.");
  await expect(form.getByText("7 words so far")).toBeVisible();
  await expect(form.getByLabel("Minutes")).toHaveCount(0);
  await form.getByRole("button", { name: "Add it to my list" }).click();
  const reflection = page.getByRole("listitem").filter({ hasText: "I learned to listen" });
  await expect(reflection).toContainText("7 words");
  await reflection.getByRole("button", { name: "Take back" }).click();
  const asking = page.getByRole("dialog", { name: "Take this back?" });
  await expectAccessible();
  await asking.getByRole("button", { name: "Take it back" }).click();
  await expect(reflection).toContainText("Taken back");
});

test("what staff confirm counts at once, and what they refuse can be appealed", async ({ page, apiAs, expectAccessible }) => {
  const lead = await apiAs("lead");
  await enter(page, asha);
  await page.goto("/recognition/evidence");
  const entry = page.getByRole("listitem").filter({ hasText: "Planned the first meeting" });
  await expect(entry).toContainText("Waits for staff");
  await decide(lead, "confirm");
  // Without a click: the page hears of it.
  await expect(entry).toContainText("Confirmed", long);
  await expect(entry.getByRole("button", { name: "Change" })).toHaveCount(0);

  await logged(await apiAs(asha), "contact", 30, "Wrote to everybody in the holidays.");
  const refused = page.getByRole("listitem").filter({ hasText: "Wrote to everybody" });
  await expect(refused).toContainText("Waits for staff", long);
  await decide(lead, "refuse", "Was it a week later?");
  await expect(refused).toContainText("Not confirmed", long);
  await expect(refused).toContainText("Was it a week later?");
  await refused.getByRole("button", { name: "Appeal" }).click();
  const form = page.getByRole("dialog", { name: "Ask staff to look again" });
  await form.getByLabel("What should we know?").fill("It was in reading week.");
  await expectAccessible();
  await form.getByRole("button", { name: "Send my appeal" }).click();
  await expect(page.getByText("We have your appeal.")).toBeVisible();
  await page.getByRole("navigation", { name: "Recognition" }).getByRole("link", { name: "Overview" }).click();
  const appeals = page.locator("section").filter({ has: page.getByRole("heading", { level: 2, name: "Your appeals" }) });
  await expect(appeals).toContainText("Waits for an answer");
  await expect(page.getByText("One step to go: 1 meeting held")).toBeVisible();
  await appeals.getByRole("button", { name: "Take it back" }).click();
  await expect(appeals).toContainText("Taken back");

  await page.getByRole("button", { name: "Write it" }).click();
  const skills = page.getByRole("dialog", { name: "What you learned" });
  const words = "I learned to listen before I answer. <img src=x onerror=\"document.title='mine'\">";
  await skills.getByLabel("In your own words").fill(words);
  await expectAccessible();
  await skills.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Your words are saved.")).toBeVisible();
  // Words stay words, whatever they look like.
  await expect(page.getByText(words)).toBeVisible();
  await expect(page).not.toHaveTitle("mine");
});

test("the award comes, with a certificate and a badge to download", async ({ page, context, apiAs, expectAccessible, baseURL }) => {
  test.setTimeout(90_000);
  const lead = await apiAs("lead");
  await logged(await apiAs(asha), "meeting", 60, "Met my group at the library.");
  await decide(lead, "confirm");
  await enter(page, asha);
  await page.goto("/recognition");
  await expect(page.getByText("You have earned Starter Award, Bronze")).toBeVisible(long);
  await lead.post(`/awards/${award}/grants`, {});
  await expect(page.getByRole("heading", { level: 1, name: "You have the Starter Award, Bronze" })).toBeVisible(long);
  const [given] = (await lead.get<{ items: Grant[] }>(`/award-grants?scheme_id=${home}`)).items;
  if (!given) throw new Error("nothing was given");
  grant = given;
  expect(grant.participant_id).toBe(asha.participant);
  await expect(page.getByText(`Number ${grant.serial}.`)).toBeVisible();
  await expectAccessible();
  await fits(page);

  const certificate = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download the certificate of Starter Award, Bronze" }).click();
  const pdf = await certificate;
  expect(pdf.suggestedFilename()).toBe(`certificate-${grant.serial}.pdf`);
  expect((await bytes(pdf)).subarray(0, 5).toString()).toBe("%PDF-");

  const badge = page.waitForEvent("download");
  await page.getByRole("button", { name: "Badge file of Starter Award, Bronze" }).click();
  const credential = JSON.parse((await bytes(await badge)).toString()) as { type: string[] };
  expect(credential.type).toContain("OpenBadgeCredential");
  // Who it was given to is in it only as a hash.
  expect(JSON.stringify(credential)).not.toContain(asha.email);
  // A verifier that shares no code with ours agrees, and refuses one that was tampered with.
  expect(await verified(credential, baseURL, asha.email)).toBe(true);
  expect(await verified(credential, baseURL, "somebody.else@demo.example")).toBe(false);
  expect(await verified({ ...credential, name: "A better badge" }, baseURL)).toBe(false);

  const share = page.getByRole("link", { name: /Add to LinkedIn/ });
  await expect(share).toHaveAttribute("href", /^https:\/\/www\.linkedin\.com\/profile\/add\?/);
  await expect(share).toHaveAttribute("rel", /noopener/);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: /^Copy the link/ }).click();
  await expect(page.getByText("It is copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(new RegExp(`/verify/${grant.code}$`));
});

test("anybody can check a certificate, without an account", async ({ page, apiAs, expectAccessible }) => {
  await page.goto("/verify");
  await expect(page.getByRole("heading", { level: 1, name: "Check a certificate" })).toBeVisible();
  await expectAccessible();
  await fits(page);
  await page.getByRole("button", { name: "Check it" }).click();
  await expect(page.getByLabel("Code")).toBeFocused();
  await page.getByLabel("Code").fill(grant.code.toLowerCase().replaceAll("-", ""));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "This certificate is valid" })).toBeFocused();
  for (const fact of ["Asha Award", "Starter Award, Bronze", grant.serial, "Recognised together"]) {
    await expect(page.getByRole("definition").filter({ hasText: fact })).toBeVisible();
  }
  // No more than the certificate says.
  await expect(page.getByText(asha.email)).toHaveCount(0);
  await expect(page.getByText("s7654321")).toHaveCount(0);
  await expectAccessible();
  await fits(page);

  await page.getByLabel("Code").fill("7K3M-Q9XA-4TVN-C2HP-0000");
  await page.getByRole("button", { name: "Check it" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "We don't know this code" })).toBeFocused();
  await expectAccessible();

  const lead = await apiAs("lead");
  await lead.post(`/award-grants/${grant.id}/revocation`, { reason: "Given to the wrong person." });
  await page.goto(`/verify/${grant.code}`);
  await expect(page.getByRole("heading", { level: 1, name: "This certificate was taken back" })).toBeVisible();
  await expect(page.getByText("Given to the wrong person.")).toHaveCount(0);
  await expectAccessible();

  await enter(page, asha);
  await page.goto("/recognition");
  await expect(page.getByText("Why: Given to the wrong person.")).toBeVisible();
  await page.getByRole("button", { name: "Appeal: Starter Award, Bronze" }).click();
  await page.getByLabel("What should we know?").fill("I am the right person.");
  await page.getByRole("button", { name: "Send my appeal" }).click();
  await expect(page.getByText("You have appealed. Staff look at it and write to you.")).toBeVisible();
});

test("a mentor asks for an entry in the record, and takes it back", async ({ page, apiAs, expectAccessible }) => {
  const lead = await apiAs("lead");
  await lead.post<{ id: string }>("/hear-activities", {
    scheme_id: home,
    title: "Student mentor",
    category: "recognised_activity",
    description: "Supported a group of new students through their first term.",
    provider: "Student Experience",
    key_contact: "Helen Carter, Student Experience",
    verifier: "Ruth Adeyemi, Senior Lecturer",
    protocol: "Mentors log hours; a supervisor confirms each entry.",
    minutes_needed: 600,
  });
  await enter(page, asha);
  await page.goto("/recognition");
  await page.getByRole("navigation", { name: "Recognition" }).getByRole("link", { name: "HEAR" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Your HEAR" })).toBeFocused();
  await expect(page.getByText("3 h of 10 h")).toBeVisible();
  await expect(page.getByText("You need 7 h more of confirmed work that counts for the HEAR.")).toBeVisible();
  await expectAccessible();
  await fits(page);
  await page.getByRole("button", { name: /^Ask to be entered/ }).click();
  await expect(page.getByText("You have asked to be entered. Staff check it once nothing is missing any more.")).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: /^Take it back/ }).click();
  await expect(page.getByRole("button", { name: /^Ask to be entered/ })).toBeVisible();
});

test("a mentor sees what moving hours to credit means before it is done", async ({ page, apiAs, expectAccessible }) => {
  test.setTimeout(90_000);
  const lead = await apiAs("lead");
  const outcomes = [{ code: "LO1", text: "Reflect on how you support others.", minutes_needed: 60 }];
  await lead.put("/wbl-outcomes", { scheme_id: home, programme_id: programme, outcomes });
  await logged(await apiAs(asha), "reflection", 0, "I learned to ask before I advise.");
  await decide(lead, "confirm");

  await enter(page, asha);
  await page.goto("/recognition");
  await page.getByRole("navigation", { name: "Recognition" }).getByRole("link", { name: "Credit" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Credit for your mentoring" })).toBeFocused();
  await expect(page.getByText("It still needs a reflection.")).toBeVisible();
  await expectAccessible();
  await fits(page);
  await page.getByRole("button", { name: "Start my claim" }).click();
  await expect(page.getByText("Your claim is started.")).toBeVisible();

  await page.getByRole("checkbox", { name: /Met my group at the library/ }).check();
  await page.getByRole("checkbox", { name: /I learned to ask before I advise/ }).check();
  await expect(page.getByText("2 entries ticked")).toBeVisible();
  await page.getByRole("button", { name: "See what that means" }).click();
  await expect(page.getByLabel("They count for")).toBeFocused();
  await page.getByLabel("They count for").selectOption({ label: "Credit: LO1 Reflect on how you support others." });
  await page.getByRole("button", { name: "See what that means" }).click();
  const meaning = page.getByRole("dialog", { name: "What this means" });
  const hours = meaning.getByRole("row", { name: /^HEAR/ });
  await expect(hours).toContainText("3 h");
  await expect(hours).toContainText("2 h");
  await expect(meaning.getByText(/no longer for/)).toBeVisible();
  await expectAccessible();
  // Leaving it changes nothing.
  await meaning.getByRole("button", { name: "Leave it as it is" }).click();
  await expect(page.getByText("0 min of 1 h")).toBeVisible();
  await page.getByRole("button", { name: "See what that means" }).click();
  await meaning.getByRole("button", { name: "Move them" }).click();
  await expect(page.getByText("1 h of 1 h")).toBeVisible(long);
  await expect(page.getByText("0 entries ticked")).toBeVisible();

  await page.getByRole("button", { name: "Hand in" }).click();
  await expect(page.getByText("With your supervisor")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: /Met my group at the library/ })).toBeDisabled();
  await expectAccessible();
  const portfolio = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download my portfolio" }).click();
  expect((await bytes(await portfolio)).subarray(0, 5).toString()).toBe("%PDF-");
  await page.getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByText("Being put together")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: /Met my group at the library/ })).toBeEnabled();
});

test("staff sign a claim off, and undo it when it was a mistake", async ({ page, signIn, apiAs, expectAccessible }) => {
  const own = await apiAs(asha);
  const claims = await (await apiAs("lead")).get<{ items: { id: string; name: string }[] }>(`/wbl-claims?scheme_id=${home}`);
  const claim = claims.items[0]?.id ?? "";
  await own.post(`/me/wbl-claims/${claim}/steps`, { event: "submit" });
  await signIn("lead");
  await page.goto(`/schemes/${home}/recognition/credit/${claim}`);
  await expect(page.getByRole("heading", { level: 1, name: /credit for mentoring$/ })).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: "Sign it off" }).click();
  await expect(page.getByText("The claim is signed off, with your name.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Signed off by mistake?" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Sign it off" })).toHaveCount(0);
  await expectAccessible();

  await page.getByRole("button", { name: "Undo the sign-off" }).click();
  await expect(page.getByLabel("What you say to the student")).toBeFocused();
  await page.getByLabel("What you say to the student").fill("The first meeting was last year.");
  await page.getByRole("button", { name: "Undo the sign-off" }).click();
  await expect(page.getByText("The sign-off is undone. The claim is back with the student.")).toBeVisible();
  await expect(page.getByText("Sent back with comments")).toBeVisible();
  await expect(page.getByText("The first meeting was last year.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Signed off by mistake?" })).toHaveCount(0);
  await expectAccessible();
});

test("a mentee thanks their mentor, who reads it without a name", async ({ page, signIn, apiAs, expectAccessible }) => {
  test.setTimeout(180_000);
  const lead = await apiAs("lead");
  const demo = (await lead.get<{ items: { id: string; name: string }[] }>("/schemes")).items.find((s) => s.id !== home)?.id ?? "";
  const { id } = await lead.post<{ id: string }>(`/schemes/${demo}/proposals`, { strategy: "cross_cutting" });
  const read = () => lead.get<{ state: string; version: number }>(`/proposals/${id}`);
  await expect.poll(async () => (await read()).state, { timeout: 90_000 }).toBe("draft");
  await lead.post(`/proposals/${id}/publish`, {}, (await read()).version);

  await signIn("mentee");
  await page.goto("/my-group");
  const card = page.locator("section").filter({ has: page.getByRole("heading", { level: 2, name: /^Thank your mentor/ }) });
  await expect(card).toBeVisible(long);
  await expectAccessible();
  await card.getByRole("button", { name: /^Say thank you to/ }).first().click();
  const form = page.getByRole("dialog", { name: /^Thank / });
  await form.getByLabel("Your words").fill("You made the first week so much easier.");
  await expectAccessible();
  await form.getByRole("button", { name: "Send it" }).click();
  await expect(card).toContainText("You made the first week so much easier.");
  await fits(page);
  await card.getByRole("button", { name: /^Take it back/ }).click();
  await expect(card.getByText("You made the first week so much easier.")).toHaveCount(0);
});
