import { expect, test } from "@playwright/test";
import { inspect } from "./inspect";
import { activatedApplicant } from "./people";
import { foundInMail, openAccount, signInAt, watchForComplaints } from "./steps";

test("a_deletion_is_asked_for_and_taken_back", async ({ page, browser }) => {
  const complaints = watchForComplaints(page);
  const applicant = await activatedApplicant(page);
  await signInAt(page, applicant);
  await openAccount(page, "Delete the account");

  await test.step("what goes and what stays is said; the password and a tick are asked for", async () => {
    await expect(page.getByRole("heading", { name: "What is deleted" })).toBeVisible();
    await expect(page.getByRole("heading", { name: /What is kept/ })).toBeVisible();
    await page.getByRole("button", { name: "Delete my account" }).click();
    await expect(page.getByRole("alert").getByRole("link")).toHaveCount(2);
    await inspect(page, "deletion-errors");
    await page.getByLabel("Your password").fill(applicant.password);
    await page.getByLabel("I understand").check();
    await page.getByRole("button", { name: "Delete my account" }).click();
    await expect(page.getByText("The deletion of your account is scheduled.")).toBeVisible();
    await inspect(page, "deletion-scheduled");
    await foundInMail(page, applicant.email, /delet/i);
  });

  await test.step("every page says it, in another browser too", async () => {
    const context = await browser.newContext();
    const other = await context.newPage();
    await signInAt(other, applicant);
    await expect(other.getByRole("region", { name: "About your account" })).toContainText("will be deleted on");
    await inspect(other, "deletion-banner");
    await other.getByRole("link", { name: "Keep my account" }).click();
    await other.getByRole("button", { name: "Keep my account" }).click();
    await expect(other.getByRole("button", { name: "Delete my account" })).toBeVisible();
    await expect(other.getByRole("region", { name: "About your account" })).toHaveCount(0);
    await context.close();
  });
  expect(complaints).toEqual([]);
});

test("a_receipt_needs_its_code", async ({ page }) => {
  await page.goto("/deletion-receipt");
  await expect(page.getByText("This link is not complete.")).toBeVisible();
  await page.goto("/deletion-receipt#code=nothing");
  await expect(page.getByRole("alert")).toBeVisible();
  await inspect(page, "deletion-receipt-refused");
});
