import { readFile } from "node:fs/promises";
import { type Api, test, expect } from "./support/api.js";
import { figure, long, openLive, saved, section, text } from "./support/pages.js";
import { completeBehind, enter, mentor, mentorToBe, modules, onlyPath, published, scheme, short } from "./support/training.js";

/**
 * How training goes, as staff see it: who is how far, whom to remind, what is recorded, and what stays closed to others.
 * Each story makes the scheme that it needs, so that one can fail alone.
 */

test.beforeEach(() => test.setTimeout(240_000));

/** A day as a field takes it. */
function day(from: number): string {
  return new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);
}

const some = (n: number, one: string) => `${n} ${one}${n === 1 ? "" : "s"}`;

/** The scheme that the demo comes with, whose mentors have a past. */
async function demo(lead: Api): Promise<string> {
  const { items } = await lead.get<{ items: { id: string; name: string }[] }>("/schemes");
  const found = items.find((s) => /^Welcome \d{4}$/.test(s.name));
  expect(found, "the demo's scheme").toBeDefined();
  return found?.id ?? "";
}

test("the dashboard's figures are those of its lists, its pictures have tables, and filters live in the address", async ({ page, signIn, apiAs, expectAccessible }) => {
  const lead = await apiAs("lead");
  const home = await demo(lead);
  const total = async (query = "") => (await lead.get<{ total: number }>(`/schemes/${home}/training/mentors?limit=1${query}`)).total;
  const [all, cleared, waiting, lapsed, stuck] = [
    await total(), await total("&filter=cleared"), await total("&filter=not_started"), await total("&filter=lapsed"), await total("&filter=stuck"),
  ];
  expect(Math.min(all, cleared, waiting, stuck), "the demo has mentors of every kind").toBeGreaterThan(0);
  await signIn("lead");
  await page.goto(`/schemes/${home}/training`);
  await expect(page.getByRole("heading", { level: 1, name: "How training goes" })).toBeVisible();
  await expect(figure(page, "Mentors")).toHaveText(String(all));
  await expect(figure(page, "Cleared to mentor")).toHaveText(String(cleared));
  await expect(figure(page, "Not started")).toHaveText(String(waiting));
  await expect(figure(page, "In progress")).toHaveText(String(all - cleared - waiting - lapsed));
  await expect(figure(page, "In progress", 2)).toHaveText(`${stuck} stuck`);
  await expect(section(page, "Who needs you").getByRole("link", { name: /is stuck$|are stuck$/ })).toHaveAttribute("href", /filter=stuck/);
  await expectAccessible();

  const weeks = section(page, "By week");
  const said = await weeks.getByRole("img", { name: /^Modules completed by week: / }).getAttribute("aria-label");
  await weeks.getByText("Show as a table").click();
  const counts = weeks.getByRole("table", { name: /^Modules completed by week: / }).locator("tbody td");
  await expect(counts.first()).toBeVisible();
  const sum = (await counts.allInnerTexts()).reduce((before, n) => before + Number(n), 0);
  expect(said).toBe(`Modules completed by week: ${sum.toLocaleString("en-GB")} in all`);
  expect(sum).toBeGreaterThan(0);

  const byModule = section(page, "By module");
  await byModule.getByText("Show as a table").click();
  const done = byModule.getByRole("table", { name: "Mentors by module" }).locator("tbody td");
  await expect(done).toHaveCount((await modules(lead, home)).filter((m) => m.is_included && m.published).length);
  await expectAccessible();
  const figures = await saved(page, "CSV");
  expect(figures.suggestedFilename()).toBe("training-figures.csv");
  expect(await text(figures)).toContain(`all,,mentors,${all},mentors`);
  const completed = Number(/^\d+/.exec(await done.last().innerText())?.[0]);
  await byModule.getByRole("link").last().click();
  // One level down are those who have it still to do.
  await expect(page).toHaveURL(/\/training\/mentors\?module_id=/);
  const pages = page.getByRole("navigation", { name: "Pages" });
  await expect(pages.getByText(some(all - completed, "mentor"), { exact: true })).toBeVisible();

  await page.goBack();
  const few = page.getByRole("table", { name: "Mentors who are stuck" }).getByRole("rowheader");
  await expect(few).toHaveCount(Math.min(8, stuck));
  const first = (await few.first().innerText()).trim();
  await section(page, "Who is stuck, and where").getByRole("link", { name: "See all" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Mentors and their training" })).toBeVisible();
  await expect(page.getByLabel("State", { exact: true })).toHaveValue("stuck");
  await expect(pages.getByText(some(stuck, "mentor"), { exact: true })).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: /Stuck for \d+ days/ })).toHaveCount(stuck);
  await expectAccessible();
  await page.getByRole("link", { name: first, exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: first, exact: true })).toBeVisible();
  await expect(page.getByText(/^Stuck for \d+ days$/)).toBeVisible();
  await expectAccessible();

  await page.goto(`/schemes/${home}/training/mentors`);
  await page.getByLabel("State", { exact: true }).selectOption("Not started");
  await expect(page).toHaveURL(/filter=not_started/);
  await expect(pages.getByText(some(waiting, "mentor"), { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("State", { exact: true })).toHaveValue("not_started");
  await expect(pages.getByText(some(waiting, "mentor"), { exact: true })).toBeVisible();
  const csv = await saved(page, "CSV");
  expect(csv.suggestedFilename()).toBe("mentors-training.csv");
  const lines = await lead.csv(`/schemes/${home}/training/mentors?filter=not_started`);
  expect(lines.trim().split(/\r?\n/)).toHaveLength(waiting + 1);
  expect(await text(csv)).toContain(lines.replace(/^\uFEFF/, ""));
  const table = await saved(page, "Excel");
  expect(table.suggestedFilename()).toBe("mentors-training.xlsx");
  expect((await readFile(await table.path())).subarray(0, 2).toString()).toBe("PK");
  await page.getByLabel("Find a mentor").fill("nobody of that name");
  await expect(page).toHaveURL(/q=nobody/);
  await expect(page.getByRole("heading", { name: "Nobody like that" })).toBeVisible();
});

