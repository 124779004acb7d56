import type { Locator, Page } from "@playwright/test";
import { test, expect } from "./support/api.js";
import { saved, text } from "./support/pages.js";
import { type Module, answerAll, cards, enter, mentor, modules, onlyPath, published, scheme, short, whole } from "./support/training.js";

/**
 * What is taught, as staff write it: modules, their files and versions, and what the institution says in all of them.
 * Each story makes the scheme that it needs, so that one can fail alone.
 */

test.beforeEach(() => test.setTimeout(240_000));

/** Goes on with the part of a module that is open, until its heading is another one. */
async function goOn(page: Page, link: string, heading: string) {
  await page.getByRole("navigation", { name: "Parts", exact: true }).getByRole("link", { name: link }).click();
  await expect(page.getByRole("heading", { level: 1, name: heading, exact: true })).toBeFocused();
}

/** Publishes what is on the desk. */
async function publish(page: Page, version: number, note: string) {
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Publish this module?" });
  await expect(dialog).toContainText(`It becomes version ${version}.`);
  await dialog.getByLabel("What has changed").fill(note);
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText(`Version ${version} is published. Mentors who start now get it.`)).toBeVisible();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(`Version ${version} is published`, { exact: true })).toBeVisible();
}

test("a module leaves as a file and a copy comes in under another key; a broken file is refused in words", async ({ page, signIn, apiAs, expectAccessible }) => {
  const lead = await apiAs("lead");
  const home = await scheme(lead, "Files of modules");
  const before = await modules(lead, home);
  const original = await whole(lead, before[0]?.id ?? "");
  const list = `/schemes/${home}/training/modules`;
  await signIn("lead");
  await page.goto(list);
  await page.getByRole("main").getByRole("link", { name: original.title, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: original.title, exact: true })).toBeVisible();
  // It is the institution's: a lead looks at it, and may take it along.
  await expect(page.getByText("You can look at this module. Changing it is for those it belongs to.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^(Save the draft|Publish|Put away)$/ })).toHaveCount(0);
  await expectAccessible();
  const download = await saved(page, "Export a file");
  expect(download.suggestedFilename()).toBe(`${original.key}.json`);
  const file = JSON.parse(await text(download)) as object;
  expect(file).toEqual({ format: "cairn-training-module", format_version: 1, key: original.key, content: original.content });

  await page.goto(list);
  await page.getByRole("button", { name: "Import a file" }).click();
  const dialog = page.getByRole("dialog", { name: "Import a module" });
  const key = dialog.getByLabel("Key", { exact: true });
  const give = (name: string, words: string) =>
    dialog.getByLabel("The file").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(words) });
  const make = () => dialog.getByRole("button", { name: "Make the module" }).click();
  await give("cut-off.json", JSON.stringify(file).slice(0, -200));
  await expect(dialog.getByText(/^This is not a module's file, or it is broken: \w/)).toBeVisible();
  await make();
  await expect(dialog.getByRole("alert")).toContainText("Choose a module's file first.");
  await expectAccessible();
  await give("something-else.json", JSON.stringify({ ...file, format: "something-else" }));
  await expect(dialog.getByText("This file is of a kind that this Cairn does not know.")).toBeVisible();

  const { lessons, quiz } = original.content;
  await give("technology.json", JSON.stringify(file));
  await expect(dialog.getByText(`${original.title}: ${lessons.length} lessons, ${quiz?.questions.length} questions`)).toBeVisible();
  await expect(key).toHaveValue(original.key);
  await key.fill("Our technology!");
  await make();
  await expect(key).toHaveAccessibleDescription(/A key has 1 to 40 small letters/);
  await expect(key).toBeFocused();
  await key.fill("our-technology");
  await make();
  await expect(page.getByText("The module is there, as a draft.")).toBeVisible();
  await expect(page).toHaveURL(/\/training\/modules\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1, name: original.title, exact: true })).toBeVisible();
  await expect(page.getByText("Not published yet")).toBeVisible();
  const copies = (await modules(lead, home)).filter((m) => !before.some((b) => b.id === m.id));
  expect(copies).toMatchObject([{ key: "our-technology", scheme_id: home, has_draft: true }]);
  expect((await whole(lead, copies[0]?.id ?? "")).content).toEqual(original.content);

  await page.goto(list);
  await expect(page.getByRole("listitem").filter({ hasText: "Of this scheme" })).toContainText("Not published");
  await page.getByRole("button", { name: "Import a file" }).click();
  await give("technology.json", JSON.stringify(file));
  await expect(key).toHaveValue(original.key);
  await key.fill("our-technology");
  await make();
  await expect(dialog.getByRole("alert")).toContainText("Another module has this key.");
});

