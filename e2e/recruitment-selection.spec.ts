import { type Account, type Api, account, expect, test } from "./support/api.js";
import { long, section } from "./support/pages.js";
import { enter, scheme } from "./support/training.js";

/** From applications without a name to a mentor in training: two scorers, a talk, decisions with letters, a yes and a no. */

interface Call {
  id: string;
  slug: string;
}

interface Application {
  id: string;
  version: number;
}

const answers = {
  why: "I was lonely in my first week, until somebody sat down next to me.",
  quiet: "I would ask kindly how they are, and tell staff.",
};

/** A call of the scheme that takes applications. */
async function openCall(lead: Api, scheme_id: string, slug: string, more: object = {}): Promise<Call> {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const call = await lead.post<Call>("/calls", {
    scheme_id,
    title: "Become a mentor in spring",
    slug,
    role: "You meet a group of new students.",
    given_back: "Training, and a certificate.",
    levels: [5],
    opens: `${day(-2)}T09:00:00`,
    closes: `${day(9)}T17:00:00`,
    answer_by: day(30),
    questions: [
      { key: "why", kind: "text", label: "Why would you like to be a mentor?", most_words: 150 },
      { key: "quiet", kind: "scenario", label: "What would you do?", situation: "Somebody says nothing." },
    ],
    conduct: "I am kind.",
    rubric: ["Empathy", "Attitude"].map((name) => ({
      key: name.toLowerCase(),
      name,
      guidance: "What you see of it.",
      anchors: [`${name}: none`, `${name}: a little`, `${name}: clear`, `${name}: with an example`],
    })),
    places: 1,
    scorers_each: 2,
    ...more,
  });
  await lead.post(`/calls/${call.id}/publication`, {});
  return call;
}

/** Somebody who has handed in an application, behind the pages. */
async function applicant(
  lead: Api,
  linkTo: (address: string, about: string) => Promise<string>,
  apiAs: (who: Account) => Promise<Api>,
  { slug }: Call,
  [given_name, family_name]: [string, string],
): Promise<Account> {
  const who = { email: `${given_name}.${family_name}.${slug}@example.org`.toLowerCase(), password: "nine calm herons" };
  await lead.post(`/open-calls/${slug}/applications`, { given_name, family_name, email: who.email });
  const link = await linkTo(who.email, "Your application");
  const token = new URL(link).hash.replace("#token=", "");
  await lead.post("/auth/invitations/accept", { token, password: who.password });
  const own = await apiAs(who);
  const { id, version } = await own.post<Application>("/me/applications", { slug });
  const said = Object.entries(answers).map(([key, text]) => [key, { text: `${text} ${given_name}` }]);
  const open = await own.get<{ programmes: { id: string }[] }>(`/open-calls/${slug}`);
  await own.put(
    `/me/applications/${id}`,
    { programme_id: open.programmes[0]?.id, level: 5, mode: "full_time", answers: Object.fromEntries(said), agrees_to_conduct: true },
    version,
  );
  await own.post(`/me/applications/${id}/steps`, { event: "submit" });
  return who;
}

/** A scheme of its own with a programme of the demo's. */
async function home(lead: Api, name: string): Promise<string> {
  const demo = (await lead.get<{ items: { id: string }[] }>("/schemes")).items[0]?.id;
  const { programmes } = await lead.get<{ programmes: { id: string }[] }>(`/schemes/${demo}/lists`);
  return scheme(lead, name, { programme_ids: [programmes[0]?.id] });
}