test("the questions that fail people come first, by module, and lead to where they are written", async ({ page, signIn, apiAs, expectAccessible }) => {
  const lead = await apiAs("lead");
  const home = await demo(lead);
  const [module] = await modules(lead, home);
  await signIn("lead");
  await page.goto(`/schemes/${home}/training/questions`);
  await expect(page.getByRole("heading", { level: 1, name: "Which questions fail people" })).toBeVisible();
  const table = page.getByRole("table", { name: "Questions, the hardest first" });
  const cell = (place: number) => table.locator(`tbody td:nth-of-type(${place})`);
  await expect(cell(1).first()).toBeVisible();
  expect(new Set(await cell(1).allInnerTexts()).size).toBeGreaterThan(1);
  const shares = (await cell(3).allInnerTexts()).map((share) => Number.parseFloat(share));
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares[0]).toBeLessThan(shares.at(-1) ?? 0);
  // The first twenty, and more when asked for.
  expect(shares.length).toBe(20);
  await page.getByRole("button", { name: "Show 20 more questions" }).click();
  await expect(cell(3)).toHaveCount(40);
  await expect(page.getByText(/^40 of \d+ questions$/)).toBeVisible();
  await expectAccessible();
  await page.getByLabel("Module", { exact: true }).selectOption(module?.title ?? "");
  await expect(page).toHaveURL(new RegExp(`module_id=${module?.id}`));
  await expect.poll(async () => [...new Set(await cell(1).allInnerTexts())].map((title) => title.trim())).toEqual([module?.title]);
  await cell(1).first().getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`/modules/${module?.id}\\?part=quiz`));
  await expect(page.getByText(`${module?.questions} questions in the bank.`)).toBeVisible();
  await expect(page.getByText("Add a question", { exact: true })).toHaveCount(0);
});

