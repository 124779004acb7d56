import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Download, Page } from "@playwright/test";
import { test as base, expect } from "./support/api.js";

/** A scheme, the files that its people come from, and the people. */

const demo = (name: string) => path.resolve(import.meta.dirname, "..", "demo", name);

const test = base.extend<{
  /** A scheme of this story's own, made by the lead. */
  schemeCalled: (name: string) => Promise<string>;
}>({
  schemeCalled: async ({ apiAs }, use) => {
    await use(async (name) => {
      const scheme = await (await apiAs("lead")).post<{ id: string }>("/schemes", {
        name,
        academic_year: "2026/27",
        intake: "September",
        mentor_level: 5,
        mentee_levels: [4],
        dates: { enrolment: "2026-09-21" }, // some files count days from it
        sizes: { target: 6, min: 4, max: 8, hard_cap_per_mentor: 10, two_mentors_above: 8 },
        time_zone: "Europe/London",
      });
      return scheme.id;
    });
  },
});

/** Brings a file to the second step. */
async function choose(page: Page, scheme: string, file: string | { name: string; rows: string[] }) {
  await page.goto(`/schemes/${scheme}/imports/new`);
  await page.getByLabel("The file").setInputFiles(
    typeof file === "string" ? file : { name: file.name, mimeType: "text/csv", buffer: Buffer.from(`${file.rows.join("\n")}\n`) },
  );
  await expect(page.getByRole("heading", { level: 1, name: "Which column is which?" })).toBeVisible();
}

async function check(page: Page) {
  await page.getByRole("button", { name: "Check the file" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "What the file would do" })).toBeVisible();
}

async function apply(page: Page) {
  await page.getByRole("button", { name: "Apply the file" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "The file is in" })).toBeVisible({ timeout: 30_000 });
}

/** The number under one of the report's names. */
function figure(page: Page, name: string) {
  const term = page.locator("dt", { hasText: new RegExp(`^${name}$`) });
  return term.locator("xpath=following-sibling::dd[1]");
}

const text = async (download: Download) => readFile(await download.path(), "utf8");

/** A long file takes the server a while on a small machine. */
const long = { timeout: 30_000 };

