import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { inspect } from "./inspect";
import { colleagueAtWork } from "./staff-steps";
import { watchForComplaints } from "./steps";

/** From the sign-in page to the university and through its own page there. */
async function signInAtUniversity(page: Page, login: string, button = "University account"): Promise<void> {
  await page.getByRole("button", { name: button }).click();
  await page.locator("input[name=login]").fill(login);
  await page.locator("input[name=password]").fill("university");
  await page.locator("button[type=submit]").click();
}

test("a_student_on_the_roster_comes_in_with_the_universitys_account", async ({ page }) => {
  const complaints = watchForComplaints(page);
  await page.goto("/sign-in");
  await inspect(page, "sign-in-university");
  await signInAtUniversity(page, "nguyen");
  await expect(page).toHaveURL(/\/services$/);
  await expect(page.getByText("2026LX0001", { exact: true })).toBeVisible();
  // The address is the roster's, and opens nothing until it is confirmed.
  await page.getByRole("link", { name: "Confirm the e-mail address" }).click();
  await expect(page.getByRole("heading", { name: "Confirm your e-mail address" })).toBeVisible();
  await inspect(page, "account-email-of-roster");
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByText("we have sent it a link")).toBeVisible();
  expect(complaints).toEqual([]);
});

test("who_was_on_the_way_to_a_page_comes_to_it_by_way_of_the_university", async ({ page }) => {
  await page.goto("/my-dates");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await signInAtUniversity(page, "nguyen");
  await expect(page).toHaveURL(/\/my-dates$/);
});

test("in_chinese_it_is_the_same", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "中文" }).click();
  await signInAtUniversity(page, "mueller", "学校统一身份认证");
  await expect(page.getByText("2026LX0002", { exact: true })).toBeVisible();
});

test("a_number_that_is_nobodys_leaves_two_other_ways_and_waits_for_the_registrar", async ({ page, browser }) => {
  await page.goto("/sign-in");
  await signInAtUniversity(page, "stranger");
  await expect(page.getByText("We have told the registrar")).toBeVisible();
  await expect(page.getByRole("link", { name: "Claim your student record" })).toBeVisible();
  await expect(page.locator("main").getByRole("link", { name: "Sign in" })).toBeVisible();
  await inspect(page, "university-number-unknown");

  const registrar = await colleagueAtWork(browser, "registrar");
  await expect(async () => {
    await registrar.reload();
    await registrar.getByRole("link", { name: "2026XX9999" }).click({ timeout: 2000 });
  }).toPass();
  await registrar.getByRole("button", { name: "Claim" }).click();
  await registrar.getByLabel("What became of it").fill("Not a student of ours.");
  await inspect(registrar, "console-student-number");
  await registrar.getByRole("button", { name: "Settle" }).click();
  await expect(registrar.getByRole("heading", { name: "Settled" })).toBeVisible();
});

test("who_turns_back_at_the_university_is_shown_the_other_ways", async ({ page }) => {
  await page.goto("/sign-in/university?error=access_denied");
  await expect(page.getByText("You did not finish signing in at the university.")).toBeVisible();
  await expect(page.getByRole("button", { name: "University account" })).toBeVisible();
  await inspect(page, "university-turned-back");
});
