import type { Page } from "@playwright/test";
import { test, expect } from "./support/api.js";
import { long, openLive } from "./support/pages.js";
import { enter, mentor, onlyPath, published, scheme, short } from "./support/training.js";

/** The talk under a module: of mentors with each other, and looked after by staff. */

test.beforeEach(() => test.setTimeout(240_000));

test("mentors ask, answer and share ideas under a module; one reports; staff pin, hide and settle", async ({ page, browser, baseURL, signIn, apiAs, linkTo, expectAccessible }) => {
  const lead = await apiAs("lead");
  const home = await scheme(lead, "Talk");
  const module = await published(lead, home, "first-meeting", short("The first meeting"));
  await onlyPath(lead, home, [module]);
  const mia = await mentor(lead, linkTo, home, ["Mia", "Olsen"]);
  const neil = await mentor(lead, linkTo, home, ["Neil", "Park"]);
  const lesson = `/training/${module.id}?scheme=${home}&part=lesson-why`;
  const posts = `/schemes/${home}/training/modules/${module.id}/posts`;
  const about = (of: Page, words: string) => of.getByRole("article").filter({ hasText: words });
  const [asked, shared] = ["How do you begin the first meeting?", "A quiz about the campus, in pairs."];

  await enter(page, mia);
  await openLive(page, lesson);
  await expect(page.getByRole("heading", { level: 2, name: "What mentors say about this" })).toBeVisible();
  await expect(page.getByText("Nobody has written here yet.")).toBeVisible();
  await page.getByRole("button", { name: "Post it" }).click();
  await expect(page.getByLabel("Write something")).toHaveAccessibleDescription(/Write 1 to 4,000 characters/);
  await page.getByLabel("Write something").fill(asked);
  await page.getByRole("button", { name: "Post it" }).click();
  await expect(page.getByText("Your post is there for others to read.")).toBeVisible();
  await expect(about(page, asked)).toContainText("Mentor");
  await page.getByLabel("Write something").fill(shared);
  await page.getByRole("checkbox", { name: "This is an idea for an activity" }).check();
  await page.getByRole("button", { name: "Post it" }).click();
  await expect(about(page, shared)).toContainText("Idea");
  await expect(about(page, asked).getByText("Idea", { exact: true })).toHaveCount(0);
  await expectAccessible();

  const elsewhere = await browser.newContext({ baseURL });
  const his = await elsewhere.newPage();
  await enter(his, neil);
  await openLive(his, lesson);
  await about(his, asked).getByRole("button", { name: /^Reply/ }).click();
  const reply = his.getByRole("dialog", { name: "Reply to Mia Olsen" });
  await expect(reply).toContainText(asked);
  await expectAccessible(his);
  await reply.getByLabel("Your reply").fill("With names and one easy question.");
  await reply.getByRole("button", { name: "Reply", exact: true }).click();
  await expect(reply).toBeHidden();
  // It comes to the page that is open.
  const answered = (of: Page) => of.getByRole("list", { name: "Replies" }).getByRole("article", { name: /^Neil Park,/ });
  await expect(answered(page)).toContainText("With names and one easy question.", long);
  await about(his, shared).getByRole("button", { name: /^Report/ }).click();
  const report = his.getByRole("dialog", { name: "Report this post" });
  await expectAccessible(his);
  await report.getByLabel("What is wrong with it?").fill("It leaves somebody out.");
  await report.getByRole("button", { name: "Send the report" }).click();
  await expect(his.getByText("Thank you. Staff look at it.")).toBeVisible();
  await expect(about(his, shared).getByRole("button", { name: /^Take my report back/ })).toBeVisible();
  await expect(about(page, shared).getByText(/to look at/)).toHaveCount(0);

  await signIn("lead");
  await page.goto(`/schemes/${home}/training/modules/${module.id}`);
  await page.getByRole("link", { name: "Discussion" }).click();
  await expect(page).toHaveURL(new RegExp(`${posts}$`));
  await expect(page.getByRole("heading", { level: 1, name: "The discussion" })).toBeFocused();
  await expect(about(page, shared)).toContainText("1 report to look at");
  await expect(page.getByRole("article").first()).toContainText(shared);
  await expectAccessible();
  await about(page, shared).getByRole("link", { name: /^See the reports/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Reported posts" })).toBeFocused();
  await page.getByRole("button", { name: /^Settle the report/ }).click();
  await expect(page.getByText("The report is settled.")).toBeVisible();
  await page.goto(posts);
  await expect(about(page, shared)).toBeVisible();
  await expect(about(page, shared).getByText(/to look at/)).toHaveCount(0);
  await about(page, asked).getByRole("button", { name: /^Pin/ }).click();
  await expect(page.getByText("It stands at the top now.")).toBeVisible();
  await expect(page.getByRole("article").first()).toContainText(asked);
  await expect(about(page, asked)).toContainText("Pinned");
  await answered(page).getByRole("button", { name: /^Hide/ }).click();
  await expect(page.getByText("Only its author and staff see it now.")).toBeVisible();
  await expect(answered(page)).toContainText("Hidden from mentors");
  // Its author still sees it, and that it is hidden; others don't.
  await expect(answered(his)).toContainText("Hidden from mentors", long);
  await expect(about(his, shared).getByRole("button", { name: /^Report/ })).toBeVisible();
  await enter(page, mia);
  await page.goto(lesson);
  await expect(about(page, asked)).toContainText("Pinned");
  await expect(answered(page)).toHaveCount(0);
  await signIn("lead");
  await page.goto(posts);
  await answered(page).getByRole("button", { name: /^Show again/ }).click();
  await expect(page.getByText("Mentors can read it again.")).toBeVisible();
  await expect(answered(his).getByText("Hidden from mentors")).toHaveCount(0, long);
  await elsewhere.close();

  await enter(page, mia);
  await page.goto(lesson);
  await expect(answered(page)).toBeVisible();
  await about(page, asked).getByRole("button", { name: /^Edit/ }).click();
  const editing = page.getByRole("dialog", { name: "Change your post" });
  await editing.getByLabel("Your post").fill(`${asked} Mine is on Monday.`);
  await editing.getByRole("button", { name: "Save" }).click();
  await expect(about(page, "Mine is on Monday.")).toContainText("changed since");
  await about(page, shared).getByRole("button", { name: /^Delete/ }).click();
  await page.getByRole("dialog", { name: "Delete this post?" }).getByRole("button", { name: "Delete it" }).click();
  await expect(page.getByText("The post is gone.")).toBeVisible();
  await expect(about(page, shared)).toHaveCount(0);
  // Nobody looks answers up while at the quiz.
  await page.goto(`/training/${module.id}?scheme=${home}&part=quiz`);
  await expect(page.getByRole("button", { name: "Start the quiz" })).toBeVisible();
  await expect(page.getByRole("article")).toHaveCount(0);
});

test("staff see to what was reported, in the words of the day", async ({ page, signIn, apiAs, linkTo, expectAccessible }) => {
  const lead = await apiAs("lead");
  const home = await scheme(lead, "Reports");
  const module = await published(lead, home, "kind-words", short("Kind words"));
  await onlyPath(lead, home, [module]);
  const mia = await apiAs(await mentor(lead, linkTo, home, ["Mia", "Brandt"]));
  const neil = await apiAs(await mentor(lead, linkTo, home, ["Neil", "Howe"]));
  const post = { scheme_id: home, kind: "post" };
  const { id } = await mia.post<{ id: string }>(`/training-modules/${module.id}/posts`, { ...post, body: "Everybody knows what Sam did." });
  await neil.post(`/training-modules/${module.id}/posts`, { ...post, parent_id: id, body: "That is not kind." });

  await signIn("lead");
  await page.goto(`/schemes/${home}/training`);
  await page.getByRole("navigation", { name: "Training" }).getByRole("link", { name: "Reports" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Reported posts" })).toBeFocused();
  await expect(page.getByText("No report is waiting")).toBeVisible();
  await expectAccessible();
  // It comes to the page that is open; its author takes it away, and staff still see what was said.
  await neil.post(`/training-posts/${id}/reports`, { reason: "It talks about somebody." });
  const reported = page.getByRole("main").getByRole("listitem").filter({ has: page.getByRole("heading", { level: 2, name: "Mia Brandt" }) });
  await expect(reported).toContainText("Everybody knows what Sam did.", long);
  await expect(reported).toContainText("It talks about somebody. · Neil Howe");
  await expectAccessible();
  await mia.remove(`/training-posts/${id}`);
  await page.reload();
  await expect(reported).toContainText("Deleted by its author");
  await expect(reported).toContainText("Everybody knows what Sam did.");
  await expect(reported.getByRole("button", { name: /^Hide/ })).toHaveCount(0);
  await expectAccessible();
  await reported.getByRole("button", { name: /^Settle/ }).click();
  await expect(page.getByText("The report is settled.")).toBeVisible();
  await expect(page.getByText("No report is waiting")).toBeVisible();
  // What somebody answered stays, under a gap.
  await page.goto(`/schemes/${home}/training/modules/${module.id}/posts`);
  await expect(page.getByText("This post was deleted by its author.")).toBeVisible();
  await expect(page.getByRole("list", { name: "Replies" })).toContainText("That is not kind.");
  await expect(page.getByText("Everybody knows what Sam did.")).toHaveCount(0);
  const script = "<img src=x onerror=\"document.title='mine'\"><script>document.title='mine'</script>";
  // The other way: a post that stands is hidden and settled in one step.
  const other = await mia.post<{ id: string }>(`/training-modules/${module.id}/posts`, { ...post, body: `Sam's number is 07700 900123. ${script}` });
  await neil.post(`/training-posts/${other.id}/reports`, { reason: "A phone number." });
  await page.goto(`/schemes/${home}/training/reports`);
  // What somebody types is words, whatever it looks like.
  await expect(reported).toContainText(script);
  await expect(page).not.toHaveTitle("mine");
  await reported.getByRole("button", { name: /^Hide/ }).click();
  await expect(page.getByText("The post is hidden, and the report is settled.")).toBeVisible();
  const { items } = await neil.get<{ items: { body: string }[] }>(`/training-modules/${module.id}/posts?scheme_id=${home}`);
  expect(items.map((p) => p.body).join()).not.toContain("07700 900123");
});