test("a lead starts a scheme, changes it, and copies it to next year", async ({ page, signIn, expectAccessible }) => {
  await signIn("lead");
  await page.goto("/schemes");
  await expect(page.getByRole("listitem").filter({ hasText: "Copy to another year" }).first()).toBeVisible();
  await expectAccessible();
  await page.getByRole("link", { name: "Start a scheme" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Start a scheme" })).toBeVisible();
  await expectAccessible();
  await page.getByLabel("Name", { exact: true }).fill("January start");
  await page.getByLabel("Academic year").fill("2026/27");
  await page.getByLabel("Intake").fill("January");
  await page.getByLabel("Enrolment", { exact: true }).fill("2027-01-18");
  await page.getByLabel("Census").fill("2027-01-04");
  await page.getByRole("button", { name: "Start this scheme" }).click();
  await expect(page.getByLabel("Census")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Census")).toBeFocused();
  await expectAccessible();
  await page.getByLabel("Census").fill("2027-03-01");
  await page.getByRole("button", { name: "Start this scheme" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Bring in a cohort" })).toBeVisible();
  await expectAccessible();

  const home = page.url().replace("/imports/new", "");
  await page.goto(`${home}/settings`);
  await page.getByLabel("Largest").fill("3");
  await page.getByRole("button", { name: "Save the scheme" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByLabel("Largest").fill("7");
  await page.getByLabel("Usual").fill("5");
  await page.getByRole("button", { name: "Save the scheme" }).click();
  await expect(page.getByText("The scheme is saved.")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Largest")).toHaveValue("7");
  await expectAccessible();

  await page.getByRole("button", { name: "Copy to another year" }).click();
  const dialog = page.getByRole("dialog", { name: "Copy to another year" });
  await expectAccessible();
  await dialog.getByLabel("Name").fill("January start, next year");
  await dialog.getByLabel("Academic year").fill("2027/28");
  await dialog.getByRole("button", { name: "Copy the scheme" }).click();
  await expect(page.getByRole("link", { name: "January start, next year" }).first()).toBeVisible();
  await expect(page.getByLabel("Enrolment", { exact: true })).toHaveValue("2028-01-17");
  await expect(page.getByLabel("Usual")).toHaveValue("5");

  await page.goto(home);
  await expect(page.getByRole("heading", { level: 1, name: /January start/ })).toBeVisible();
  await expectAccessible();
  await page.goto("/schemes");
  await expect(page.getByRole("heading", { level: 2, name: "January start, next year" })).toBeVisible();
});

test("a whole cohort comes in by three steps, and the same file again changes nothing", async ({ page, signIn, schemeCalled, expectAccessible }) => {
  test.slow();
  const scheme = await schemeCalled("Computing");
  await signIn("lead");
  await page.goto(`/schemes/${scheme}/imports`);
  await expect(page.getByRole("heading", { name: "No file yet" })).toBeVisible();
  await expectAccessible();

  await choose(page, scheme, demo("oulad/eee-mentees.csv"));
  await expect(page.getByText("1,188 rows, CSV with commas, UTF-8")).toBeVisible();
  await expect(page.getByLabel("tutor_group", { exact: true })).toHaveValue("tutor_group");
  await expectAccessible();
  await check(page);
  await expect(figure(page, "New")).toHaveText("1,188", long);
  await expect(figure(page, "Need mending")).toHaveText("0");
  await expect(page.getByText("Programmes: EEE")).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "Nathan Okafor" })).toContainText("New");
  await expectAccessible();
  // Nothing has happened yet.
  await page.goto(`/schemes/${scheme}/people`);
  await expect(page.getByRole("heading", { name: "Nobody to show" })).toBeVisible();
  await page.goBack();
  await apply(page);
  await expectAccessible();
  await page.getByRole("link", { name: "See the people" }).click();
  await expect(page.getByText("1,188 people")).toBeVisible();

  await choose(page, scheme, demo("oulad/eee-mentees.csv"));
  await check(page);
  await expect(page.getByText("Everything is as the file says")).toBeVisible(long);
  await expect(figure(page, "The same")).toHaveText("1,188");
  await expect(figure(page, "New")).toHaveText("0");
  await expect(page.getByRole("button", { name: "Apply the file" })).toHaveCount(0);

  await page.goto(`/schemes/${scheme}/imports`);
  await expect(page.getByRole("row").filter({ hasText: "1,188 new, 0 changed" })).toHaveCount(1);
  await expectAccessible();
});

test("columns are matched by hand and kept for the next file; bad rows say where and why; a later file changes and withdraws", async ({ page, signIn, schemeCalled, expectAccessible }) => {
  const scheme = await schemeCalled("Law");
  await signIn("lead");
  const heading = "ID,First name,Surname,Mailbox,Course,Where they are,Niveau";
  await choose(page, scheme, {
    name: "registry.csv",
    rows: [
      heading,
      "71001,Ada,Quill,ada.quill@students.example,LAW,confirmed,4",
      "71002,Bo,Ling,bo.ling@students.example,LAW,confirmed,4",
      "71003,Cleo,Marsh,cleo.marsh@students.example,LAW,enrolled,4",
      "71004,Dev,Rana,not an address,LAW,confirmed,4",
      "71005,Eve,Stone,eve.stone@students.example,LAW,confirmed,eleven",
    ],
  });
  await expect(page.getByLabel("First name")).toHaveValue("given_name");
  await expect(page.getByLabel("Mailbox")).toHaveValue("");
  await page.getByLabel("Mailbox").selectOption("Email");
  await page.getByLabel("Course").selectOption("Programme code");
  await page.getByLabel("Where they are").selectOption("Entry status");
  await page.getByLabel("Niveau").selectOption("Level");
  await page.getByLabel("Everybody is a").selectOption("Mentee");
  await page.getByLabel("Save this matching as").fill("Registry export");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: "Use Registry export" })).toBeVisible();
  await expectAccessible();
  await check(page);

  await expect(figure(page, "New")).toHaveText("3");
  await expect(figure(page, "Need mending")).toHaveText("2");
  const faults = page.getByRole("table", { name: "Rows that can't be used" });
  await expect(faults.getByRole("row").filter({ hasText: "not an address" })).toHaveText(/^5.*Mailbox.*not an address.*\w{3}/s);
  await expect(faults.getByRole("row").filter({ hasText: "eleven" })).toHaveText(/^6.*Niveau.*eleven.*\w{3}/s);
  await expectAccessible();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "All as a file" }).click()]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  const lines = (await text(download)).trim().split(/\r?\n/);
  expect(lines).toHaveLength(3);
  expect(lines[1]).toMatch(/^5,Mailbox,not an address,./);
  await apply(page);

  await choose(page, scheme, {
    name: "registry-week-2.csv",
    rows: [
      heading,
      "71001,Ada,Quill,ada.quill@students.example,LAW,enrolled,4",
      "71003,Cleo,Marsh,cleo.marsh@students.example,LAW,enrolled,4",
      "71004,Dev,Rana,dev.rana@students.example,LAW,confirmed,4",
    ],
  });
  await page.getByRole("button", { name: "Use Registry export" }).click();
  await expect(page.getByLabel("Mailbox")).toHaveValue("email");
  await expect(page.getByLabel("Niveau")).toHaveValue("level");
  await page.getByRole("checkbox", { name: /Mark them as withdrawn/ }).check();
  await check(page);
  await expect(figure(page, "New")).toHaveText("1");
  await expect(figure(page, "Changed")).toHaveText("1");
  await expect(figure(page, "The same")).toHaveText("1");
  await expect(figure(page, "Withdrawn")).toHaveText("1");
  await expect(page.getByText("3 people would change")).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "Ada Quill" })).toContainText("Entry status");
  await apply(page);
  await page.goto(`/schemes/${scheme}/people?entry_status=withdrawn`);
  await expect(page.getByRole("row").filter({ hasText: "Bo Ling" })).toBeVisible();
  await expect(page.getByText("1 person", { exact: true })).toBeVisible();
});

