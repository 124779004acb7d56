import { mkdir } from "node:fs/promises";
import path from "node:path";
import { type APIRequestContext, type Page, expect } from "@playwright/test";
import { type Person, password, people, test } from "./support/cairn.js";
import { pictures } from "./support/settings.js";

/**
 * Pictures of pages for people to look at, into target/look. Add an address when you add a page; SCHEME, A and B (proposals),
 * GROUP, MODULE, MENTOR, CALL, SLUG, APPLICATION, SCORING and OWN stand for what is there.
 *   npm run look                        all of them
 *   npm run look -- --project=390-dark  one screen
 *   LOOK=groups npm run look            pages whose person, moment or address holds a word
 */
const before: Partial<Record<Person | "visitor", string[]>> = {
  visitor: ["/", "/sign-in", "/forgotten-password", "/no-such-place", "/verify", "/verify/0000-0000", "/calls/SLUG"],
  admin: ["/", "/schemes", "/people", "/mail", "/activity", "/jobs", "/training-institution", "/recognition-institution", "/recognition-institution/hear"],
  lead: [
    "/", "/schemes/SCHEME/people", "/schemes/SCHEME/groups", "/schemes/SCHEME/proposals", "/schemes/SCHEME/rematch",
    "/schemes/SCHEME/imports", "/schemes/SCHEME/imports/new", "/schemes/SCHEME/lists", "/schemes/SCHEME/settings",
    "/schemes/SCHEME/training", "/schemes/SCHEME/training/mentors", "/schemes/SCHEME/training/mentors/MENTOR",
    "/schemes/SCHEME/training/questions", "/schemes/SCHEME/training/reminders", "/schemes/SCHEME/training/reports", "/schemes/SCHEME/training/settings",
    "/schemes/SCHEME/training/modules", "/schemes/SCHEME/training/modules/MODULE", "/schemes/SCHEME/training/modules/MODULE?part=lessons",
    "/schemes/SCHEME/training/modules/MODULE?part=scenario", "/schemes/SCHEME/training/modules/MODULE?part=checklist",
    "/schemes/SCHEME/training/modules/MODULE?part=quiz", "/schemes/SCHEME/training/modules/MODULE?part=versions",
    "/schemes/SCHEME/training/modules/MODULE/preview", "/schemes/SCHEME/training/modules/MODULE/posts",
    "/schemes/SCHEME/recognition", "/schemes/SCHEME/recognition/mentors", "/schemes/SCHEME/recognition/mentors/MENTOR",
    "/schemes/SCHEME/recognition/evidence", "/schemes/SCHEME/recognition/awards", "/schemes/SCHEME/recognition/awards/new",
    "/schemes/SCHEME/recognition/grants", "/schemes/SCHEME/recognition/appeals", "/schemes/SCHEME/recognition/hear",
    "/schemes/SCHEME/recognition/hear/new", "/schemes/SCHEME/recognition/hear/entries", "/schemes/SCHEME/recognition/credit",
    "/schemes/SCHEME/recognition/credit/outcomes", "/schemes/SCHEME/recruitment", "/schemes/SCHEME/recruitment/new",
    "/schemes/SCHEME/recruitment/CALL", "/schemes/SCHEME/recruitment/CALL/applications", "/schemes/SCHEME/recruitment/CALL/applications/APPLICATION",
    "/schemes/SCHEME/recruitment/CALL/selection", "/schemes/SCHEME/recruitment/CALL/interviews", "/scorings", "/scorings/SCORING",
  ],
  mentor: ["/training", "/training/MODULE?part=", "/training/MODULE?part=scenario", "/training/MODULE?part=checklist", "/training/MODULE?part=quiz", "/recognition", "/recognition/evidence", "/recognition/hear", "/recognition/credit", "/applications", "/applications/OWN"],
  mentee: ["/", "/my-group"],
};
const after: Partial<Record<Person, string[]>> = {
  lead: [
    "/", "/schemes/SCHEME/proposals", "/schemes/SCHEME/proposals/compare?a=A&b=B", "/schemes/SCHEME/proposals/A",
    "/schemes/SCHEME/proposals/B", "/schemes/SCHEME/groups", "/schemes/SCHEME/groups/GROUP", "/schemes/SCHEME/people?role=mentor",
  ],
  supervisor: ["/"],
  tutor: ["/"],
  mentor: ["/", "/my-group", "/profile", "/settings", "/security", "/more"],
  mentee: ["/", "/my-group", "/profile"],
};

