import { expect } from "@playwright/test";
import type { Browser, Page } from "@playwright/test";
import { newColleague } from "./people";
import { signIn } from "./steps";
import { oneTimeCode } from "./stack";

/** What those see first who have one role and do not review applications. */
const FIRST_PAGES: Record<string, string> = { registrar: "Roster", visa_officer: "Visa" };

/** A browser of a new colleague with these roles, signed in to the console. */
export async function colleagueAtWork(browser: Browser, ...roles: string[]): Promise<Page> {
  const context = await browser.newContext({
    locale: "en-GB",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  const { userName, password, totpSecret } = await newColleague(page, ...roles);
  await page.goto("/console/sign-in");
  // The code of this half minute went with the invitation; the next one is good already.
  await page.getByLabel("Code of your authenticator app").fill(oneTimeCode(totpSecret, 1));
  await signIn(page, { userName, password });
  const first = FIRST_PAGES[roles.join()] ?? "Applications to review";
  await expect(page.getByRole("heading", { name: first, level: 1 })).toBeVisible();
  return page;
}

/** Opens the review of this applicant from a queue. It comes by a message, so it may take a moment. */
export async function openReview(page: Page, familyName: string, queue = "To review"): Promise<void> {
  await page.goto("/console/reviews");
  await page.getByRole("navigation", { name: "Queues" }).getByRole("link", { name: queue }).click();
  const row = page.getByRole("row").filter({ hasText: familyName });
  await expect(async () => {
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(row).toBeVisible({ timeout: 1000 });
  }).toPass();
  await row.getByRole("link").click();
}

/** Claims the open review. */
export async function claim(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Claim this review" }).click();
  await expect(page.getByText("Claimed by you")).toBeVisible();
}

/** Decides on the open review, which is claimed. */
export async function decide(page: Page, outcome: string, reason: string, button = "Decide"): Promise<void> {
  await page.getByLabel(outcome, { exact: true }).check();
  await page.getByLabel(reason).check();
  await page.getByRole("button", { name: button, exact: true }).click();
}