test("an open dashboard follows what mentors do, and shows one programme where that is asked for", async ({ page, signIn, apiAs, linkTo }) => {
  const [admin, lead] = [await apiAs("admin"), await apiAs("lead")];
  const programme = async (code: string, title: string) => (await admin.post<{ id: string }>("/programmes", { code, title })).id;
  const [bio, law] = [await programme("BIO", "Biology"), await programme("LAW", "Law")];
  const home = await scheme(lead, "Live");
  const module = await published(lead, home, "basics", short("The basics"));
  await onlyPath(lead, home, [module]);
  const fay = await mentor(lead, linkTo, home, ["Fay", "Hill"], { programme_id: bio });
  await mentorToBe(lead, home, ["Gus", "Iver"], { programme_id: law });
  await signIn("lead");
  await openLive(page, `/schemes/${home}/training`);
  await expect(figure(page, "Mentors")).toHaveText("2");
  await expect(figure(page, "Not started")).toHaveText("2");
  await expect(section(page, "By week")).toHaveCount(0);

  // One try with nothing right, then all of it.
  const own = await apiAs(fay);
  const tries = `/me/training/${module.id}/attempts?scheme_id=${home}`;
  const failed = await own.post<{ id: string }>(tries, {});
  await expect(figure(page, "In progress")).toHaveText("1", long);
  await own.post(`/quiz-attempts/${failed.id}/submission`, {});
  await completeBehind(own, home, module);
  await expect(figure(page, "Cleared to mentor")).toHaveText("1", long);
  await expect(figure(page, "Not started")).toHaveText("1");
  await expect(section(page, "By module").getByRole("listitem")).toContainText("1 of 2");
  await expect(section(page, "By week").getByRole("img", { name: "Modules completed by week: 1 in all" })).toBeVisible();
  const programmes = section(page, "By programme").getByRole("listitem");
  await expect(programmes).toHaveText([/BIO.*1 of 1/, /LAW.*0 of 1/]);

  await page.getByLabel("Programme", { exact: true }).selectOption("LAW");
  await expect(page).toHaveURL(new RegExp(`programme_id=${law}`));
  await expect(figure(page, "Mentors")).toHaveText("1");
  await expect(figure(page, "Cleared to mentor")).toHaveText("0");
  await expect(programmes).toHaveText([/LAW.*0 of 1/]);
  await page.reload();
  await expect(page.getByLabel("Programme", { exact: true })).toHaveValue(law);
  await expect(figure(page, "Mentors")).toHaveText("1");
  const csv = await saved(page, "CSV");
  expect(csv.suggestedFilename()).toBe("training-figures.csv");
  const lines = await text(csv);
  expect(lines).toContain("programme,LAW,mentors,1,mentors");
  expect(lines).not.toContain("programme,BIO");

  // The second try asked the two questions that the first had left out, and six of its own again.
  await page.getByRole("navigation", { name: "Training" }).getByRole("link", { name: "Questions" }).click();
  const cell = (place: number) => page.getByRole("table", { name: "Questions, the hardest first" }).locator(`tbody td:nth-of-type(${place})`);
  await expect(cell(3)).toHaveText(["0%", "0%", ...Array.from({ length: 6 }, () => "50%"), "100%", "100%"]);
  await expect(cell(4)).toHaveText([...Array.from({ length: 8 }, () => "1"), "0", "0"]);
});