test("who would be withdrawn is named, and a check that was overtaken is made again", async ({ page, signIn, apiAs, schemeCalled, expectAccessible }) => {
  const scheme = await schemeCalled("Overtaken");
  const lead = await apiAs("lead");
  await signIn("lead");
  const heading = "student_number,given_name,family_name,role,programme_code,level";
  await choose(page, scheme, { name: "both.csv", rows: [heading, "75001,Ada,Quill,mentee,LAW,4", "75002,Bo,Ling,mentee,LAW,4"] });
  await check(page);
  await apply(page);

  await choose(page, scheme, { name: "one.csv", rows: [heading, "75001,Ada,Quill,mentee,LAW,4"] });
  await page.getByRole("checkbox", { name: /Mark them as withdrawn/ }).check();
  await check(page);
  const leavers = page.getByRole("table", { name: "Who would be withdrawn" });
  await expect(leavers.getByRole("row")).toHaveText([/Name/, /Bo Ling.*Mentee.*Withdrawn/]);
  await expectAccessible();

  // Somebody comes who isn't in the file either: what was seen is no longer what would happen.
  await lead.post(`/schemes/${scheme}/participants`, { role: "mentee", given_name: "Cleo", family_name: "Marsh", student_number: "75003", level: 4 });
  await page.getByRole("button", { name: "Apply the file" }).click();
  await expect(page.getByRole("alert")).toContainText("Check it again");
  await expect(page.getByRole("button", { name: "Apply the file" })).toHaveCount(0);
  await expectAccessible();
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(leavers.getByRole("row")).toHaveText([/Name/, /Bo Ling/, /Cleo Marsh/]);
  await expect(figure(page, "Withdrawn")).toHaveText("2");
  await expect(page.getByRole("alert")).toHaveCount(0);
  await apply(page);
});