test("two scorers read without a name, differ and talk; staff decide, and a yes makes a mentor", async ({
  page,
  browser,
  signIn,
  apiAs,
  linkTo,
  expectAccessible,
}, info) => {
  test.slow();
  const lead = await apiAs("lead");
  const here = await home(lead, "Selection");
  const call = await openCall(lead, here, `selection-${info.project.name}`);
  const zoe = await applicant(lead, linkTo, apiAs, call, ["Zoe", "Ortega"]);
  const dev = await applicant(lead, linkTo, apiAs, call, ["Dev", "Patel"]);

  await signIn("lead");
  await page.goto(`/schemes/${here}/recruitment`);
  await page.getByRole("link", { name: "Score and decide" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Scoring and deciding" })).toBeFocused();
  await expectAccessible();
  await page.getByLabel(/^Helen Carter/).check();
  await page.getByLabel(/^Ruth Adeyemi/).check();
  await page.getByRole("button", { name: "Keep these scorers" }).click();
  await expect(page.getByText("The scorers are kept.")).toBeVisible();
  await page.getByRole("button", { name: "Deal out what nobody has yet" }).click();
  await expect(page.getByText("Dealt out.")).toBeVisible();
  await expect(section(page, "How far scoring is")).toContainText("Being read");

  // The first scorer: levels in words, no name, and nothing of what others give.
  const score = async (of: typeof page, levels: [string, string], number: string) => {
    await of.goto("/scorings");
    await expect(of.getByRole("heading", { level: 1, name: "To score" })).toBeVisible();
    const item = of.getByRole("listitem").filter({ hasText: "Become a mentor in spring" }).filter({ hasText: "To read" });
    await item.filter({ hasText: number }).first().getByRole("link").click();
    await expect(of.getByText("until somebody sat down next to me. [name]")).toBeVisible();
    await expect(of.getByRole("main")).not.toContainText("Ortega");
    await of.getByRole("button", { name: "Keep my scores" }).click();
    await expect(of.getByText("Choose a level for Empathy.").first()).toBeVisible();
    for (const level of levels) await of.getByLabel(level).check();
    await of.getByLabel("A note").fill("Read twice.");
    await of.getByRole("button", { name: "Keep my scores" }).click();
    await expect(of.getByText("Your scores are kept.")).toBeVisible();
  };
  await score(page, ["Empathy: none", "Attitude: none"], "Application 1");
  await expectAccessible();
  await expect(page.getByText("What others gave")).toHaveCount(0);
  await score(page, ["Empathy: clear", "Attitude: clear"], "Application 2");

  const other = await browser.newContext({ viewport: page.viewportSize() });
  const theirs = await other.newPage();
  await enter(theirs, account("admin"));
  await theirs.goto("/scorings");
  await expect(theirs.getByText("Become a mentor in spring").first()).toBeVisible();
  await expectAccessible(theirs);
  // Whichever came first for the lead: both get the highest levels here, so that one of them differs.
  await score(theirs, ["Empathy: with an example", "Attitude: with an example"], "Application");
  await score(theirs, ["Empathy: with an example", "Attitude: with an example"], "Application");
  await expect(section(theirs, "What others gave")).toBeVisible();
  await other.close();

  await page.goto(`/schemes/${here}/recruitment/${call.id}/selection`);
  await expect(section(page, "How far scoring is")).toContainText("Scorers differ", long);
  await section(page, "How far scoring is").getByRole("link", { name: "Scorers differ" }).click();
  const differing = page.getByRole("listitem").filter({ hasText: "Scorers differ" });
  await expect(differing).toHaveCount(1);
  await differing.getByRole("link").click();
  await expect(section(page, "Scores")).toContainText("Scorers are far apart on: Empathy, Attitude.");
  await expectAccessible();
  await page.getByRole("button", { name: "Write down what a talk came to" }).click();
  const talk = page.getByRole("dialog", { name: "What the talk came to" });
  for (const level of ["Empathy: a little", "Attitude: a little"]) await talk.getByLabel(level).check();
  await talk.getByLabel("In a few words, why").fill("We read the scenario again.");
  await expectAccessible();
  await talk.getByRole("button", { name: "Keep what was agreed" }).click();
  await expect(talk).toBeHidden();
  await expect(section(page, "Scores")).toContainText("Agreed in a talk: Empathy 2, Attitude 2");
  await page.getByLabel("What you would like them to know").fill("Your example was kind.");
  await page.getByRole("button", { name: "Keep these words" }).click();
  await expect(page.getByText("Kept. They go into the letter.")).toBeVisible();

  // Decide: looked at first, then with letters. The higher one gets the only place.
  await page.goto(`/schemes/${here}/recruitment/${call.id}/applications?order=score`);
  const rows = page.getByRole("main").getByRole("listitem").filter({ has: page.getByRole("checkbox") });
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText("Scored: 7");
  await expectAccessible();
  const decide = async (row: number, what: string, until?: string) => {
    await rows.nth(row).getByRole("checkbox").check();
    await page.getByRole("button", { name: "Decide about these" }).click();
    const dialog = page.getByRole("dialog", { name: "Decide" });
    await dialog.getByLabel("What do you decide?").selectOption({ label: what });
    if (until) await dialog.getByLabel("Last day to accept").fill(until);
    await dialog.getByRole("button", { name: "Look at it first" }).click();
    await expect(dialog).toContainText("1 application would be decided.");
    await expectAccessible();
    await dialog.getByRole("button", { name: "Decide, and send the letters" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText("1 application decided.").first()).toBeVisible();
  };
  const until = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  const first = (await rows.first().getByRole("link").textContent())?.includes("Zoe") ? zoe : dev;
  const second = first === zoe ? dev : zoe;
  await decide(0, "Offer a place", until);
  await expect(rows).toHaveCount(1);
  await decide(0, "Put on the waiting list");
  await page.goto(`/schemes/${here}/recruitment/${call.id}/selection`);
  await expect(section(page, "Next on the waiting list")).toBeVisible();
  await expectAccessible();

  // A no frees the place; nothing happens by itself.
  await enter(page, first);
  await page.goto("/applications");
  await page.getByRole("link", { name: "Answer the offer" }).click();
  await page.getByRole("button", { name: "No, thank you" }).click();
  await expect(page.getByText("Offer turned down").first()).toBeVisible();
  await signIn("lead");
  await page.goto(`/schemes/${here}/recruitment/${call.id}/applications?state=waiting_list`);
  await decide(0, "Offer a place", until);

  await enter(page, second);
  await page.goto("/applications");
  await page.getByRole("link", { name: "Answer the offer" }).click();
  await expect(page.getByText("Please say yes or no by")).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: "Yes, I accept" }).click();
  await expect(section(page, "Your first steps")).toContainText("You agreed to version 1 when you applied.");
  await expectAccessible();
  await page.reload();
  await page.goto("/training");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const mentors = await lead.get<{ items: { name: string }[] }>(`/schemes/${here}/participants?role=mentor`);
  expect(mentors.items).toHaveLength(1);
});

test("a scorer who can't be fair gives it back, and somebody else is asked", async ({ page, signIn, apiAs, linkTo, expectAccessible }, info) => {
  const lead = await apiAs("lead");
  const here = await home(lead, "Fair");
  const call = await openCall(lead, here, `fair-${info.project.name}`);
  await applicant(lead, linkTo, apiAs, call, ["Mei", "Chen"]);
  const staff = await lead.get<{ scorers: { person_id: string; name: string }[] }>(`/calls/${call.id}/selection`);
  await lead.put(`/calls/${call.id}/scorers`, { person_ids: staff.scorers.map((s) => s.person_id) });
  await lead.post(`/calls/${call.id}/scorings`, {});
  await signIn("lead");
  await page.goto("/scorings");
  await page.getByRole("listitem").filter({ hasText: "Become a mentor in spring" }).filter({ hasText: "To read" }).first().getByRole("link").click();
  await page.getByRole("button", { name: "I can't be fair" }).click();
  const dialog = page.getByRole("dialog", { name: "I can't be fair" });
  await expectAccessible();
  await dialog.getByRole("button", { name: "Give it back" }).click();
  await expect(dialog.getByText("Write 1 to 500 characters.").first()).toBeVisible();
  await dialog.getByLabel("In a few words, why?").fill("We share a house.");
  await dialog.getByRole("button", { name: "Give it back" }).click();
  await expect(page.getByText("It goes to somebody else.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "To score" })).toBeVisible();
});

test("staff set times for talks, and somebody on the shortlist chooses one", async ({ page, signIn, apiAs, linkTo, expectAccessible }, info) => {
  const lead = await apiAs("lead");
  const here = await home(lead, "Talks");
  const call = await openCall(lead, here, `talks-${info.project.name}`, { has_interview: true });
  const omar = await applicant(lead, linkTo, apiAs, call, ["Omar", "Haddad"]);
  await signIn("lead");
  await page.goto(`/schemes/${here}/recruitment/${call.id}/selection`);
  await page.getByRole("link", { name: "Talks" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Talks" })).toBeFocused();
  await expect(page.getByText("No time yet")).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: "Set these times" }).click();
  await expect(page.getByText("Enter a day and a time.").first()).toBeVisible();
  const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel("The first time").fill(`${soon}T13:00`);
  await page.getByLabel("How many, one after another").fill("2");
  await page.getByLabel("Where", { exact: true }).fill("Library, room 2");
  await page.getByRole("button", { name: "Set these times" }).click();
  await expect(page.getByText("The times are set.")).toBeVisible();
  const times = section(page, "Who comes when").getByRole("listitem").filter({ hasText: "Library, room 2" });
  await expect(times).toHaveCount(2);
  await expectAccessible();

  await page.goto(`/schemes/${here}/recruitment/${call.id}/applications`);
  await page.getByRole("main").getByRole("listitem").getByRole("checkbox").check();
  await page.getByRole("button", { name: "Decide about these" }).click();
  const dialog = page.getByRole("dialog", { name: "Decide" });
  await dialog.getByLabel("What do you decide?").selectOption({ label: "Put on the shortlist" });
  await dialog.getByRole("button", { name: "Look at it first" }).click();
  await expect(dialog).toContainText("Please choose a time");
  await dialog.getByRole("button", { name: "Decide, and send the letters" }).click();
  await expect(dialog).toBeHidden();

  await enter(page, omar);
  await page.goto("/applications");
  await page.getByRole("link", { name: "Look at it" }).click();
  const talk = section(page, "A short talk");
  await expectAccessible();
  await talk.getByRole("button", { name: /^Choose/ }).first().click();
  await expect(talk).toContainText("Your time:");
  await talk.getByRole("button", { name: /^Choose/ }).first().click();
  await expect(page.getByText("This is your time.").first()).toBeVisible();
  await expectAccessible();

  await signIn("lead");
  await page.goto(`/schemes/${here}/recruitment/${call.id}/interviews`);
  await expect(times.nth(1)).toContainText("Omar Haddad");
  await times.nth(1).getByRole("button", { name: /^Take this time away/ }).click();
  const sure = page.getByRole("dialog", { name: "Take this time away?" });
  await expect(sure).toContainText("gets a letter");
  await sure.getByRole("button", { name: "Take it away" }).click();
  await expect(times).toHaveCount(1);
});