test("pages", async ({ page, signIn }, info) => {
  await mkdir(pictures, { recursive: true });
  const staff = await api(page.request, "lead");
  await page.context().clearCookies();
  const scheme = (await staff.get<{ items: { id: string }[] }>("/schemes")).items[0]?.id ?? "";
  const take = async (moment: string, person: string, addresses: string[], known: Record<string, string>) => {
    const wanted = addresses.filter((address) => `${moment} ${person} ${address}`.includes(process.env.LOOK ?? ""));
    if (wanted.length > 0 && person !== "visitor") await signIn(person as Person);
    for (const address of wanted) {
      await page.goto(address.replace(/[A-Z]+/g, (word) => known[word] ?? word));
      await finished(page);
      const name = `${moment}-${person}${address.replace("/schemes/SCHEME", "").replaceAll(/[^A-Za-z]+/g, "-")}`.replace(/-$/, "");
      await page.screenshot({ path: path.join(pictures, `${name}-${info.project.name}.png`), fullPage: true });
    }
    await page.context().clearCookies();
    await page.goto("about:blank");
  };
  const first = async (address: string) => (await staff.get<{ id: string }[]>(address))[0]?.id ?? "";
  const mentors = await staff.get<{ items: { participant_id: string }[] }>(`/schemes/${scheme}/training/mentors?limit=1`);
  const learned = { MODULE: await first(`/training-modules?scheme_id=${scheme}`), MENTOR: mentors.items[0]?.participant_id ?? "" };
  const called = await staff.get<{ id: string; slug: string }[]>(`/calls?scheme_id=${scheme}`);
  const [CALL, SLUG] = [called[0]?.id ?? "", called[0]?.slug ?? ""];
  const APPLICATION = (await staff.get<{ items: { id: string }[] }>(`/applications?call_id=${CALL}`)).items[0]?.id ?? "";
  const SCORING = await first("/me/scorings");
  const mentor = await api(page.request, "mentor");
  const OWN = await mentor.apply(SLUG);
  await staff.report(await mentor.post(scheme, learned.MODULE, "Has anybody else got a mentee who never answers? Hers is Sam from hall 3."));
  await page.context().clearCookies();
  const there = { SCHEME: scheme, CALL, SLUG, APPLICATION, OWN, SCORING, ...learned };
  for (const [person, addresses] of Object.entries(before)) await take("1-before", person, addresses, there);

  const [a, b] = [await staff.propose(scheme, "cross_cutting"), await staff.propose(scheme, "aligned_tutor")];
  await staff.publish(a);
  const group = (await staff.get<{ items: { id: string }[] }>(`/schemes/${scheme}/groups?limit=1`)).items[0]?.id ?? "";
  const known = { SCHEME: scheme, A: a, B: b, GROUP: group };
  for (const [person, addresses] of Object.entries(after)) await take("2-after", person, addresses, known);
});

/** A page is finished when it has its title, shows no bones, and nothing moves. */
async function finished(page: Page) {
  await page.locator("h1").first().waitFor();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.waitForTimeout(400);
}

async function api(request: APIRequestContext, person: Person) {
  const signedIn = await request.post("/api/v1/auth/sign-in", { headers: { "X-Cairn": "1" }, data: { email: people[person], password } });
  const headers = { authorization: `Bearer ${((await signedIn.json()) as { access_token: string }).access_token}` };
  const get = async <T>(address: string) => (await (await request.get(`/api/v1${address}`, { headers })).json()) as T;
  const proposal = (id: string) => get<{ state: string; version: number }>(`/proposals/${id}`);
  return {
    get,
    propose: async (scheme: string, strategy: string) => {
      const asked = await request.post(`/api/v1/schemes/${scheme}/proposals`, { headers, data: { strategy } });
      const { id } = (await asked.json()) as { id: string };
      await expect.poll(async () => (await proposal(id)).state, { timeout: 60_000 }).toBe("draft");
      return id;
    },
    post: async (scheme: string, module: string, body: string) => {
      const made = await request.post(`/api/v1/training-modules/${module}/posts`, { headers, data: { scheme_id: scheme, kind: "post", body } });
      return ((await made.json()) as { id: string }).id;
    },
    report: async (post: string) => {
      const told = await request.post(`/api/v1/training-posts/${post}/reports`, { headers, data: { reason: "It says who and where." } });
      expect(told.status()).toBe(204);
    },
    apply: async (slug: string) => {
      const begun = await request.post("/api/v1/me/applications", { headers, data: { slug } });
      return ((await begun.json()) as { id: string }).id;
    },
    publish: async (id: string) => {
      const seen = { "if-match": `"${(await proposal(id)).version}"` };
      const published = await request.post(`/api/v1/proposals/${id}/publish`, { headers: { ...headers, ...seen } });
      expect(published.status()).toBe(200);
    },
  };
}