test("a column of attainment is refused by name, and nothing of it comes in", async ({ page, signIn, apiAs, schemeCalled, expectAccessible }) => {
  const scheme = await schemeCalled("Without marks");
  await signIn("lead");
  await choose(page, scheme, demo("spoiled/attainment.csv"));
  for (const column of ["final_result", "UCAS tariff"]) {
    const item = page.getByRole("listitem").filter({ hasText: column });
    await expect(item).toContainText("Cairn never takes in marks");
    await expect(item.getByRole("combobox")).toHaveCount(0);
  }
  await expectAccessible();
  await check(page);
  await apply(page);
  const everything = await (await apiAs("lead")).csv(`/schemes/${scheme}/participants`);
  expect(everything).toContain("Fletcher");
  expect(everything).not.toMatch(/\bPass\b|\b112\b/);
});

test("20-Oct is caught, and mended for the whole file with one sentence", async ({ page, signIn, schemeCalled, expectAccessible }) => {
  const scheme = await schemeCalled("Mended");
  await signIn("lead");
  await choose(page, scheme, demo("spoiled/20-oct.csv"));
  await check(page);
  await expect(figure(page, "Need mending")).toHaveText("3");
  const fault = page.getByRole("row").filter({ hasText: "20-Oct" }).first();
  await expect(fault).toContainText("imd_band");
  await expect(fault).toContainText('It was probably "10-20"');

  await choose(page, scheme, demo("spoiled/20-oct.csv"));
  await page.getByLabel("In", { exact: true }).selectOption("Deprivation band (monitoring)");
  await page.getByLabel("The file says").fill("20-Oct");
  await page.getByLabel("It means").fill("10-20");
  await page.getByRole("button", { name: "Add this" }).click();
  await expect(page.getByText("Deprivation band (monitoring): 20-Oct means 10-20")).toBeVisible();
  await expectAccessible();
  await check(page);
  await expect(figure(page, "Need mending")).toHaveText("0");
  await expect(figure(page, "New")).toHaveText("40");
});

test("back at the columns a check still leads on, however long it takes", async ({ page, signIn, schemeCalled }) => {
  const scheme = await schemeCalled("Checked twice");
  await signIn("lead");
  await choose(page, scheme, demo("spoiled/20-oct.csv"));
  await check(page);
  await page.getByRole("link", { name: "Back to the columns" }).click();
  await page.getByLabel("imd_band").selectOption("Leave out");
  // The news of the new matching reaches the page while the check is still under way.
  await page.route("**/check", async (route) => {
    const read = page.waitForResponse((answer) => answer.request().method() === "GET" && /cohort-imports\/[^/]+$/.test(answer.url()), { timeout: 5_000 });
    await read.catch(() => undefined);
    await route.continue();
  });
  await check(page);
  await expect(figure(page, "Need mending")).toHaveText("0");
});

test("a kept matching shows in every column, also in one that was changed by hand", async ({ page, signIn, schemeCalled }) => {
  const scheme = await schemeCalled("Kept");
  await signIn("lead");
  await choose(page, scheme, { name: "short.csv", rows: ["ID,Vorname,Kurs", "73001,Ada,LAW"] });
  await page.getByLabel("Kurs").selectOption("Programme code");
  await page.getByLabel("Save this matching as").fill("Short");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: "Use Short" })).toBeVisible();
  await page.getByLabel("Kurs").selectOption("Campus");
  await page.getByRole("button", { name: "Use Short" }).click();
  await expect(page.getByLabel("Kurs")).toHaveValue("programme_code");
});

