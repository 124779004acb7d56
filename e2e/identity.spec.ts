import type { Page } from "@playwright/test";
import { type Account, account, test as base, expect } from "./support/api.js";

/** Coming in, staying in, getting back in, and what people say about themselves. */

const words = "seven quiet otters";

const test = base.extend<{
  /** Somebody with a fresh account of their own, so that a story may change it. */
  newcomer: (email: string) => Promise<Account>;
}>({
  newcomer: async ({ apiAs, linkTo }, use) => {
    await use(async (email) => {
      const lead = await apiAs("lead");
      const { items } = await lead.get<{ items: { id: string }[] }>("/schemes");
      const grant = { role: "supervisor", scheme_id: items[0]?.id };
      await lead.post("/invitations", { email, given_name: "Noor", family_name: "Haddad", grant });
      const token = (await linkTo(email, "Your invitation")).split("#token=")[1];
      await lead.post("/auth/invitations/accept", { token, password: words });
      return { email, password: words };
    });
  },
});

async function enter(page: Page, { email, password }: Account) {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function isIn(page: Page) {
  await expect(page.getByRole("button", { name: "Sign out", exact: true })).toBeVisible();
}

test("an invitation's letter leads to a password of one's own and into Cairn, once", async ({ page, signIn, expectAccessible }) => {
  await signIn("lead");
  await page.goto("/people");
  await page.getByRole("button", { name: "Invite somebody" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite somebody" });
  await dialog.getByRole("button", { name: "Send the invitation" }).click();
  await expect(dialog.getByLabel("Email")).toHaveAccessibleDescription(/email address/);
  await expectAccessible();
  await dialog.getByLabel("Email").fill("ines.duarte@demo.example");
  await dialog.getByLabel("Given name").fill("Ines");
  await dialog.getByLabel("Family name").fill("Duarte");
  await dialog.getByRole("button", { name: "Send the invitation" }).click();
  await expect(page.getByText("Ines Duarte is invited.")).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "ines.duarte@demo.example" })).toContainText("Invited");
  await expectAccessible();

  await page.goto("/mail");
  const letter = page.getByRole("row").filter({ hasText: "ines.duarte@demo.example" });
  await letter.getByRole("button", { name: /Your invitation to/ }).click();
  const link = await page.getByRole("dialog", { name: "Message" }).getByRole("link").getAttribute("href");
  await page.getByRole("dialog", { name: "Message" }).getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();

  await page.goto(link ?? "");
  await expect(page.getByRole("heading", { level: 1, name: "Welcome, Ines Duarte" })).toBeVisible();
  await expectAccessible();
  await page.getByLabel("Choose a password").fill("short");
  await page.getByRole("button", { name: "Come in" }).click();
  await expect(page.getByLabel("Choose a password")).toHaveAccessibleDescription(/at least 10 characters/);
  await page.getByLabel("Choose a password").fill(words);
  await page.getByRole("button", { name: "Come in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Hello Ines/ })).toBeVisible();
  await expectAccessible();

  await page.goto("/profile");
  await expect(page.getByRole("heading", { level: 1, name: "About you" })).toBeVisible();
  await page.goto(link ?? "");
  await expect(page.getByRole("heading", { level: 1, name: "This invitation can't be opened" })).toBeVisible();
  await expectAccessible();
});

test("a wrong password and an unknown address get the same answer, and neither comes in", async ({ page, expectAccessible }) => {
  await page.goto("/sign-in");
  await enter(page, { ...account("tutor"), password: "not the password" });
  const refusal = page.getByRole("alert");
  await expect(refusal).toBeFocused();
  const said = await refusal.innerText();
  expect(said).toContain("don't match");
  await expectAccessible();
  await page.reload();
  await enter(page, { email: "nobody.at.all@demo.example", password: "not the password" });
  await expect(refusal).toHaveText(said, { useInnerText: true });
  await page.goto("/profile");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
});

test("signing in leads to the page that was asked for, and signing out ends the session", async ({ page, expectAccessible }) => {
  await page.goto("/security");
  await enter(page, account("supervisor"));
  await expect(page.getByRole("heading", { level: 1, name: "How you sign in" })).toBeVisible();
  const session = (await page.context().cookies()).find((cookie) => cookie.name === "cairn_refresh");
  expect(session?.httpOnly).toBe(true);
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await expectAccessible();
  // A cookie that somebody copied before is of no use either.
  if (session) await page.context().addCookies([session]);
  await page.goto("/security");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
});

test("a demo account is filled in with one press", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Mentee" }).click();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Hello Daniel/ })).toBeVisible();
});

test("a forgotten password is replaced through the letter's link, once", async ({ page, newcomer, linkTo, expectAccessible }) => {
  const { email } = await newcomer("forgetful@demo.example");
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "I forgot my password" }).click();
  await page.getByLabel("Email").fill("nobody.at.all@demo.example");
  await expectAccessible();
  await page.getByRole("button", { name: "Send me a link" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Look in your inbox" })).toBeVisible();
  await expectAccessible();

  await page.goto("/forgotten-password");
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Send me a link" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Look in your inbox" })).toBeVisible();

  const link = await linkTo(email, "Choose a new password");
  await page.goto(link);
  await expectAccessible();
  await page.getByLabel("New password").fill("a kettle full of maps");
  await page.getByRole("button", { name: "Keep this password" }).click();
  await expect(page.getByText("Your password is changed.")).toBeVisible();
  await enter(page, { email, password: words });
  await expect(page.getByRole("alert")).toContainText("don't match");
  await enter(page, { email, password: "a kettle full of maps" });
  await isIn(page);

  await page.goto(link);
  await page.getByLabel("New password").fill("another kettle of maps");
  await page.getByRole("button", { name: "Keep this password" }).click();
  await expect(page.getByRole("alert")).toContainText(/link/i);
});

