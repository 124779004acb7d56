import { mkdir } from "node:fs/promises";
import path from "node:path";
import { type Person, test } from "./support/cairn.js";
import { pictures } from "./support/settings.js";

/**
 * Pictures of pages for people to look at. Add a route when you add a page.
 *   npm run look                        all of them
 *   npm run look -- --project=390-dark  one screen
 *   LOOK=groups npm run look            routes that hold a word
 */
const routes: Record<Person | "visitor", string[]> = {
  visitor: ["/", "/sign-in", "/forgotten-password"],
  admin: ["/"],
  lead: ["/", "/groups", "/imports", "/proposals", "/people", "/settings"],
  supervisor: ["/"],
  tutor: ["/"],
  mentor: ["/", "/groups", "/profile"],
  mentee: ["/", "/groups", "/profile"],
};

for (const [person, paths] of Object.entries(routes) as [Person | "visitor", string[]][]) {
  for (const route of paths.filter((r) => r.includes(process.env.LOOK ?? ""))) {
    test(`${person} ${route}`, async ({ page, signIn }, info) => {
      if (person !== "visitor") await signIn(person);
      await page.goto(route);
      await page.locator("#boot").waitFor({ state: "detached" });
      await page.waitForLoadState("load");
      await page.locator("[aria-busy=true]").first().waitFor({ state: "hidden" });
      const name = `${person}${route.replaceAll("/", "-").replace(/-$/, "")}-${info.project.name}.png`;
      await mkdir(pictures, { recursive: true });
      await page.screenshot({ path: path.join(pictures, name), fullPage: true });
    });
  }
}