test("what a spreadsheet would run is refused on the way in and harmless on the way out", async ({ page, signIn, apiAs, schemeCalled, expectAccessible }) => {
  const scheme = await schemeCalled("Formulas");
  await signIn("lead");
  await choose(page, scheme, demo("spoiled/formulas.csv"));
  await check(page);
  await expect(figure(page, "Need mending")).toHaveText("4");
  const faults = page.getByRole("table", { name: "Rows that can't be used" });
  await expect(faults.getByRole("row").filter({ hasText: "=HYPERLINK" })).toContainText("looks like a spreadsheet formula");
  const [errors] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "All as a file" }).click()]);
  expect((await text(errors)).match(/,"?'[=+@-]/g)).toHaveLength(4);

  // By hand such a name is somebody's own affair; a spreadsheet still never runs it.
  await page.goto(`/schemes/${scheme}/people`);
  await page.getByRole("button", { name: "Add a late arrival" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a late arrival" });
  await expectAccessible();
  await dialog.getByLabel("Given name").fill("=1+1");
  await dialog.getByLabel("Family name").fill("Case");
  await dialog.getByRole("button", { name: "Add this person" }).click();
  await expect(page.getByRole("row").filter({ hasText: "=1+1 Case" })).toBeVisible();
  const [people] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Excel" }).click()]);
  expect(people.suggestedFilename()).toBe("people.xlsx");
  expect((await readFile(await people.path())).subarray(0, 2).toString()).toBe("PK");
  const [lines] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "CSV" }).click()]);
  expect(lines.suggestedFilename()).toBe("people.csv");
  const table = await (await apiAs("lead")).csv(`/schemes/${scheme}/participants`);
  expect(await text(lines)).toContain(table.replace(/^\uFEFF/, ""));
  expect(table).toMatch(/^'=1\+1 Case,/m);
  expect(table).not.toMatch(/(^|,)"?[=+@]/m);
});

test("people are found by filters that live in the address, and changed where they stand", async ({ page, signIn, schemeCalled, expectAccessible }) => {
  const scheme = await schemeCalled("Found");
  await signIn("lead");
  await choose(page, scheme, {
    name: "both.csv",
    rows: [
      "student_number,given_name,family_name,email,role,programme_code,level,entry_status",
      "72001,Mara,Dunn,mara.dunn@students.example,mentor,HIS,5,enrolled",
      "72002,Otto,Frey,otto.frey@students.example,mentor,HIS,6,enrolled",
      "72003,Pia,Gold,pia.gold@students.example,mentee,HIS,4,confirmed",
      "72004,Quin,Hale,quin.hale@students.example,mentee,ART,4,confirmed",
    ],
  });
  await check(page);
  await apply(page);
  await page.getByRole("link", { name: "See the people" }).click();
  await expect(page.getByText("4 people", { exact: true })).toBeVisible();
  await expectAccessible();

  const rows = page.getByRole("table", { name: "People in the scheme" }).getByRole("rowheader");
  await page.getByLabel("Role", { exact: true }).selectOption("Mentor");
  await expect(rows).toHaveText([/Mara Dunn/, /Otto Frey/]);
  await page.getByLabel("Order").selectOption("Name, Z first");
  await expect(rows).toHaveText([/Otto Frey/, /Mara Dunn/]);
  await expect(page).toHaveURL(/role=mentor.*sort=-name/);
  await page.reload();
  await expect(rows).toHaveText([/Otto Frey/, /Mara Dunn/]);
  await expect(page.getByLabel("Role", { exact: true })).toHaveValue("mentor");
  await page.getByLabel("Find a name or number").fill("72001");
  await expect(rows).toHaveText([/Mara Dunn/]);
  await expect(page).toHaveURL(/q=72001/);

  await page.getByRole("button", { name: "Change Mara Dunn" }).click();
  const mara = page.getByRole("dialog", { name: "Mara Dunn" });
  await expectAccessible();
  await mara.getByLabel("Clearance").selectOption("Cleared");
  await mara.getByLabel("Cleared on").fill("2026-09-01");
  await mara.getByLabel("Until").fill("2035-08-31");
  await mara.getByLabel("Places").fill("5");
  await mara.getByRole("button", { name: "Save" }).click();
  await expect(mara).toBeHidden();
  await expect(page.getByRole("row").filter({ hasText: "Mara Dunn" })).toContainText("Cleared until 31 Aug 2035");

  await page.goto(`/schemes/${scheme}/people?q=Pia`);
  await page.getByRole("button", { name: "Change Pia Gold" }).click();
  const pia = page.getByRole("dialog", { name: "Pia Gold" });
  await expect(pia.getByLabel("Clearance")).toHaveCount(0);
  await expect(pia.getByLabel("Where they stand").getByRole("option")).not.toContainText(["Applicant"]);
  await pia.getByLabel("Where they stand").selectOption("Withdrawn");
  await pia.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Pia Gold" })).toContainText("Withdrawn");
  await page.goto(`/schemes/${scheme}/people?clearance=cleared`);
  await expect(rows).toHaveText([/Mara Dunn/]);

  await page.goto(`/schemes/${scheme}/lists`);
  await expect(page.getByRole("heading", { name: "Programmes (2)" }).or(page.getByText("HIS", { exact: true })).first()).toBeVisible();
  await expectAccessible();
});