test("a lead writes a scenario and questions of every kind, tries them as a mentor would, and publishes", async ({ page, signIn, apiAs, expectAccessible }) => {
  const lead = await apiAs("lead");
  const home = await scheme(lead, "Writing modules");
  await signIn("lead");
  await page.goto(`/schemes/${home}/training/modules`);
  await page.getByRole("button", { name: "New module" }).click();
  const making = page.getByRole("dialog", { name: "New module" });
  await making.getByRole("button", { name: "Make the module" }).click();
  await expect(making.getByRole("alert")).toContainText("Give the module a title.");
  await expectAccessible();
  await making.getByLabel("Title", { exact: true }).fill("Lab safety");
  await expect(making.getByLabel("Key", { exact: true })).toHaveValue("lab-safety");
  await making.getByRole("button", { name: "Make the module" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Lab safety" })).toBeVisible();
  await expect(page).toHaveURL(/\/training\/modules\/[0-9a-f-]{36}$/);
  const id = page.url().split("/").at(-1) ?? "";

  // Lessons and five questions are written behind the page.
  await lead.put(`/training-modules/${id}/draft`, short("Lab safety", 5), (await whole(lead, id)).version);
  await page.goto(`/schemes/${home}/training/modules/${id}`);
  const parts = page.getByRole("navigation", { name: "Parts of the module" });
  for (const name of ["Details", "Lessons", "Checklist", "Versions", "Quiz", "Scenario"]) {
    await parts.getByRole("link", { name }).click();
    await expect(parts.getByRole("link", { name })).toHaveAttribute("aria-current", "page");
    await expectAccessible();
  }

  await page.getByRole("checkbox", { name: "This module has a scenario" }).check();
  await expect(page.getByText("Not saved", { exact: true })).toBeVisible();
  await page.getByLabel("Title", { exact: true }).fill("Smoke in the lab");
  const rows = page.locator("main li.card");
  for (const [n, words] of ["Smoke comes out of a bin.", "Everybody is out and safe.", "The smoke gets thicker."].entries()) {
    await page.getByRole("button", { name: "Add a step" }).click();
    await rows.nth(n).getByLabel("What happens").fill(words);
  }
  await expect(page.getByLabel("The story starts with").locator("option:checked")).toHaveText("Step 1: Smoke comes out of a bin.");
  const choice = (n: number) => rows.first().getByRole("group", { name: `Choice ${n}`, exact: true });
  const choices: [string, string, string][] = [
    ["Leave, and warn the others", "This helps", "Step 2: Everybody is out and safe."],
    ["Look into the bin", "Something else helps more", "Step 3: The smoke gets thicker."],
  ];
  for (const [n, [words, quality, following]] of choices.entries()) {
    await rows.first().getByRole("button", { name: "Add a choice" }).click();
    await choice(n + 1).getByLabel("What one can do").fill(words);
    await choice(n + 1).getByLabel("How far it helps").selectOption(quality);
    await choice(n + 1).getByLabel("Then follows").selectOption(following);
  }
  await choice(1).getByLabel("What to say about it").fill("People come before things.");

  // What is missing leads to where it is missing.
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("2 things are missing before it can be published")).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: "Step 1, choice 2: Say why this helps, or what would help more." }).click();
  await expect(choice(2).getByLabel("What to say about it")).toBeFocused();
  await choice(2).getByLabel("What to say about it").fill("Smoke does harm. Leave first.");
  await expect(page.getByText("1 thing is missing before it can be published")).toBeVisible();
  await page.getByRole("button", { name: /^Quiz: Write at least as many questions as are asked/ }).click();
  await expect(page).toHaveURL(/part=quiz/);
  await expect(page.locator("main p[tabindex='-1']").filter({ hasText: "Write at least as many questions" })).toBeFocused();

  await expect(page.getByText("5 questions in the bank.")).toBeVisible();
  await expect(rows).toHaveCount(5);
  const add = async (kind: string, n: number, question: string) => {
    await page.getByRole("button", { name: kind, exact: true }).click();
    await rows.nth(n).getByLabel("Question", { exact: true }).fill(question);
    await rows.nth(n).getByLabel("Explanation").fill("The first lesson says so.");
    return rows.nth(n);
  };
  const options = async (card: Locator, words: string[]) => {
    for (const [n, word] of words.entries()) await card.getByLabel(`Option ${n + 1}`, { exact: true }).fill(word);
  };
  const one = await add("Choose one", 5, "Where are the goggles?");
  await options(one, ["On the hook", "In the bin", "At home"]);
  await one.getByLabel("Option 1 is right").check();
  // What is written stays when a question becomes one of another kind.
  const several = await add("Choose one", 6, "What do you wear?");
  await options(several, ["Goggles", "Gloves", "Sandals"]);
  await several.getByLabel("Kind", { exact: true }).selectOption("Choose all that apply");
  await expect(several.getByLabel("Option 2", { exact: true })).toHaveValue("Gloves");
  await several.getByRole("checkbox", { name: "Option 1 is right" }).check();
  await several.getByRole("checkbox", { name: "Option 2 is right" }).check();
  const order = await add("Put in order", 7, "A spill: what comes first?");
  await options(order, ["Block it", "Warn the others", "Clean up"]);
  await order.getByRole("button", { name: "Move option 2 up" }).click();
  await expect(order.getByLabel("Option 1", { exact: true })).toHaveValue("Warn the others");
  const pairs = await add("Match the pairs", 8, "What is against what?");
  for (const [n, [left, right]] of [["Goggles", "Splashes"], ["Gloves", "Acid"], ["Ear plugs", "Noise"]].entries()) {
    await pairs.getByLabel(`Left ${n + 1}`, { exact: true }).fill(left ?? "");
    await pairs.getByLabel(`Belongs to ${n + 1}`, { exact: true }).fill(right ?? "");
  }
  await expect(page.getByText("9 questions in the bank.")).toBeVisible();
  await page.getByRole("button", { name: "Remove question 1", exact: true }).click();
  await expect(page.getByText("8 questions in the bank.")).toBeVisible();
  await expect(page.getByText("Nothing is missing. It can be published.")).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: "Save the draft" }).click();
  await expect(page.getByText("The draft is saved.")).toBeVisible();
  await expect(page.getByText("Not saved", { exact: true })).toHaveCount(0);
  const { content } = await whole(lead, id);
  expect(content.scenario?.steps[0]?.choices.map((c) => [c.quality, c.next])).toEqual([["good", "step-2"], ["poor", "step-3"]]);
  expect(content.quiz?.questions.slice(-4)).toMatchObject([
    { kind: "single", options: ["On the hook", "In the bin", "At home"], correct: [0] },
    { kind: "multiple", options: ["Goggles", "Gloves", "Sandals"], correct: [0, 1] },
    { kind: "ordering", options: ["Warn the others", "Block it", "Clean up"] },
    { kind: "matching", pairs: [{ left: "Goggles", right: "Splashes" }, { left: "Gloves", right: "Acid" }, { left: "Ear plugs", right: "Noise" }] },
  ]);

  await page.getByRole("link", { name: "Preview" }).click();
  await expect(page.getByRole("note")).toContainText("Nothing that you do here is kept.");
  await expect(page.getByRole("heading", { level: 1, name: "Why it matters" })).toBeVisible();
  await expectAccessible();
  await goOn(page, "I have read this", "What to do");
  await goOn(page, "I have read this", "Smoke in the lab");
  await page.getByRole("button", { name: "Look into the bin" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "You chose: Look into the bin" })).toBeFocused();
  await expect(page.getByText("Smoke does harm. Leave first.")).toBeVisible();
  await page.getByRole("button", { name: "Start the story again" }).click();
  await page.getByRole("button", { name: "Leave, and warn the others" }).click();
  await expect(page.getByText("Everybody is out and safe.")).toBeVisible();
  await expect(page.getByText("The story ends here.")).toBeVisible();
  await goOn(page, "Next", "Quiz");
  await page.getByRole("button", { name: "Start the quiz" }).click();
  await expect(cards(page)).toHaveCount(8);
  await answerAll(page, content.quiz?.questions ?? []);
  await expectAccessible();
  await page.getByRole("button", { name: "Hand in" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "You have passed" })).toBeFocused();
  await expect(page.getByText("8 of 8 right, 100%. The pass mark is 80%.")).toBeVisible();
  expect(await lead.get(`/schemes/${home}/training/questions?module_id=${id}`)).toEqual([]);

  await page.getByRole("link", { name: "Back to the editor" }).click();
  await publish(page, 1, "The first one.");
  expect((await modules(lead, home)).find((m) => m.id === id)).toMatchObject({ published: 1, has_draft: false, questions: 8 });
});