test("a changed password is for this account only, and asks for the old one first", async ({ page, newcomer, apiAs, expectAccessible }) => {
  const who = await newcomer("careful@demo.example");
  await page.goto("/security");
  await enter(page, who);
  await page.getByLabel("Your password now").fill("not the password");
  await page.getByLabel("New password").fill("three slow bicycles");
  await page.getByRole("button", { name: "Change my password" }).click();
  await expect(page.getByLabel("Your password now")).toHaveAccessibleDescription(/isn't your password/);
  await expectAccessible();
  await page.getByLabel("Your password now").fill(who.password);
  await page.getByRole("button", { name: "Change my password" }).click();
  await expect(page.getByText("Your password is changed.")).toBeVisible();
  await apiAs({ email: who.email, password: "three slow bicycles" });
});

test("a new address counts once its letter is opened, and the person stays the same", async ({ page, newcomer, apiAs, linkTo, expectAccessible }) => {
  const who = await newcomer("before@demo.example");
  const before = await (await apiAs(who)).get<{ person_id: string }>("/me");
  await page.goto("/security");
  await enter(page, who);
  await page.getByLabel("New address").fill("after@demo.example");
  await page.getByLabel("Your password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Send a link to the new address" }).click();
  await expect(page.getByLabel("Your password", { exact: true })).toHaveAccessibleDescription(/isn't your password/);
  await page.getByLabel("Your password", { exact: true }).fill(who.password);
  await page.getByRole("button", { name: "Send a link to the new address" }).click();
  await expect(page.getByText("after@demo.example waits for its link")).toBeVisible();
  await expect(page.getByText("You sign in as before@demo.example")).toBeVisible();
  await expectAccessible();

  await page.goto(await linkTo("after@demo.example", "Confirm your new email address"));
  await expect(page.getByRole("heading", { level: 1, name: "Your new address is confirmed" })).toBeVisible();
  await expectAccessible();
  const after = await (await apiAs({ ...who, email: "after@demo.example" })).get<{ person_id: string; email: string }>("/me");
  expect(after).toMatchObject({ person_id: before.person_id, email: "after@demo.example" });
  const { items } = await (await apiAs("admin")).get<{ items: { to: string; subject: string }[] }>("/mail");
  expect(items).toContainEqual(expect.objectContaining({ to: "before@demo.example", subject: "Your email address was changed" }));
  await page.goto("/security");
  await expect(page.getByText("You sign in as after@demo.example")).toBeVisible();
});

test("somebody sees where they are signed in and ends the session of another browser", async ({ page, browser, newcomer, expectAccessible }) => {
  const who = await newcomer("two.browsers@demo.example");
  const borrowed = await browser.newContext({
    userAgent: "Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0",
  });
  const elsewhere = await borrowed.newPage();
  await elsewhere.goto("/profile");
  await enter(elsewhere, who);
  await isIn(elsewhere);

  await page.goto("/security");
  await enter(page, who);
  const sessions = page.locator("section").filter({ hasText: "Where you are signed in" });
  await expect(sessions.getByText("This browser")).toBeVisible();
  await expectAccessible();
  await sessions.getByRole("button", { name: /Firefox/ }).click();
  await expect(page.getByText("That browser is signed out.")).toBeVisible();
  await expect(sessions.getByText(/Firefox/)).toHaveCount(0);

  await elsewhere.reload();
  await expect(elsewhere.getByRole("button", { name: "Sign in" })).toBeVisible();
  await page.reload();
  await isIn(page);
  await borrowed.close();
});

test("what a mentee says about themself is kept", async ({ page, signIn, expectAccessible }) => {
  await signIn("mentee");
  await page.goto("/profile");
  const pronouns = page.getByLabel("Pronouns");
  const evening = page.getByRole("checkbox", { name: "Sun evening" });
  await expect(pronouns).toHaveValue("he/him");
  await expect(evening).not.toBeChecked();
  await expectAccessible();
  await pronouns.fill("they/them");
  await page.getByLabel("Interests").fill("bell ringing");
  await page.getByLabel("Interests").press("Enter");
  await page.getByRole("button", { name: "Remove cooking" }).click();
  await evening.check();
  await page.getByLabel("Given name").fill("");
  await page.getByRole("button", { name: "Save my profile" }).click();
  await expect(page.getByLabel("Given name")).toHaveAccessibleDescription(/Enter a name/);
  await page.getByLabel("Given name").fill("Daniel");
  await page.getByRole("button", { name: "Save my profile" }).click();
  await expect(page.getByText("Your profile is saved.")).toBeVisible();

  await page.reload();
  await expect(pronouns).toHaveValue("they/them");
  await expect(evening).toBeChecked();
  await expect(page.getByRole("button", { name: "Remove bell ringing" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Remove cooking" })).toHaveCount(0);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible();
});

test("notifications, privacy and colours are kept, and the colours are there before the app is", async ({ page, signIn, expectAccessible }) => {
  await signIn("mentor");
  await page.goto("/settings");
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  const digest = page.getByRole("checkbox", { name: /A summary now and then/ });
  await expect(digest).toBeChecked();
  await digest.uncheck();
  await page.getByLabel("My email address").selectOption("Nobody");
  await page.getByLabel("Light or dark").selectOption("Dark");
  await expect.poll(theme).toBe("cairn-night");
  await expectAccessible();
  await page.getByRole("button", { name: "Save my settings" }).click();
  await expect(page.getByText("Your settings are saved.")).toBeVisible();

  await page.reload({ waitUntil: "commit" });
  await page.waitForFunction(() => document.body !== null);
  expect(await theme()).toBe("cairn-night");
  await expect(page.getByLabel("Light or dark")).toHaveValue("dark");
  await expect(page.getByLabel("My email address")).toHaveValue("nobody");
  await expect(digest).not.toBeChecked();
  await page.getByLabel("Light or dark").selectOption("Like my device");
  await page.getByRole("button", { name: "Save my settings" }).click();
  await expect(page.getByText("Your settings are saved.").last()).toBeVisible();
  expect(await theme()).toBeUndefined();
});
