import { readFile } from "node:fs/promises";
import { type Download, type Locator, type Page, expect } from "@playwright/test";

/** What stories do and look at on any page. */

/** The server works on what follows a change for a while. */
export const long = { timeout: 20_000 };

/** What a button gives to keep. */
export async function saved(page: Page, button: string): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button, exact: true }).click()]);
  return download;
}

export async function text(download: Download): Promise<string> {
  return readFile(await download.path(), "utf8");
}

/** What stands under one of a page's terms. */
export function figure(page: Page, name: string, place = 1): Locator {
  return page.locator("dt", { hasText: new RegExp(`^${name}$`) }).locator(`xpath=following-sibling::dd[${place}]`);
}

export function section(page: Page, title: string): Locator {
  return page.locator("section").filter({ has: page.getByRole("heading", { level: 2, name: title, exact: true }) });
}

/** Opens a page, and goes on once it hears what changes. */
export async function openLive(page: Page, address: string) {
  const heard = page.waitForResponse((answer) => answer.url().includes("/api/v1/events?"));
  await page.goto(address);
  expect((await heard).status(), "the stream of what changes").toBe(200);
}
