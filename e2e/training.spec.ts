import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { type Account, test, expect } from "./support/api.js";
import {
  type Module, type Question, answer, answerAll, asked, bestWay, cards, completeBehind, enter, mentor, modules, scheme, whole,
} from "./support/training.js";

/** From the first lesson to being cleared, and what staff see, set and write on the way. */

test.describe.configure({ mode: "serial" });

/** The server works on what follows a change for a while. */
const long = { timeout: 20_000 };

let home = "";
let asha: Account & { participant: string };
let ben: Account & { participant: string };

/** Goes on with the part that is open until its heading is another one. */
async function next(page: Page, button: string, heading: string) {
  await page.getByRole("navigation", { name: "Parts", exact: true }).getByRole("link", { name: button }).click();
  await expect(page.getByRole("heading", { level: 1, name: heading, exact: true })).toBeFocused();
}

/** Takes the way through a scenario that helps most. */
async function playScenario(page: Page, module: Module) {
  const scenario = module.content.scenario;
  if (!scenario) throw new Error("there is no scenario");
  let step = scenario.steps.find((s) => s.key === scenario.start);
  for (const place of bestWay(module.content)) {
    const choice = step?.choices[place];
    if (!choice) throw new Error("the way leads nowhere");
    await page.getByRole("button", { name: choice.text, exact: true }).click();
    await expect(page.getByRole("heading", { level: 2, name: `You chose: ${choice.text}` })).toBeFocused();
    await expect(page.getByText(choice.feedback)).toBeVisible();
    step = scenario.steps.find((s) => s.key === choice.next);
  }
  await expect(page.getByText("The story ends here.")).toBeVisible();
}

/** Does a whole module on the page, from wherever it opens to its end. */
async function learn(page: Page, module: Module, pause?: () => Promise<void>) {
  const { lessons, scenario, checklist, quiz } = module.content;
  const order = [
    ...lessons.map((l) => l.title),
    ...(scenario ? [scenario.title] : []),
    ...(checklist.length > 0 ? ["What to set up"] : []),
    ...(quiz ? ["Quiz"] : []),
  ];
  await expect(page.getByRole("heading", { level: 1, name: order[0], exact: true })).toBeVisible();
  for (const [n, heading] of order.entries()) {
    await expect(page.getByRole("heading", { level: 1, name: heading, exact: true })).toBeVisible();
    await pause?.();
    if (heading === scenario?.title) await playScenario(page, module);
    if (heading === "What to set up") {
      for (const item of checklist) await page.getByRole("checkbox", { name: item.text }).check();
      await expect(page.getByText(`${checklist.length} of ${checklist.length} ticked`)).toBeVisible();
    }
    const following = order[n + 1];
    if (following) await next(page, n < lessons.length ? "I have read this" : "Next", following);
  }
  if (!quiz) return;
  await page.getByRole("button", { name: "Start the quiz" }).click();
  await answerAll(page, quiz.questions);
  await pause?.();
  await expect(page.getByText(`${quiz.draw} of ${quiz.draw} answered`)).toBeVisible();
  await page.getByRole("button", { name: "Hand in" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "You have passed" })).toBeFocused();
  await pause?.();
}

test("a lead sets the rules and the path of a scheme", async ({ page, signIn, apiAs, linkTo, expectAccessible }) => {
  const lead = await apiAs("lead");
  home = await scheme(lead, "Training together");
  asha = await mentor(lead, linkTo, home, ["Asha", "Patel"]);
  ben = await mentor(lead, linkTo, home, ["Ben", "Carr"]);
  await signIn("lead");

  await page.goto(`/schemes/${home}/training/settings`);
  await expect(page.getByRole("heading", { level: 1, name: "The rules of training" })).toBeVisible();
  await expectAccessible();
  await page.getByLabel("Pass mark, in per cent").fill("200");
  await page.getByRole("button", { name: "Save the rules" }).click();
  await expect(page.getByLabel("Pass mark, in per cent")).toBeFocused();
  await expect(page.getByLabel("Pass mark, in per cent")).toHaveAccessibleDescription(/1 to 100/);
  // Edits that are not saved are not lost by a link.
  await page.getByRole("navigation", { name: "Training" }).getByRole("link", { name: "Modules" }).click();
  const leaving = page.getByRole("dialog", { name: "Leave without saving?" });
  await expect(leaving).toBeVisible();
  await expectAccessible();
  await leaving.getByRole("button", { name: "Stay here" }).click();
  await page.getByLabel("Pass mark, in per cent").fill("75");
  await page.getByLabel("Tries in a day").fill("0");
  await page.getByRole("checkbox", { name: "Mentors sign a code of conduct" }).check();
  await page.getByRole("button", { name: "Save the rules" }).click();
  await expect(page.getByText("The rules are saved.")).toBeVisible();

  await page.getByRole("navigation", { name: "Training" }).getByRole("link", { name: "Modules" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "What mentors learn" })).toBeVisible();
  const rows = page.getByRole("main").getByRole("listitem").filter({ has: page.getByRole("heading", { level: 2 }) });
  const before = await modules(lead, home);
  expect(before.length).toBe(10);
  await expect(rows).toHaveCount(10);
  await expectAccessible();

  // A module goes up and comes back, and the button that was pressed keeps the focus.
  const [first, second] = before;
  if (!first || !second) throw new Error("no modules");
  const up = page.getByRole("button", { name: `Move ${second.title} up` });
  await up.focus();
  await page.keyboard.press("Enter");
  await expect(rows.first()).toContainText(second.title);
  await expect(up).toBeFocused();
  await page.getByRole("button", { name: `Move ${second.title} down` }).click();
  await expect(rows.first()).toContainText(first.title);

  const last = before.at(-1);
  if (!last) throw new Error("no modules");
  await page.getByLabel(`How ${last.title} stands in the path`).selectOption("Optional");
  await expect.poll(async () => (await modules(lead, home)).find((m) => m.id === last.id)?.is_compulsory).toBe(false);
  await page.reload();
  await expect(page.getByLabel(`How ${last.title} stands in the path`)).toHaveValue("optional");
});