test("a supervisor finds people but changes none", async ({ page, signIn, apiAs, expectAccessible }) => {
  const { items } = await (await apiAs("supervisor")).get<{ items: { id: string }[] }>("/schemes");
  const scheme = items[0]?.id;
  await signIn("supervisor");
  await page.goto(`/schemes/${scheme}/people?q=osei`);
  await expect(page.getByRole("row").filter({ hasText: "Daniel Osei" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Change|Add a late arrival|Send invitations/ })).toHaveCount(0);
  await expectAccessible();
  await page.getByRole("link", { name: "Daniel Osei" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Daniel Osei" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
  for (const place of ["imports", "imports/new", "lists", "settings"]) {
    await page.goto(`/schemes/${scheme}/${place}`);
    await expect(page.getByRole("heading", { level: 1, name: "This page is not for your role" }), place).toBeVisible();
    await expect(page.getByRole("main").getByRole("button"), place).toHaveCount(0);
    await expect(page.getByLabel("The file"), place).toHaveCount(0);
  }
  await expectAccessible();
  expect(await (await apiAs("supervisor")).status(`/cohort-imports?scheme_id=${scheme}`)).toBe(403);
});

test("one person has a page of their own, found from the list, where they are changed", async ({ page, signIn, apiAs, schemeCalled, expectAccessible }) => {
  const scheme = await schemeCalled("One by one");
  const lead = await apiAs("lead");
  const { id } = await lead.post<{ id: string }>(`/schemes/${scheme}/participants`, {
    role: "mentor",
    given_name: "Sol",
    family_name: "Winter",
    student_number: "74001",
    level: 5,
    entry_status: "enrolled",
  });
  await signIn("lead");
  await page.goto(`/schemes/${scheme}/people`);
  await page.getByRole("link", { name: "Sol Winter" }).click();
  await expect(page).toHaveURL(new RegExp(`/schemes/${scheme}/people/${id}$`));
  await expect(page.getByRole("heading", { level: 1, name: "Sol Winter" })).toBeFocused();
  await expect(page).toHaveTitle(/^Sol Winter · People/);
  await expect(page.getByRole("definition").filter({ hasText: "74001" })).toBeVisible();
  await expect(page.getByText("Clearance not started")).toBeVisible();
  await expectAccessible();

  await page.getByLabel("Clearance").selectOption("Cleared");
  await page.getByLabel("Cleared on").fill("2026-09-01");
  await page.getByLabel("Until").fill("2035-08-31");
  // News of somebody else leave what is being typed alone.
  const news = page.waitForResponse((answer) => answer.url().endsWith(`/participants/${id}`));
  await lead.post(`/schemes/${scheme}/participants`, { role: "mentee", given_name: "Tal", family_name: "Young", level: 4 });
  await news;
  await expect(page.getByLabel("Until")).toHaveValue("2035-08-31");
  await expect(page.getByLabel("Until")).toBeFocused();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Cleared until 31 Aug 2035")).toBeVisible();
  await expect(page.getByLabel("Clearance")).toHaveValue("cleared");
  await page.getByLabel("Places").fill("3");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("definition").filter({ hasText: /^3$/ })).toBeVisible();
  await expectAccessible();

  await page.goto(`/schemes/${scheme}/people/00000000-0000-0000-0000-000000000000`);
  await expect(page.getByRole("alert")).toContainText("can't find that");
});
