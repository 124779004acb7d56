import { type Api, test, expect } from "./support/api.js";

/** From a call that staff write to an application that they read. */

interface Call {
  id: string;
  slug: string;
  title: string;
}

const open = "Become a student mentor next year";

/** The demo's call that takes applications. */
async function openCall(lead: Api): Promise<Call> {
  const calls = await lead.get<Call[]>(`/calls?scheme_id=${await scheme(lead)}`);
  const call = calls.find((c) => c.title === open);
  if (!call) throw new Error("the demo has no open call");
  return call;
}

async function scheme(api: Api): Promise<string> {
  return (await api.get<{ items: { id: string }[] }>("/schemes")).items[0]?.id ?? "";
}

test("a student without an account reads a call, applies, stops, goes on elsewhere and hands in", async ({
  page,
  browser,
  apiAs,
  linkTo,
  expectAccessible,
}, info) => {
  const call = await openCall(await apiAs("lead"));
  const email = `amara.${info.project.name}@example.org`;
  await page.goto(`/calls/${call.slug}`);
  await expect(page.getByRole("heading", { level: 1, name: call.title })).toBeVisible();
  await expect(page.getByText("whatever their marks")).toBeVisible();
  await expectAccessible();
  await page.getByLabel("First name").fill("Amara");
  await page.getByLabel("Family name").fill("Example");
  await page.getByLabel("Email address").fill("no@address");
  await page.getByRole("button", { name: "Start my application" }).click();
  await expect(page.getByText("Enter an email address, like name@example.org.").first()).toBeVisible();
  await page.getByLabel("Email address").fill(email);
  await page.getByRole("button", { name: "Start my application" }).click();
  await expect(page.getByText("Look into your mailbox")).toBeVisible();

  await page.goto(await linkTo(email, "Your application"));
  await page.getByLabel("Choose a password").fill("nine calm herons");
  await page.getByRole("button", { name: "Come in" }).click();
  await page.getByRole("link", { name: "Go on with it" }).click();
  await expect(page.getByRole("button", { name: "Hand in my application" })).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: "Hand in my application" }).click();
  await expect(page.getByRole("alert")).toContainText("Choose your programme.");
  await page.getByLabel("Programme").selectOption({ index: 1 });
  await page.getByLabel("Level", { exact: true }).selectOption({ index: 1 });
  await page.getByLabel("How you study").selectOption({ label: "Part time" });
  await page.getByLabel("Why would you like to be a mentor?").fill("I was lonely in my first week.");
  await expect(page.getByText("7 words of at most 150")).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Everything you wrote is kept." })).toBeVisible();

  // Another device goes on where this one stopped.
  const other = await browser.newContext({ viewport: page.viewportSize() });
  const phone = await other.newPage();
  await phone.request.post("/api/v1/auth/sign-in", { headers: { "X-Cairn": "1" }, data: { email, password: "nine calm herons" } });
  await phone.goto("/applications");
  await phone.getByRole("link", { name: "Go on with it" }).click();
  await expect(phone.getByLabel("Why would you like to be a mentor?")).toHaveValue("I was lonely in my first week.");
  await expect(phone.getByLabel("How you study")).toHaveValue("part_time");
  await phone.getByLabel("Tell us about something that was hard for you").fill("Speaking in seminars. A friend practised with me.");
  await phone.getByLabel("What would you do?").fill("I would ask kindly how they are, and tell staff.");
  await phone.getByLabel("Which languages do you speak?").fill("Igbo");
  await phone.keyboard.press("Enter");
  await phone.getByLabel("Tue evening").check();
  await phone.getByLabel("I have read this and agree to it").check();
  await phone.getByRole("button", { name: "Hand in my application" }).click();
  await expect(phone.getByText("Handed in").first()).toBeVisible();
  await expect(phone.getByText("You hear from us by")).toBeVisible();
  await expectAccessible(phone);
  const { items } = await (await apiAs("admin")).get<{ items: { to: string; subject: string }[] }>("/mail");
  expect(items.filter((letter) => letter.to === email).map((letter) => letter.subject)).toContain(`We have your application: ${open}`);

  // The first device has an old version: it is told so, and nothing is lost.
  await page.getByLabel("Why would you like to be a mentor?").fill("Something else.");
  await expect(page.getByText("This application is handed in already.")).toBeVisible();
  await other.close();
});

test("staff write a call, publish it and read who answered", async ({ page, signIn, apiAs, expectAccessible }, info) => {
  const home = await scheme(await apiAs("lead"));
  const slug = `spring-${info.project.name}`;
  await signIn("lead");
  await page.goto(`/schemes/${home}/recruitment`);
  await expect(page.getByRole("heading", { level: 2, name: open })).toBeVisible();
  await expectAccessible();
  await page.getByRole("link", { name: "New call" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "A new call for mentors" })).toBeVisible();
  await expectAccessible();
  await page.getByLabel("Title").fill(`Mentors for spring, ${info.project.name}`);
  await page.getByLabel("Address", { exact: true }).fill("Not an address");
  await page.getByRole("button", { name: "Add a question" }).click();
  await page.getByLabel("The question", { exact: true }).last().fill("Where would you like to meet?");
  await page.getByLabel("How it is answered").last().selectOption({ label: "One of these" });
  await page.getByLabel("Answers to choose from, one a line").fill("Library\nCafé");
  await page.getByRole("button", { name: "Save the call" }).click();
  await expect(page.getByText("Use 3 to 60 small letters, digits and hyphens.").first()).toBeVisible();
  await page.getByLabel("Address", { exact: true }).fill(slug);
  await page.getByRole("button", { name: "Save the call" }).click();
  const card = page.locator("section.card").filter({ hasText: `Mentors for spring, ${info.project.name}` });
  await expect(card.getByText("Not published")).toBeVisible();
  await card.getByRole("button", { name: "Publish it" }).click();
  await expect(card.getByText("Opens soon")).toBeVisible();
  await page.goto(`/calls/${slug}`);
  await expect(page.getByText("Where would you like to meet?")).toBeVisible();
  await expect(page.getByText("You can apply from")).toBeVisible();

  await page.goto(`/schemes/${home}/recruitment`);
  const first = page.locator("section.card").filter({ hasText: open });
  await first.getByRole("link", { name: "Read the applications" }).click();
  await page.getByLabel("Name or email").fill("Zieli");
  await expect(page.getByRole("listitem").filter({ hasText: "Łukasz Zieliński" })).toBeVisible();
  await expectAccessible();
  await page.getByRole("link", { name: "Łukasz Zieliński" }).click();
  await expect(page.getByText("I came through Clearing")).toBeVisible();
  await expectAccessible();
});

test("a mentor has no page of calls, and nobody reads another's application", async ({ page, signIn, apiAs }) => {
  const lead = await apiAs("lead");
  await signIn("mentor");
  await page.goto(`/schemes/${await scheme(lead)}/recruitment`);
  await expect(page.getByRole("heading", { level: 1, name: "This page is not for your role" })).toBeVisible();
  const list = await lead.get<{ items: { id: string }[] }>(`/applications?call_id=${(await openCall(lead)).id}`);
  const id = list.items[0]?.id;
  expect(await lead.status(`/applications/${id}`)).toBe(200);
  const mentor = await apiAs("mentor");
  expect(await mentor.status(`/applications/${id}`)).toBe(403);
  expect(await mentor.status(`/me/applications/${id}`)).toBe(404);
});