test("a mentor goes from the first lesson to being cleared", async ({ page, apiAs, expectAccessible }) => {
  test.setTimeout(240_000);
  const lead = await apiAs("lead");
  const path = (await modules(lead, home)).filter((m) => m.is_included && m.is_compulsory);
  expect(path.length).toBeGreaterThan(5);
  const [first, ...others] = await Promise.all(path.map((m) => whole(lead, m.id)));
  if (!first) throw new Error("the path is empty");

  await enter(page, asha);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Do this next" })).toBeVisible();
  await expectAccessible();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "My training" }).locator("visible=true").click();
  await expect(page.getByRole("heading", { level: 1, name: "Your training" })).toBeFocused();
  await expect(page.getByText(`0 of ${path.length}`)).toBeVisible();
  await expect(page.getByText("Not signed yet")).toBeVisible();
  await expectAccessible();

  await page.getByRole("link", { name: "Start" }).click();
  await learn(page, first, expectAccessible);
  await expect(page.getByText("Well done. This module is complete.")).toBeVisible(long);
  await page.getByRole("link", { name: "See what is next" }).click();
  await expect(page.getByText(`1 of ${path.length}`)).toBeVisible();
  await expect(page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: first.content.title }) })).toContainText("Complete");

  // The others hold what the first holds, in other words: they are done behind the page.
  const own = await apiAs(asha);
  for (const module of others) await completeBehind(own, home, module);
  await page.reload();
  await expect(page.getByText(`${path.length} of ${path.length}`)).toBeVisible();
  await expect(page.getByText("Not signed yet")).toBeVisible();
  await page.getByRole("button", { name: "Sign it" }).click();
  await expect(page.getByRole("alert")).toContainText("Tick the box");
  await page.getByRole("checkbox", { name: "I have read this and will keep to it" }).check();
  await page.getByRole("button", { name: "Sign it" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "You are cleared to mentor" })).toBeVisible(long);
  await expectAccessible();
  await page.goto("/");
  await expect(page.getByText(/You are cleared to mentor/)).toBeVisible();
  await expectAccessible();
});

test("a quiz is done with the keyboard alone", async ({ page, apiAs, linkTo }) => {
  test.setTimeout(120_000);
  const lead = await apiAs("lead");
  const keys = await mentor(lead, linkTo, home, ["Kit", "Lowe"]);
  const [first] = await modules(lead, home);
  if (!first) throw new Error("no modules");
  const module = await whole(lead, first.id);
  const bank = module.content.quiz?.questions ?? [];
  await enter(page, keys);
  await page.goto(`/training/${module.id}?scheme=${home}&part=quiz`);
  await tabTo(page, "Start the quiz");
  await page.keyboard.press("Enter");
  await expect(cards(page).first()).toBeVisible();
  for (const card of await cards(page).all()) await byKeyboard(page, await asked(card, bank));
  await tabTo(page, "Hand in");
  await page.keyboard.press("Enter");
  const result = page.getByRole("heading", { level: 2, name: "You have passed" });
  await expect(result).toBeFocused();
});

/** What has the focus, as it is called. */
async function focused(page: Page): Promise<{ name: string; tag: string; card: string }> {
  return page.evaluate(() => {
    const at = document.activeElement as HTMLElement | null;
    const label = at instanceof HTMLInputElement || at instanceof HTMLSelectElement ? at.labels?.[0]?.innerText : undefined;
    const card = at?.closest("fieldset")?.querySelector("legend")?.innerText ?? "";
    return { name: (at?.getAttribute("aria-label") ?? label ?? at?.innerText ?? "").trim(), tag: at?.tagName ?? "", card };
  });
}