test("the mentors whom a filter finds are reminded together, after a look at their letters", async ({ page, signIn, apiAs, linkTo, expectAccessible }) => {
  const lead = await apiAs("lead");
  const home = await scheme(lead, "Reminders");
  const module = await published(lead, home, "first-steps", short("First steps"));
  await onlyPath(lead, home, [module]);
  const kai = await mentor(lead, linkTo, home, ["Kai", "Moss"]);
  await (await apiAs(kai)).post(`/me/training/${module.id}/steps?scheme_id=${home}`, { lessons_read: ["why"] });
  const hana = await mentorToBe(lead, home, ["Hana", "Jones"]);
  await mentorToBe(lead, home, ["Ivo", "King"]);
  await mentorToBe(lead, home, ["Jo", "Lane"], { email: null });

  await signIn("lead");
  await page.goto(`/schemes/${home}/training/mentors?filter=not_started`);
  await expect(page.getByRole("table", { name: "Mentors and their training" }).getByRole("rowheader")).toHaveText(["Hana Jones", "Ivo King", "Jo Lane"]);
  await page.getByRole("link", { name: "Remind these" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Remind mentors" })).toBeFocused();
  await expect(page).toHaveURL(/\/reminders\?filter=not_started/);
  await expect(page.getByLabel("Mentors", { exact: true })).toHaveValue("not_started");
  await page.getByRole("button", { name: "Look at it first" }).click();
  const letters = section(page, "2 mentors would get it");
  await expect(letters).toContainText("1 mentor is left out: no address, or reminded in the last day.");
  const hers = letters.getByRole("listitem").filter({ hasText: `To ${hana.email}` });
  await expect(hers).toContainText("Hello Hana,");
  await expect(hers).toContainText("one module, “First steps”");
  await expect(letters.getByRole("listitem")).toHaveCount(2);
  await expectAccessible();

  // What was looked at is what is sent: another subject is looked at again.
  await page.getByLabel("Subject", { exact: true }).fill("One thing left, {name}");
  await expect(letters).toHaveCount(0);
  await page.getByRole("button", { name: "Look at it first" }).click();
  await expect(hers).toContainText("One thing left, Hana");
  await letters.getByRole("button", { name: "Send to 2 mentors" }).click();
  const asking = page.getByRole("dialog", { name: "Send the reminders?" });
  await expect(asking).toContainText("2 mentors get this by email, now.");
  await expectAccessible();
  await asking.getByRole("button", { name: "Send them" }).click();
  await expect(page.getByText("2 letters are on the way.")).toBeVisible();
  await expect(asking).toBeHidden();
  await page.getByRole("button", { name: "Look at it first" }).click();
  await expect(section(page, "0 mentors would get it")).toContainText("Nobody would get this now.");
  await expect(section(page, "0 mentors would get it")).toContainText("3 mentors are left out");

  const letter = page.getByRole("row").filter({ hasText: "One thing left, Hana" });
  await expect(async () => {
    await page.goto("/mail");
    await expect(letter).toContainText("Sent", { timeout: 2_000 });
  }).toPass(long);
  await expect(letter).toContainText(hana.email);
  await letter.getByRole("button", { name: "One thing left, Hana" }).click();
  const message = page.getByRole("dialog", { name: "Message" });
  await expect(message).toContainText("Hello Hana,");
  await expect(message).toContainText("one module, “First steps”");
  await expect(message.getByRole("link")).toHaveAttribute("href", /\/training$/);
});

test("prior learning counts with its evidence and a noted reference, until it is withdrawn", async ({ page, signIn, apiAs, expectAccessible }) => {
  const lead = await apiAs("lead");
  const home = await scheme(lead, "Prior learning");
  await onlyPath(lead, home, [await published(lead, home, "first-steps", short("First steps"))]);
  const { version, ...rules } = await lead.get<{ version: number }>(`/schemes/${home}/training-settings`);
  await lead.put(`/schemes/${home}/training-settings`, { ...rules, reference_needed: true }, version);
  const { participant } = await mentorToBe(lead, home, ["Lou", "Novak"]);
  await signIn("lead");
  await page.goto(`/schemes/${home}/training/mentors/${participant}`);
  await expect(page.getByRole("heading", { level: 1, name: "Lou Novak" })).toBeVisible();
  const missing = section(page, "Missing before mentoring");
  const cleared = page.getByRole("main").getByText(/^Cleared( until .+)?$/);
  await expect(missing.getByRole("listitem")).toHaveText(["Complete “First steps”", /needs a reference/]);
  await expect(cleared).toHaveCount(0);

  await page.getByRole("button", { name: "Accept prior learning" }).click();
  const prior = page.getByRole("dialog", { name: "Accept prior learning" });
  const accept = prior.getByRole("button", { name: "Accept it" });
  await accept.click();
  await expect(prior.getByLabel("Module", { exact: true })).toBeFocused();
  await expect(prior.getByLabel("Module", { exact: true })).toHaveAccessibleDescription(/Choose the module/);
  await expectAccessible();
  await prior.getByLabel("Module", { exact: true }).selectOption("First steps");
  await prior.getByLabel("Completed on").fill(day(3));
  await accept.click();
  await expect(prior.getByLabel("What you have seen")).toHaveAccessibleDescription(/Write 1 to 500 characters/);
  await expect(prior.getByLabel("Why it counts")).toHaveAccessibleDescription(/Write 1 to 500 characters/);
  await prior.getByLabel("What you have seen").fill("Certificate of the Peer Support course");
  await prior.getByLabel("Why it counts").fill("Same content, passed this summer.");
  await accept.click();
  await expect(prior.getByLabel("Completed on")).toHaveAccessibleDescription(/still to come/);
  await prior.getByLabel("Completed on").fill(day(-10));
  await accept.click();
  await expect(page.getByText("It is recorded, with your name.")).toBeVisible();
  await expect(prior).toBeHidden();
  const record = page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 3, name: "First steps" }) });
  for (const words of ["Prior learning", "Seen: Certificate of the Peer Support course", "Why: Same content, passed this summer.", "Recorded by Helen Carter"]) {
    await expect(record).toContainText(words);
  }
  await expect(missing.getByRole("listitem")).toHaveText([/needs a reference/]);
  await expect(cleared).toHaveCount(0);

  await page.getByRole("button", { name: "Record a reference" }).click();
  const reference = page.getByRole("dialog", { name: "Reference", exact: true });
  await reference.getByLabel("Seen on").fill(day(3));
  await reference.getByRole("button", { name: "Save" }).click();
  await expect(reference.getByLabel("Seen on")).toHaveAccessibleDescription(/still to come/);
  await reference.getByLabel("Seen on").fill(day(-2));
  await reference.getByRole("button", { name: "Save" }).click();
  await expect(reference).toBeHidden();
  await expect(figure(page, "Reference seen")).toHaveText(/^\d+ \w+ \d{4}$/);
  await expect(missing).toContainText("Nothing is missing.");
  await expect(cleared).toBeVisible();
  await expectAccessible();

  await page.getByRole("button", { name: "Withdraw First steps" }).click();
  const withdrawing = page.getByRole("dialog", { name: "Withdraw First steps" });
  await withdrawing.getByRole("button", { name: "Withdraw it" }).click();
  await expect(withdrawing.getByLabel("Why", { exact: true })).toHaveAccessibleDescription(/Say why/);
  await expectAccessible();
  await withdrawing.getByLabel("Why", { exact: true }).fill("Entered for the wrong person.");
  await withdrawing.getByRole("button", { name: "Withdraw it" }).click();
  await expect(page.getByText("The completion no longer counts.")).toBeVisible();
  await expect(record).toContainText("Withdrawn on");
  await expect(record).toContainText("Why: Entered for the wrong person.");
  await expect(page.getByRole("button", { name: "Withdraw First steps" })).toHaveCount(0);
  await expect(missing.getByRole("listitem")).toHaveText(["Complete “First steps”"]);
  await expect(cleared).toHaveCount(0);
});

