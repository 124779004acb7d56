import { type Locator, type Page, expect } from "@playwright/test";
import type { Account, Api } from "./api.js";

/** What training stories need: a scheme with mentors of its own, the answers to its quizzes, and hands that give them. */

export interface Question {
  key: string;
  kind: "single" | "multiple" | "ordering" | "matching";
  text: string;
  options: string[];
  correct: number[];
  pairs: { left: string; right: string }[];
  explanation: string;
}

export interface Choice {
  text: string;
  quality: "good" | "fair" | "poor";
  feedback: string;
  next: string;
}

export interface Content {
  title: string;
  summary: string;
  minutes: number;
  topic: string;
  lessons: { key: string; title: string; body: string }[];
  scenario: { title: string; start: string; steps: { key: string; text: string; choices: Choice[] }[] } | null;
  checklist: { key: string; text: string; help: string }[];
  quiz: { draw: number; questions: Question[] } | null;
}

export interface Module {
  id: string;
  key: string;
  title: string;
  is_compulsory: boolean;
  is_included: boolean;
  published?: number;
  questions: number;
  version: number;
  content: Content;
}

interface Attempt {
  id: string;
  questions: { key: string; options: string[]; matches: string[] }[];
}

export async function scheme(lead: Api, name: string, more: object = {}): Promise<string> {
  const made = await lead.post<{ id: string }>("/schemes", {
    ...more,
    name,
    academic_year: "2026/27",
    intake: "September",
    mentor_level: 5,
    mentee_levels: [4],
    dates: { enrolment: "2026-09-21" },
    sizes: { target: 6, min: 4, max: 8, hard_cap_per_mentor: 10, two_mentors_above: 8 },
    time_zone: "Europe/London",
  });
  return made.id;
}

/** Somebody who is to mentor in a scheme, without an account. `more` is said of them besides their name and address. */
export async function mentorToBe(lead: Api, scheme: string, [given_name, family_name]: [string, string], more: object = {}) {
  const email = `${given_name}.${family_name}@demo.example`.toLowerCase();
  const about = { role: "mentor", given_name, family_name, email, level: 5, entry_status: "enrolled", ...more };
  const { id } = await lead.post<{ id: string }>(`/schemes/${scheme}/participants`, about);
  return { email, participant: id };
}

/** A mentor who has just accepted the invitation into a scheme. */
export async function mentor(
  lead: Api,
  linkTo: (address: string, about: string) => Promise<string>,
  scheme: string,
  name: [string, string],
  more: object = {},
): Promise<Account & { participant: string }> {
  const { email, participant } = await mentorToBe(lead, scheme, name, more);
  await lead.post("/invitations/participants", { scheme_id: scheme, roles: ["mentor"] });
  const token = (await linkTo(email, "Your invitation")).split("#token=")[1];
  const password = "seven quiet otters";
  await lead.post("/auth/invitations/accept", { token, password });
  return { email, password, participant };
}

/** The next `page.goto` is this person's. */
export async function enter(page: Page, { email, password }: Account) {
  // A connection that the server has just let go is taken up again.
  const answer = await page.request.post("/api/v1/auth/sign-in", { headers: { "X-Cairn": "1" }, data: { email, password }, maxRetries: 2 });
  expect(answer.status(), `sign-in as ${email}`).toBe(200);
}

export async function modules(lead: Api, scheme: string): Promise<Module[]> {
  return lead.get<Module[]>(`/training-modules?scheme_id=${scheme}`);
}

/** A module with what is right in it, as its authors see it. */
export async function whole(lead: Api, id: string): Promise<Module> {
  return lead.get<Module>(`/training-modules/${id}`);
}

/** What a short module holds: two lessons, and a quiz that asks eight of its questions. */
export function short(title: string, questions = 10): Content & { quiz: { draw: number; questions: Question[] } } {
  const question = (_: unknown, n: number): Question => ({
    key: `q-${n + 1}`,
    kind: "single",
    text: `What helps most in case ${n + 1}?`,
    options: ["Asking kindly", "Looking away", "Telling everybody"],
    correct: [0],
    pairs: [],
    explanation: "A kind question does no harm.",
  });
  return {
    title,
    summary: "Know what to do first.",
    minutes: 10,
    topic: "First days",
    lessons: [
      { key: "why", title: "Why it matters", body: "## Because\n\nSomebody may need you." },
      { key: "what", title: "What to do", body: "## First\n\nAsk how they are." },
    ],
    scenario: null,
    checklist: [],
    quiz: { draw: 8, questions: Array.from({ length: questions }, question) },
  };
}

