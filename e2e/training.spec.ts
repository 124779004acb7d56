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
  await expect(page.getByRole("listitem").filter({ has: page.getByText("Right", { exact: true }) }).filter({ has: page.getByRole("heading", { level: 3 }) })).toHaveCount(3);
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