test("a mentor opens no page of staff, no other scheme's, and no module before its turn", async ({ page, signIn, apiAs, linkTo, expectAccessible }) => {
  const lead = await apiAs("lead");
  const home = await scheme(lead, "Closed doors");
  const first = await published(lead, home, "first-steps", short("First steps"));
  const second = await published(lead, home, "second-steps", short("Second steps"));
  const place = { position: 2, is_compulsory: true, prerequisites: ["first-steps"] };
  await lead.put(`/training-modules/${second.id}/place`, place, second.version);
  await onlyPath(lead, home, [first, second]);
  const pia = await mentor(lead, linkTo, home, ["Pia", "Reed"]);
  const other = await mentorToBe(lead, home, ["Quin", "Shaw"]);
  const own = await apiAs(pia);

  await enter(page, pia);
  const staff = ["", "/mentors", `/mentors/${other.participant}`, `/mentors/${pia.participant}`, "/questions", "/reminders", "/settings", "/modules", ...["", "/preview", "/posts"].map((step) => `/modules/${first.id}${step}`)];
  for (const address of [...staff.map((step) => `/schemes/${home}/training${step}`), "/training-institution"]) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1, name: "This page is not for your role" }), address).toBeVisible();
    await expect(page.getByRole("main").getByRole("link"), address).toHaveText(["Go home"]);
    await expect(page.getByRole("main").getByRole("button"), address).toHaveCount(0);
    await expect(page.getByRole("textbox"), address).toHaveCount(0);
  }
  await expectAccessible();
  const behind = [
    ...["training/dashboard", "training/mentors", "training/questions", "training-settings"].map((data) => `/schemes/${home}/${data}`),
    ...["", "/preview", "/file", "/versions/1"].map((data) => `/training-modules/${first.id}${data}`),
    `/training-modules?scheme_id=${home}`, "/training-institution", `/participants/${other.participant}/training`, `/participants/${pia.participant}/training`,
  ];
  for (const data of behind) expect([403, 404], data).toContain(await own.status(data));
  const elsewhere = await demo(lead);
  expect(await own.status(`/training-modules/${first.id}/posts?scheme_id=${home}`)).toBe(200);
  for (const data of [`/training-modules/${first.id}/posts?scheme_id=${elsewhere}`, `/me/training/${first.id}?scheme_id=${elsewhere}`]) {
    expect([403, 404], data).toContain(await own.status(data));
  }

  await page.goto("/training");
  await expect(page.getByRole("heading", { level: 1, name: "Your training" })).toBeVisible();
  const waiting = page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 3, name: "Second steps" }) });
  await expect(waiting).toContainText("Comes after: First steps.");
  await expect(page.getByRole("link", { name: "Second steps" })).toHaveCount(0);
  await page.goto(`/training/${second.id}?scheme=${home}`);
  await expect(page.getByRole("alert")).toContainText("Another module comes first.");
  await expect(page.getByRole("alert")).toContainText("First complete: First steps.");
  await expect(page.getByRole("main").getByRole("textbox")).toHaveCount(0);
  await expectAccessible();
  await completeBehind(own, home, first);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Why it matters" })).toBeVisible();

  await signIn("mentee");
  await page.goto("/training");
  await expect(page.getByRole("heading", { level: 1, name: "This page is not for your role" })).toBeVisible();
  expect(await (await apiAs("mentee")).status("/me/training")).toBe(403);
});