test("a new version is for those who start afterwards; whoever has begun keeps theirs", async ({ page, signIn, apiAs, linkTo, expectAccessible }) => {
  const lead = await apiAs("lead");
  const home = await scheme(lead, "Versions");
  const module = await published(lead, home, "handing-over", short("Handing over"));
  await onlyPath(lead, home, [module]);
  const early = await mentor(lead, linkTo, home, ["Dana", "Field"]);
  const late = await mentor(lead, linkTo, home, ["Eli", "Grant"]);
  const begin = async (who: typeof early) => (await apiAs(who)).post(`/me/training/${module.id}/steps?scheme_id=${home}`, { lessons_read: ["why"] });
  await begin(early);

  const desk = `/schemes/${home}/training/modules/${module.id}`;
  await signIn("lead");
  await page.goto(`${desk}?part=lessons`);
  const lesson = page.locator("main li.card").first();
  await lesson.getByText("1. Why it matters").click();
  await lesson.getByLabel("Title", { exact: true }).fill("Why it still matters");
  await lesson.getByLabel("Text, in Markdown").fill("## Better words\n\nSomebody needs you **today**.");
  await expect(lesson.getByRole("heading", { name: "Better words" })).toBeVisible();
  await expectAccessible();
  await publish(page, 2, "Clearer words.");
  await begin(late);

  for (const [who, heading, words] of [[early, "Why it matters", "Somebody may need you."], [late, "Why it still matters", "Somebody needs you today."]] as const) {
    await enter(page, who);
    await page.goto(`/training/${module.id}?scheme=${home}&part=lesson-why`);
    await expect(page.getByRole("heading", { level: 1, name: heading, exact: true })).toBeVisible();
    await expect(page.locator(".lesson")).toContainText(words);
  }

  await signIn("lead");
  await page.goto(`${desk}?part=versions`);
  const versions = page.getByRole("table", { name: "Published versions" }).getByRole("row");
  await expect(versions).toHaveCount(3);
  await expect(versions.nth(1)).toHaveText(/^2.*Helen Carter\s*Clearer words\.\s*1\s*Look$/s);
  await expect(versions.nth(2)).toHaveText(/^1.*Helen Carter\s*First\.\s*1\s*Look$/s);
  await page.getByRole("button", { name: "Look at version 1" }).click();
  const old = page.getByRole("dialog", { name: "Version 1" });
  await expect(old.getByText("Why it matters", { exact: true })).toBeVisible();
  await expect(old.getByText("Why it still matters")).toHaveCount(0);
  await expectAccessible();
});