/** Presses Tab until something of that name has the focus. */
async function tabTo(page: Page, name: string, card = "") {
  for (let n = 0; n < 120; n += 1) {
    const at = await focused(page);
    if (at.name === name && at.card.includes(card)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never came to "${name}"`);
}

/** Answers a question rightly with keys. */
async function byKeyboard(page: Page, question: Question) {
  const card = question.text;
  const inside = async () => (await focused(page)).card.includes(card);
  for (let n = 0; n < 120 && !(await inside()); n += 1) await page.keyboard.press("Tab");
  switch (question.kind) {
    case "single": {
      // Arrows go round the radio buttons, and choose.
      await page.keyboard.press("Space");
      const right = question.options[question.correct[0] ?? 0];
      for (let n = 0; n < question.options.length && (await focused(page)).name !== right; n += 1) await page.keyboard.press("ArrowDown");
      break;
    }
    case "multiple":
      for (let n = 0; n < question.options.length; n += 1) {
        const { name } = await focused(page);
        if (question.correct.some((c) => question.options[c] === name)) await page.keyboard.press("Space");
        if (n + 1 < question.options.length) await page.keyboard.press("Tab");
      }
      break;
    case "matching":
      for (const { left, right } of question.pairs) {
        await tabTo(page, left, card);
        // Enter opens the list, arrows go through it, Enter chooses.
        await page.keyboard.press("Enter");
        await expect.poll(async () => (await focused(page)).tag).toBe("OPTION");
        for (let n = 0; n <= question.pairs.length && (await focused(page)).name !== right; n += 1) await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        await expect.poll(async () => (await focused(page)).name).toBe(left);
      }
      break;
    case "ordering": {
      const rows = page.getByRole("group", { name: new RegExp(escaped(card)) }).locator("ol > li > span:nth-of-type(2)");
      let moved = false;
      for (const [place, text] of question.options.entries()) {
        for (let now = (await rows.allInnerTexts()).indexOf(text); now > place; now -= 1) {
          await reach(page, `Move up ${text}`, card);
          await page.keyboard.press("Enter");
          // What was moved keeps the focus.
          await expect.poll(async () => (await focused(page)).name).toBe(`Move up ${text}`);
          moved = true;
        }
      }
      if (!moved) {
        await reach(page, "It is right as it is", card);
        await page.keyboard.press("Enter");
      }
      expect(await rows.allInnerTexts()).toEqual(question.options);
      break;
    }
  }
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Goes to something in a card, forwards or backwards. */
async function reach(page: Page, name: string, card: string) {
  for (const key of ["Tab", "Shift+Tab"]) {
    for (let n = 0; n < 14; n += 1) {
      const at = await focused(page);
      if (at.name === name && at.card.includes(card)) return;
      await page.keyboard.press(key);
    }
  }
  throw new Error(`the keyboard never came to "${name}"`);
}

test("what is begun on one device goes on on another", async ({ page, browser, baseURL, apiAs, expectAccessible }) => {
  test.setTimeout(120_000);
  const lead = await apiAs("lead");
  const [first] = await modules(lead, home);
  if (!first) throw new Error("no modules");
  const module = await whole(lead, first.id);
  const [one, two, three] = module.content.lessons;
  await enter(page, ben);
  await page.goto(`/training/${module.id}?scheme=${home}`);
  await expect(page.getByRole("heading", { level: 1, name: one?.title, exact: true })).toBeVisible();
  await next(page, "I have read this", two?.title ?? "");
  await expect(page.getByText("Saved. You can go on here or on another device.")).toBeVisible();

  const other = await browser.newContext({ baseURL, viewport: { width: 390, height: 844 } });
  const phone = await other.newPage();
  await enter(phone, ben);
  await phone.goto("/training");
  await phone.getByRole("link", { name: "Go on" }).click();
  await expect(phone.getByRole("heading", { level: 1, name: two?.title, exact: true })).toBeVisible();
  await next(phone, "I have read this", three?.title ?? "");
  await expectAccessible(phone);

  // Two answers there, one here: all three are in the quiz that is handed in, wherever that is.
  await phone.goto(`/training/${module.id}?scheme=${home}&part=quiz`);
  await phone.getByRole("button", { name: "Start the quiz" }).click();
  const bank = module.content.quiz?.questions ?? [];
  await expect(cards(phone).first()).toBeVisible();
  for (const n of [0, 1]) await answer(cards(phone).nth(n), await asked(cards(phone).nth(n), bank));
  await expect(phone.getByText("Saved. You can go on here or on another device.")).toBeVisible();
  await page.goto(`/training/${module.id}?scheme=${home}&part=quiz`);
  await page.getByRole("button", { name: "Go on with the quiz" }).click();
  await expect(page.getByText(`2 of ${module.content.quiz?.draw} answered`)).toBeVisible();
  await answer(cards(page).nth(2), await asked(cards(page).nth(2), bank));
  await expect(page.getByText("Saved. You can go on here or on another device.")).toBeVisible();
  await page.getByRole("button", { name: "Hand in" }).click();
  const asking = page.getByRole("dialog", { name: "Some questions have no answer yet" });
  await expect(asking).toContainText(`${(module.content.quiz?.draw ?? 0) - 3 === 5 ? "Five questions" : ""}`);
  await expectAccessible();
  await asking.getByRole("button", { name: "Hand in as it is" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Not passed yet" })).toBeFocused();
  await expect(page.getByRole("listitem").filter({ hasText: "Right" }).filter({ has: page.getByRole("heading", { level: 3 }) })).toHaveCount(3);
  await expectAccessible();

  // Too late there: the quiz is handed in, and the page says so.
  const late = cards(phone).nth(3);
  await answer(late, await asked(late, bank));
  await expect(phone.getByText("This quiz is handed in already.")).toBeVisible();
  await phone.getByRole("button", { name: "Try again" }).click();
  await expect(phone.getByRole("heading", { level: 2, name: "Not passed yet" })).toBeVisible();
  await other.close();
});

test("a step that can't be sent is kept and sent once the connection is back", async ({ page, apiAs }) => {
  const lead = await apiAs("lead");
  const module = (await modules(lead, home)).find((m) => m.key !== "technology");
  const first = await whole(lead, module?.id ?? "");
  const locked = await (await apiAs(ben)).status(`/me/training/${first.id}?scheme_id=${home}`);
  const open = locked === 200 ? first : await whole(lead, (await modules(lead, home))[0]?.id ?? "");
  await enter(page, ben);
  await page.goto(`/training/${open.id}?scheme=${home}&part=lesson-${open.content.lessons[0]?.key}`);
  await expect(page.getByRole("heading", { level: 1, name: open.content.lessons[0]?.title, exact: true })).toBeVisible();
  const before = (await (await apiAs(ben)).get<{ progress: { lessons_read: string[] } }>(`/me/training/${open.id}?scheme_id=${home}`)).progress;
  const last = open.content.lessons.at(-1);
  await page.getByRole("navigation", { name: "In this module" }).getByRole("link", { name: new RegExp(escaped(last?.title ?? "")) }).click();
  await expect(page.getByRole("heading", { level: 1, name: last?.title, exact: true })).toBeVisible();
  expect(before.lessons_read).not.toContain(last?.key);
  await page.context().setOffline(true);
  await page.getByRole("navigation", { name: "Parts", exact: true }).getByRole("link", { name: "I have read this" }).click();
  await expect(page.getByText("Not saved yet")).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText("Saved. You can go on here or on another device.")).toBeVisible(long);
  const after = (await (await apiAs(ben)).get<{ progress: { lessons_read: string[] } }>(`/me/training/${open.id}?scheme_id=${home}`)).progress;
  expect(after.lessons_read).toContain(last?.key);
});

test("a module is written, looked at, published, and learned", async ({ page, signIn, apiAs, expectAccessible }) => {
  test.setTimeout(240_000);
  const lead = await apiAs("lead");
  await signIn("lead");
  await page.goto(`/schemes/${home}/training/modules`);
  await page.getByRole("button", { name: "New module" }).click();
  const dialog = page.getByRole("dialog", { name: "New module" });
  await dialog.getByLabel("Title").fill("Safe in the laboratory");
  await expect(dialog.getByLabel("Key")).toHaveValue("safe-in-the-laboratory");
  await dialog.getByLabel("For").selectOption("Everybody in this scheme");
  await expectAccessible();
  await dialog.getByRole("button", { name: "Make the module" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Safe in the laboratory" })).toBeVisible();
  await expect(page.getByText("Not published yet")).toBeVisible();
  await expectAccessible();
  const parts = page.getByRole("navigation", { name: "Parts of the module" });

  // What is missing is listed, and leads to its field.
  await page.getByRole("button", { name: /^What is missing/ }).click();
  await page.getByRole("button", { name: /^Summary: / }).click();
  await expect(page.getByLabel("Summary")).toBeFocused();
  await page.getByLabel("Summary").fill("Work without hurting yourself or others.");
  await page.getByLabel("Topic").fill("Health and safety");

  await parts.getByRole("link", { name: /^Lessons/ }).click();
  await page.getByRole("button", { name: "Add a lesson" }).click();
  await page.getByLabel("Title").fill("Before you begin");
  await page.getByLabel("Text, in Markdown").fill("## Your coat\n\nWear it.\n\n<script>alert(1)</script>\n\n[A game](https://games.example/x)\n\n{{emergency_routes}}");
  await expect(page.getByText(/Links to https:\/\/games\.example\/x are not allowed/)).toBeVisible();
  const shown = page.locator(".lesson");
  await expect(shown.getByRole("heading", { name: "Your coat" })).toBeVisible();
  await expect(shown).toContainText("Emergency services");
  await expect(shown.locator("script")).toHaveCount(0);
  await expectAccessible();
  await page.getByLabel("Text, in Markdown").fill("## Your coat\n\nWear it.\n\n{{emergency_routes}}");
  await expect(page.getByText(/are not allowed/)).toHaveCount(0);

  await parts.getByRole("link", { name: /^Scenario/ }).click();
  await page.getByRole("checkbox", { name: "This module has a scenario" }).check();
  await page.getByLabel("Title").fill("Something spills");
  await page.getByRole("button", { name: "Add a step" }).click();
  await page.getByLabel("What happens").fill("Acid runs over the bench.");
  await page.getByRole("button", { name: "Add a step" }).click();
  const steps = page.getByRole("listitem").filter({ has: page.getByLabel("What happens") });
  await steps.nth(1).getByLabel("What happens").fill("Everybody is safe.");
  for (const [n, [what, quality, why]] of [
    ["Call the technician", "This helps", "They know what to do."],
    ["Wipe it up yourself", "Something else helps more", "It burns. Call somebody who is trained."],
  ].entries()) {
    await steps.first().getByRole("button", { name: "Add a choice" }).click();
    const choice = page.getByRole("group", { name: `Choice ${n + 1}` });
    await choice.getByLabel("What one can do").fill(what ?? "");
    await choice.getByLabel("How far it helps").selectOption(quality ?? "");
    await choice.getByLabel("Then follows").selectOption("Step 2: Everybody is safe.");
    await choice.getByLabel("What to say about it").fill(why ?? "");
  }
  await expectAccessible();

  await parts.getByRole("link", { name: /^Checklist/ }).click();
  await page.getByRole("button", { name: "Add an item" }).click();
  await page.getByLabel("What is done, as the mentor says it").fill("I know where the eye wash is");
  await page.getByLabel("How, and whom to ask").fill("Ask the technician.");

  await parts.getByRole("link", { name: /^Quiz/ }).click();
  await page.getByRole("checkbox", { name: "This module has a quiz" }).check();
  await writeQuiz(page);
  await expectAccessible();
  await expect(page.getByText("Nothing is missing. It can be published.")).toBeVisible();

  // Leaving asks first; the browser's back button loses nothing.
  await page.getByRole("navigation", { name: "Where you are" }).getByRole("link", { name: "Modules" }).click();
  await page.getByRole("dialog", { name: "Leave without saving?" }).getByRole("button", { name: "Stay here" }).click();
  await page.getByRole("button", { name: "Save the draft" }).click();
  await expect(page.getByText("The draft is saved.")).toBeVisible();

  // As a mentor sees it; nothing of it is kept.
  await page.getByRole("link", { name: "Preview" }).click();
  await expect(page.getByText("This is what a mentor sees.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Before you begin" })).toBeVisible();
  await expectAccessible();
  await page.getByRole("navigation", { name: "In this module" }).getByRole("link", { name: /Quiz/ }).click();
  await page.getByRole("button", { name: "Start the quiz" }).click();
  const own = (await modules(lead, home)).find((m) => m.key === "safe-in-the-laboratory");
  const draft = await whole(lead, own?.id ?? "");
  await answerAll(page, draft.content.quiz?.questions ?? []);
  await page.getByRole("button", { name: "Hand in" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "You have passed" })).toBeFocused();
  await page.getByRole("link", { name: "Back to the editor" }).click();

  await page.getByRole("button", { name: "Publish" }).click();
  const publish = page.getByRole("dialog", { name: "Publish this module?" });
  await publish.getByLabel("What has changed").fill("The first version.");
  await expectAccessible();
  await publish.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("Version 1 is published", { exact: true })).toBeVisible();
  await parts.getByRole("link", { name: /^Versions/ }).click();
  await expect(page.getByRole("row").filter({ hasText: "The first version." })).toBeVisible();
  await page.getByRole("button", { name: "Look at version 1" }).click();
  await expect(page.getByRole("dialog", { name: "Version 1" })).toContainText("Before you begin");
  await expectAccessible();
  await page.getByRole("dialog", { name: "Version 1" }).getByRole("button", { name: "Close" }).click();

  // A mentor learns it.
  const published = await whole(lead, own?.id ?? "");
  await page.context().clearCookies();
  await enter(page, asha);
  await page.goto(`/training/${published.id}?scheme=${home}`);
  await learn(page, published);
  await expect(page.getByText("Well done. This module is complete.")).toBeVisible(long);
});

/** Eight questions of all four kinds. */
async function writeQuiz(page: Page) {
  const kinds = ["Choose one", "Choose all that apply", "Put in order", "Match the pairs"];
  for (let n = 0; n < 8; n += 1) {
    const kind = kinds[n % 4] ?? "";
    await page.getByRole("button", { name: kind, exact: true }).click();
    const card = page.getByRole("main").locator("ol > li").filter({ has: page.getByText(new RegExp(`^${n + 1}\\. `)) }).last();
    await card.getByLabel("Question", { exact: true }).fill(`Question ${n + 1} about safety`);
    await card.getByLabel("Explanation").fill(`Because of rule ${n + 1}.`);
    for (const side of [1, 2, 3]) {
      if (kind === "Match the pairs") {
        await card.getByLabel(`Left ${side}`).fill(`Left ${n}${side}`);
        await card.getByLabel(`Belongs to ${side}`).fill(`Right ${n}${side}`);
      } else {
        await card.getByLabel(`Option ${side}`, { exact: true }).fill(`Answer ${n}${side}`);
      }
    }
    if (kind === "Choose one") await card.getByRole("radio", { name: "Option 2 is right" }).check();
    if (kind === "Choose all that apply") for (const right of [1, 3]) await card.getByRole("checkbox", { name: `Option ${right} is right` }).check();
  }
}

test("edits survive the back button, a draft is discarded, and a module goes out as a file and comes in again", async ({ page, signIn, apiAs, expectAccessible }) => {
  const lead = await apiAs("lead");
  const own = (await modules(lead, home)).find((m) => m.key === "safe-in-the-laboratory");
  await signIn("lead");
  await page.goto(`/schemes/${home}/training/modules`);
  await page.getByRole("link", { name: "Safe in the laboratory" }).click();
  await page.getByLabel("Summary").fill("Half a thought");
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "What mentors learn" })).toBeVisible();
  await page.getByRole("link", { name: "Safe in the laboratory" }).click();
  await expect(page.getByText("What you had not saved is back.")).toBeVisible();
  await expect(page.getByLabel("Summary")).toHaveValue("Half a thought");

  // Somebody else saves first: nothing is overwritten.
  await lead.put(`/training-modules/${own?.id}/draft`, { ...(await whole(lead, own?.id ?? "")).content, topic: "Chemistry" }, (await whole(lead, own?.id ?? "")).version);
  await page.getByRole("button", { name: "Save the draft" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByLabel("Summary")).toHaveValue("Half a thought");
  await page.getByRole("navigation", { name: "Where you are" }).getByRole("link", { name: "Modules" }).click();
  await page.getByRole("dialog", { name: "Leave without saving?" }).getByRole("button", { name: "Leave without saving" }).click();
  await page.getByRole("link", { name: "Safe in the laboratory" }).click();
  await expect(page.getByLabel("Topic")).toHaveValue("Chemistry");
  await page.getByRole("button", { name: "Discard the draft" }).click();
  await page.getByRole("dialog", { name: "Discard the draft?" }).getByRole("button", { name: "Discard it" }).click();
  await expect(page.getByLabel("Topic")).toHaveValue("Health and safety");

  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Export a file" }).click()]);
  const file = await readFile(await download.path(), "utf8");
  expect(JSON.parse(file)).toMatchObject({ format: "cairn-training-module", key: "safe-in-the-laboratory" });
  await page.goto(`/schemes/${home}/training/modules`);
  await page.getByRole("button", { name: "Import a file" }).click();
  const dialog = page.getByRole("dialog", { name: "Import a module" });
  await dialog.getByLabel("The file").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await expect(dialog.getByText(/not a module's file/)).toBeVisible();
  await dialog.getByLabel("The file").setInputFiles({ name: "m.json", mimeType: "application/json", buffer: Buffer.from(file) });
  await expect(dialog.getByText("Safe in the laboratory: 1 lesson, 8 questions")).toBeVisible();
  await expectAccessible();
  await dialog.getByRole("button", { name: "Make the module" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Another module has this key.");
  await dialog.getByLabel("Key").fill("safe-again");
  await dialog.getByRole("button", { name: "Make the module" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Safe in the laboratory" })).toBeVisible();
  await expect(page).toHaveURL(/\/training\/modules\/[0-9a-f-]{36}$/);

  await page.getByRole("button", { name: "Put away" }).click();
  await page.getByRole("dialog", { name: "Put this module away?" }).getByRole("button", { name: "Put it away" }).click();
  await expect(page.getByRole("button", { name: "Bring it back" })).toBeVisible();
  await expectAccessible();
});

test("staff see how training goes, live, and find whom to help", async ({ page, signIn, apiAs, expectAccessible }) => {
  await signIn("lead");
  await page.goto(`/schemes/${home}/training`);
  await expect(page.getByRole("heading", { level: 1, name: "How training goes" })).toBeVisible();
  const stat = (name: string) => page.locator("dt", { hasText: new RegExp(`^${name}$`) }).locator("xpath=following-sibling::dd[1]");
  await expect(stat("Mentors")).toHaveText("3");
  await expect(stat("Cleared to mentor")).toHaveText("1");
  await expect(page.getByRole("heading", { name: "By module" })).toBeVisible();
  await page.getByText("Show as a table").first().click();
  await expect(page.getByRole("table", { name: "Mentors by module" })).toBeVisible();
  await expectAccessible();

  // Somebody completes a module elsewhere, and the page knows.
  const lead = await apiAs("lead");
  const [first] = await modules(lead, home);
  const module = await whole(lead, first?.id ?? "");
  const row = page.getByRole("listitem").filter({ has: page.getByRole("link", { name: module.content.title }) }).first();
  const before = await row.innerText();
  await completeBehind(await apiAs(ben), home, module);
  await expect(row).not.toHaveText(before, { useInnerText: true, ...long });

  await page.getByRole("navigation", { name: "Training" }).getByRole("link", { name: "Mentors" }).click();
  const table = page.getByRole("table", { name: "Mentors and their training" });
  await expect(table.getByRole("row")).toHaveCount(4);
  await page.getByLabel("State").selectOption("Cleared");
  await expect(page).toHaveURL(/filter=cleared/);
  await expect(table.getByRole("row")).toHaveCount(2);
  await expect(table).toContainText("Asha Patel");
  await page.reload();
  await expect(table.getByRole("row")).toHaveCount(2);
  await expectAccessible();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "CSV" }).click()]);
  const csv = await readFile(await download.path(), "utf8");
  expect(csv).toContain("Asha Patel");
  expect(csv).not.toContain("Ben Carr");
  await page.getByLabel("State").selectOption("Everybody");
  await page.getByRole("searchbox", { name: "Find a mentor" }).fill("carr");
  await expect(table.getByRole("row")).toHaveCount(2);

  await page.getByRole("navigation", { name: "Training" }).getByRole("link", { name: "Questions" }).click();
  await expect(page.getByRole("table", { name: "Questions, the hardest first" }).getByRole("row").nth(8)).toBeVisible();
  await expectAccessible();
});

test("reminders are looked at before they are sent, and reach whom they are for", async ({ page, signIn, apiAs, expectAccessible }) => {
  await signIn("lead");
  await page.goto(`/schemes/${home}/training/reminders`);
  await page.getByLabel("Mentors").selectOption("In progress");
  await page.getByLabel("Subject").fill("Nearly there");
  await page.getByLabel("Text").fill("Dear {name},\n\nplease do this: {missing}.");
  await page.getByRole("button", { name: "Look at it first" }).click();
  await expect(page.getByRole("heading", { name: "2 mentors would get it" })).toBeVisible();
  await expect(page.getByText("Dear Ben,")).toBeVisible();
  await expectAccessible();
  // What was looked at is what is sent: after a change one looks again.
  await page.getByLabel("Subject").fill("You are nearly there");
  await expect(page.getByText("Dear Ben,")).toHaveCount(0);
  await page.getByRole("button", { name: "Look at it first" }).click();
  await page.getByRole("button", { name: "Send to 2 mentors" }).click();
  await expectAccessible();
  await page.getByRole("dialog", { name: "Send the reminders?" }).getByRole("button", { name: "Send them" }).click();
  await expect(page.getByText("2 letters are on the way.")).toBeVisible();
  const admin = await apiAs("admin");
  await expect(async () => {
    const { items } = await admin.get<{ items: { to: string; subject: string }[] }>("/mail");
    expect(items.filter((m) => m.subject === "You are nearly there").map((m) => m.to).sort()).toEqual([ben.email, "kit.lowe@demo.example"]);
  }).toPass(long);
  // Nobody is reminded twice on a day.
  await page.getByRole("button", { name: "Look at it first" }).click();
  await expect(page.getByText("Nobody would get this now.")).toBeVisible();
});

test("staff accept prior learning with evidence, note a reference, and take a completion back with a reason", async ({
  page, signIn, apiAs, expectAccessible,
}) => {
  const lead = await apiAs("lead");
  const path = (await modules(lead, home)).filter((m) => m.is_included);
  const second = path[1];
  if (!second) throw new Error("no modules");
  await signIn("lead");
  await page.goto(`/schemes/${home}/training/mentors?q=carr`);
  await page.getByRole("link", { name: "Ben Carr" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ben Carr" })).toBeFocused();
  await expectAccessible();
  await page.getByRole("button", { name: "Accept prior learning" }).click();
  const dialog = page.getByRole("dialog", { name: "Accept prior learning" });
  await dialog.getByRole("button", { name: "Accept it" }).click();
  await expect(dialog.getByLabel("Module")).toBeFocused();
  await dialog.getByLabel("Module").selectOption(second.title);
  await dialog.getByLabel("Completed on").fill("2026-06-12");
  await dialog.getByLabel("What you have seen").fill("Certificate of the Peer Support course");
  await dialog.getByLabel("Why it counts").fill("Same content.");
  await expectAccessible();
  await dialog.getByRole("button", { name: "Accept it" }).click();
  const record = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: second.title }) });
  await expect(record).toContainText("Prior learning");
  await expect(record).toContainText("Certificate of the Peer Support course");

  await page.getByRole("button", { name: "Record a reference" }).click();
  await page.getByRole("dialog", { name: "Reference" }).getByLabel("Seen on").fill("2026-06-01");
  await page.getByRole("dialog", { name: "Reference" }).getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("1 Jun 2026")).toBeVisible();

  await record.getByRole("button", { name: `Withdraw ${second.title}` }).click();
  const withdraw = page.getByRole("dialog", { name: `Withdraw ${second.title}` });
  await withdraw.getByRole("button", { name: "Withdraw it" }).click();
  await expect(withdraw.getByLabel("Why")).toHaveAccessibleDescription(/Say why/);
  await withdraw.getByLabel("Why").fill("Another Ben.");
  await withdraw.getByRole("button", { name: "Withdraw it" }).click();
  await expect(record).toContainText("Withdrawn on");
  await expectAccessible();
});

test("mentors talk under a module; a report reaches staff, who pin and hide", async ({ page, apiAs, signIn, expectAccessible }) => {
  const lead = await apiAs("lead");
  const [first] = await modules(lead, home);
  const module = await whole(lead, first?.id ?? "");
  const talk = `/training/${module.id}?scheme=${home}&part=lesson-${module.content.lessons[0]?.key}`;
  const post = (words: string) => page.getByRole("article").filter({ hasText: words });
  await enter(page, asha);
  await page.goto(talk);
  await page.getByRole("button", { name: "Post it" }).click();
  await expect(page.getByLabel("Write something")).toBeFocused();
  await page.getByLabel("Write something").fill("We made a map of quiet places together.");
  await page.getByRole("checkbox", { name: /an idea for an activity/ }).check();
  await page.getByRole("button", { name: "Post it" }).click();
  await expect(post("quiet places")).toContainText("Idea");
  await post("quiet places").getByRole("button", { name: /^Edit/ }).click();
  await page.getByRole("dialog", { name: "Change your post" }).getByLabel("Your post").fill("We made a map of quiet places on campus.");
  await page.getByRole("dialog", { name: "Change your post" }).getByRole("button", { name: "Save" }).click();
  await expect(post("on campus")).toContainText("changed since");
  await expectAccessible();

  await page.context().clearCookies();
  await enter(page, ben);
  await page.goto(talk);
  await post("on campus").getByRole("button", { name: /^Reply/ }).click();
  await page.getByRole("dialog", { name: "Reply to Asha Patel" }).getByLabel("Your reply").fill("Lovely. Mine liked the roof garden.");
  await expectAccessible();
  await page.getByRole("dialog", { name: "Reply to Asha Patel" }).getByRole("button", { name: "Reply" }).click();
  await expect(post("roof garden")).toBeVisible();
  await post("on campus").getByRole("button", { name: /^Report/ }).click();
  await page.getByRole("dialog", { name: "Report this post" }).getByLabel("What is wrong with it?").fill("It names a mentee.");
  await page.getByRole("dialog", { name: "Report this post" }).getByRole("button", { name: "Send the report" }).click();
  await page.getByRole("button", { name: /^Take my report back/ }).click();
  await expect(post("on campus").getByRole("button", { name: /^Report/ })).toBeVisible();
  await post("on campus").getByRole("button", { name: /^Report/ }).click();
  await page.getByRole("dialog", { name: "Report this post" }).getByRole("button", { name: "Send the report" }).click();
  await expect(page.getByRole("button", { name: /^Take my report back/ })).toBeVisible();

  await page.context().clearCookies();
  await signIn("lead");
  await page.goto(`/schemes/${home}/training/modules/${module.id}/posts`);
  await expect(post("on campus")).toContainText("1 report to look at");
  await expectAccessible();
  await post("on campus").getByRole("button", { name: /^Pin/ }).click();
  await expect(post("on campus")).toContainText("Pinned");
  await post("on campus").getByRole("button", { name: /^Settle the reports/ }).click();
  await expect(post("on campus")).not.toContainText("report to look at");
  await post("roof garden").getByRole("button", { name: /^Hide/ }).click();
  await expect(post("roof garden")).toContainText("Hidden from mentors");

  await page.context().clearCookies();
  await enter(page, asha);
  await page.goto(talk);
  await expect(post("on campus")).toContainText("Pinned");
  await expect(post("roof garden")).toHaveCount(0);
  await post("on campus").getByRole("button", { name: /^Delete/ }).click();
  await page.getByRole("dialog", { name: "Delete this post?" }).getByRole("button", { name: "Delete it" }).click();
  await expect(post("on campus")).toHaveCount(0);
});

test("the institution's routes stand in the lessons", async ({ page, signIn, apiAs, expectAccessible }) => {
  await signIn("admin");
  await page.goto("/training-institution");
  await expect(page.getByRole("heading", { level: 1, name: "Emergency routes and words" })).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: "Add a route" }).click();
  const route = page.getByRole("group", { name: /^Route \d+$/ }).last();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(route.getByLabel("Name")).toBeFocused();
  await route.getByLabel("Name").fill("Night porters");
  await route.getByLabel("How to reach it").fill("0151 496 0123");
  await route.getByLabel("When to use it").fill("You are locked out at night.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Every lesson says so from now on.")).toBeVisible();
  const own = await apiAs(asha);
  const all = await modules(await apiAs("lead"), home);
  const lessons = (await Promise.all(all.filter((m) => m.published && m.is_included).map((m) => own.get<{ lessons: { html: string }[] }>(`/me/training/${m.id}?scheme_id=${home}`)))).flatMap((m) => m.lessons);
  expect(lessons.some((l) => l.html.includes("Night porters"))).toBe(true);
});

test("training's pages are for those they are for", async ({ page, signIn, apiAs }) => {
  const refused = page.getByRole("heading", { level: 1, name: "This page is not for your role" });
  await signIn("mentee");
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("link", { name: /training/i })).toHaveCount(0);
  for (const place of ["/training", `/schemes/${home}/training`, "/training-institution"]) {
    await page.goto(place);
    await expect(refused, place).toBeVisible();
  }
  await page.context().clearCookies();
  await signIn("lead");
  await page.goto("/training");
  await expect(refused).toBeVisible();
  await page.goto("/training-institution");
  await expect(refused).toBeVisible();
  // A mentor reads the modules of their own path only.
  const [first] = await modules(await apiAs("lead"), home);
  expect(await (await apiAs(asha)).status(`/training-modules/${first?.id}`)).toBe(403);
});