test("something new is asked of a cleared mentor after days of grace, and both sides see from when", async ({ page, signIn, apiAs, linkTo, expectAccessible }) => {
  const lead = await apiAs("lead");
  const home = await scheme(lead, "Grace");
  const first = await published(lead, home, "first-steps", short("First steps"));
  await onlyPath(lead, home, [first]);
  const mia = await mentor(lead, linkTo, home, ["Mia", "Grace"]);
  await completeBehind(await apiAs(mia), home, first);
  await expect(async () => {
    const { items } = await lead.get<{ items: { is_cleared: boolean }[] }>(`/schemes/${home}/training/mentors`);
    expect(items[0]?.is_cleared).toBe(true);
  }).toPass(long);

  await signIn("lead");
  await page.goto(`/schemes/${home}/training/settings`);
  const days = page.getByLabel("Days for what is new");
  await expect(days).toHaveValue("14");
  await days.fill("91");
  await page.getByRole("button", { name: "Save the rules" }).click();
  await expect(days).toHaveAccessibleDescription(/Choose 0 \(at once\) to 90 days/);
  await days.fill("10");
  await page.getByRole("checkbox", { name: "Mentors sign a code of conduct" }).check();
  await page.getByRole("button", { name: "Save the rules" }).click();
  await expect(page.getByText("The rules are saved.")).toBeVisible();
  await expectAccessible();
  const second = await published(lead, home, "second-steps", short("Second steps"));
  await onlyPath(lead, home, [first, second]);

  await enter(page, mia);
  await page.goto("/training");
  const asked = page.getByRole("listitem").filter({ hasText: "Second steps" });
  await expect(asked).toContainText(/New: needed from \d+ \w+ \d{4}/, long);
  await expect(page.getByText(/^To sign before \d+ \w+ \d{4}$/)).toBeVisible();
  await expectAccessible();
  await page.getByRole("checkbox", { name: "I have read this and will keep to it" }).check();
  await page.getByRole("button", { name: "Sign it" }).click();
  await expect(page.getByText(/^Signed on /)).toBeVisible();
  await signIn("lead");
  await page.goto(`/schemes/${home}/training/mentors/${mia.participant}`);
  await page.getByText(/^Version 1, signed on /).click();
  await expect(page.getByText("I treat everybody in my group with respect, whoever they are.")).toBeVisible();
  await expectAccessible();
});