/** A module of the scheme's own, published. */
export async function published(lead: Api, scheme: string, key: string, content: Content): Promise<Module> {
  const made = await lead.post<Module>("/training-modules", { key, scheme_id: scheme, content });
  return lead.post<Module>(`/training-modules/${made.id}/publication`, { note: "First." }, made.version);
}

/** Makes these modules all that a scheme asks of its mentors. */
export async function onlyPath(lead: Api, scheme: string, wanted: Module[]) {
  const others = (await modules(lead, scheme)).filter((m) => !wanted.some((w) => w.id === m.id));
  const item = (isIn: boolean) => (m: Module) => ({ module_id: m.id, is_included: isIn, is_compulsory: isIn });
  await lead.put(`/schemes/${scheme}/training-path`, { items: [...wanted.map(item(true)), ...others.map(item(false))] });
}

/** The way through a scenario that helps most, as the places of its choices. */
export function bestWay(content: Content): number[] {
  const way: number[] = [];
  const steps = content.scenario?.steps ?? [];
  let step = steps.find((s) => s.key === content.scenario?.start);
  while (step && step.choices.length > 0) {
    const choice = Math.max(0, step.choices.findIndex((c) => c.quality === "good"));
    way.push(choice);
    const next = step.choices[choice]?.next;
    step = steps.find((s) => s.key === next);
  }
  return way;
}

/** Does everything in a module behind the page: what stories have shown on the page before need not be shown again. */
export async function completeBehind(own: Api, scheme: string, module: Module) {
  const { lessons, checklist, scenario, quiz } = module.content;
  await own.post(`/me/training/${module.id}/steps?scheme_id=${scheme}`, {
    lessons_read: lessons.map((l) => l.key),
    ticked: checklist.map((c) => c.key),
    ...(scenario ? { scenario: bestWay(module.content) } : {}),
  });
  if (!quiz) return;
  const attempt = await own.post<Attempt>(`/me/training/${module.id}/attempts?scheme_id=${scheme}`, {});
  const answers = Object.fromEntries(
    attempt.questions.map((asked) => {
      const question = quiz.questions.find((q) => q.key === asked.key);
      return [asked.key, { places: question ? places(question, asked) : [] }];
    }),
  );
  await own.put(`/quiz-attempts/${attempt.id}/answers`, { answers });
  const { result } = await own.post<{ result: { passed: boolean } }>(`/quiz-attempts/${attempt.id}/submission`, {});
  expect(result.passed, `the quiz of ${module.title}`).toBe(true);
}

/** The right answer as places in what was shown. */
function places(question: Question, asked: Attempt["questions"][number]): number[] {
  if (question.kind === "matching") return question.pairs.map((p) => asked.matches.indexOf(p.right));
  if (question.kind === "ordering") return question.options.map((o) => asked.options.indexOf(o));
  return question.correct.map((c) => asked.options.indexOf(question.options[c] ?? "")).sort((a, b) => a - b);
}

/** The questions on the page, as cards. */
export function cards(page: Page): Locator {
  return page.getByRole("group", { name: /^Question \d+:/ });
}

/** Which question of the bank a card asks. */
export async function asked(card: Locator, bank: Question[]): Promise<Question> {
  const legend = (await card.locator("legend").innerText()).replace(/^Question \d+:\s*/, "").trim();
  const question = bank.find((q) => q.text.trim() === legend);
  if (!question) throw new Error(`the bank has no question "${legend}"`);
  return question;
}

/** Answers a card rightly, with a pointer. */
export async function answer(card: Locator, question: Question) {
  switch (question.kind) {
    case "single":
    case "multiple":
      for (const place of question.correct) await card.getByLabel(question.options[place] ?? "", { exact: true }).check();
      break;
    case "matching":
      for (const { left, right } of question.pairs) await card.getByLabel(left, { exact: true }).selectOption({ label: right });
      break;
    case "ordering": {
      const order = () => card.locator("ol > li > span:nth-of-type(2)").allInnerTexts();
      for (const [place, text] of question.options.entries()) {
        for (let now = (await order()).indexOf(text); now > place; now -= 1) {
          await card.getByRole("button", { name: `Move up ${text}`, exact: true }).click();
        }
      }
      const asIs = card.getByRole("button", { name: "It is right as it is" });
      if (await asIs.isVisible()) await asIs.click();
      expect(await order()).toEqual(question.options);
      break;
    }
  }
}

/** Answers everything that is asked on the page. */
export async function answerAll(page: Page, bank: Question[]) {
  await expect(cards(page).first()).toBeVisible();
  for (const card of await cards(page).all()) await answer(card, await asked(card, bank));
}