test("emergency routes, words and sites that an admin sets hold in every lesson at once", async ({ page, signIn, apiAs, linkTo, expectAccessible }) => {
  const lead = await apiAs("lead");
  const home = await scheme(lead, "Institution");
  const content = short("Staying safe");
  const body = "## Where to turn\n\nAsk your {{supervisor}}.\n\n{{emergency_routes}}\n\nMore is on [the safety page](https://safety.example.org/goggles).";
  const lessons = content.lessons.map((l) => (l.key === "why" ? { ...l, body } : l));
  const module = await lead.post<Module>("/training-modules", { key: "staying-safe", scheme_id: home, content: { ...content, lessons } });
  await onlyPath(lead, home, [module]);
  const ola = await mentor(lead, linkTo, home, ["Ola", "Quist"]);
  const desk = `/schemes/${home}/training/modules/${module.id}?part=lessons`;

  await signIn("lead");
  await page.goto(desk);
  await page.getByRole("button", { name: "What is missing (1)" }).click();
  await page.getByRole("button", { name: "Lesson 1: Links to https://safety.example.org/goggles are not allowed." }).click();
  await expect(page.getByLabel("Text, in Markdown").first()).toBeFocused();
  await page.goto("/training-institution");
  await expect(page.getByRole("heading", { level: 1, name: "This page is not for your role" })).toBeVisible();

  await signIn("admin");
  await page.goto("/training-institution");
  await expect(page.getByRole("heading", { level: 1, name: "Emergency routes and words" })).toBeVisible();
  const routes = page.getByRole("group", { name: /^Route \d+$/ });
  const save = page.getByRole("button", { name: "Save", exact: true });
  await expect(routes).toHaveCount(6);
  await page.getByRole("button", { name: "Add a route" }).click();
  await save.click();
  await expect(routes.nth(6).getByLabel("Name", { exact: true })).toBeFocused();
  await expect(routes.nth(6).getByLabel("Name", { exact: true })).toHaveAccessibleDescription(/Write 1 to 200 characters/);
  await expectAccessible();
  await routes.nth(6).getByLabel("Name", { exact: true }).fill("Night porter");
  await routes.nth(6).getByLabel("How to reach it").fill("Ring 0151 496 0999");
  await routes.nth(6).getByLabel("When to use it").fill("You are locked out at night.");
  for (const place of [5, 4]) {
    await page.getByRole("button", { name: "Move Night porter up" }).click();
    await expect(routes.nth(place).getByLabel("Name", { exact: true })).toHaveValue("Night porter");
  }
  await page.getByLabel("What a mentor's named member of staff is called").fill("mentoring adviser");
  const sites = page.getByLabel("Sites that lessons may link to");
  await sites.fill("not a site");
  await sites.press("Enter");
  await save.click();
  await expect(page.getByRole("alert")).toContainText("Write a host like www.nhs.uk");
  await page.getByRole("button", { name: "Remove not a site" }).click();
  await sites.fill("safety.example.org");
  await sites.press("Enter");
  await save.click();
  await expect(page.getByText("Saved. Every lesson says so from now on.")).toBeVisible();
  await page.reload();
  await expect(routes.nth(4).getByLabel("Name", { exact: true })).toHaveValue("Night porter");
  await expect(page.getByRole("button", { name: "Remove safety.example.org" })).toBeVisible();

  await signIn("lead");
  await page.goto(desk);
  await expect(page.getByRole("heading", { level: 1, name: "Staying safe" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^What is missing/ })).toHaveCount(0);
  await publish(page, 1, "With our routes.");
  await enter(page, ola);
  await page.goto(`/training/${module.id}?scheme=${home}&part=lesson-why`);
  const shown = page.locator(".lesson");
  await expect(shown).toContainText("Ask your mentoring adviser.");
  await expect(shown.getByRole("listitem")).toHaveCount(7);
  await expect(shown.getByRole("listitem").nth(4)).toHaveText(/^Night porter: Ring 0151 496 0999\s*You are locked out at night\.$/);
  await expect(shown.getByRole("link", { name: "the safety page" })).toHaveAttribute("href", "https://safety.example.org/goggles");
  await expectAccessible();
  const welfare = (await modules(lead, home)).find((m) => m.key === "welfare");
  const central = await lead.get<{ lessons: { html: string }[] }>(`/training-modules/${welfare?.id}/preview`);
  expect(central.lessons.some((l) => l.html.includes("Night porter"))).toBe(true);
});
