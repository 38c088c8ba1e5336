import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { submittedApplication } from "./applications";
import { inspect } from "./inspect";
import { passportPage } from "./pictures";
import { claim, colleagueAtWork, openReview } from "./staff-steps";
import { signInAt, watchForComplaints } from "./steps";

test("what_staff_re_open_is_revised_and_comes_back_to_who_asked", async ({ page, browser }) => {
  const complaints = watchForComplaints(page);
  const { applicant, application } = await submittedApplication(page);
  const reviewer = await colleagueAtWork(browser, "reviewer");

  await test.step("staff re-open an entry and a document", async () => {
    await openReview(reviewer, applicant.familyName);
    await claim(reviewer);
    await reviewer.getByRole("link", { name: "Request a revision" }).click();
    await reviewer.locator("summary").filter({ hasText: "Basic information" }).click();
    await reviewer.getByLabel("Passport number").check();
    await reviewer.getByRole("button", { name: "Send the request" }).click();
    await expect(reviewer.getByRole("alert").getByRole("link")).toHaveCount(4);
    await ask(reviewer, "Passport number", "Not as in the passport");
    await reviewer.locator("summary").filter({ hasText: "Documents" }).click();
    await reviewer.getByLabel("Photo page of your passport").check();
    await ask(reviewer, "Photo page of your passport", "Cannot be read");
    await reviewer.getByLabel("Last day for the answer").fill(inDays(10));
    await inspect(reviewer, "console-request-revision");
    await reviewer.getByRole("button", { name: "Send the request" }).click();
    await expect(reviewer.getByText("The request is sent.")).toBeVisible();
  });

  await test.step("the applicant can change that and nothing else", async () => {
    await signInAt(page, applicant);
    await page.goto(`/applications/${application}`);
    const request = page.getByRole("region", { name: "Please revise your application" });
    await expect(request).toContainText("Note for Passport number");
    await inspect(page, "application-to-be-revised");
    await request.getByRole("link", { name: /Passport number/ }).click();
    await expect(page.getByLabel("Given name", { exact: true })).toHaveCount(0);
    await page.getByLabel("Passport number").fill("XT0000028");
    await inspect(page, "section-to-be-revised");
    await page.getByRole("button", { name: "Save and go back" }).click();

    await request.getByRole("link", { name: /^Documents/ }).click();
    await expect(page.locator("input[type=file]")).toHaveCount(1);
    const slot = page.getByRole("region", { name: /passport/i });
    await slot.getByRole("button", { name: "Remove" }).click();
    await expect(slot.getByText("Accepted")).toHaveCount(0);
    await slot.locator("input[type=file]").setInputFiles(await passportPage(page, "passport-2.jpg"));
    await expect(slot.getByText("Accepted")).toBeVisible();
    await page.getByRole("link", { name: "Back to the application" }).last().click();
  });

  await test.step("the applicant sends it again", async () => {
    await page.getByRole("link", { name: "Check and send" }).click();
    await expect(page.getByText("XT0000028")).toBeVisible();
    await page.getByLabel("I declare that").check();
    await page.getByRole("button", { name: "Send the revised application" }).click();
    await expect(page.getByText("Your revised application has been sent.")).toBeVisible();
    await expect(page.getByText("You sent the revised application")).toBeVisible();
  });

  await test.step("it is the same reviewer's, who sees what was changed", async () => {
    await openReview(reviewer, applicant.familyName, "Mine");
    await expect(reviewer.getByText("Claimed by you")).toBeVisible();
    await reviewer.getByRole("link", { name: "Compare round 1 with round 2" }).click();
    const row = reviewer.getByRole("row").filter({ hasText: "Passport number" });
    await expect(row).toContainText("XT0000027");
    await expect(row).toContainText("XT0000028");
    await expect(reviewer.getByRole("region", { name: "Documents" })).toContainText("Added");
    await inspect(reviewer, "console-comparison");
  });
  expect(complaints).toEqual([]);
});

/** Says why something is re-opened. */
async function ask(page: Page, name: string, reason: string): Promise<void> {
  const item = page.getByRole("group", { name, exact: true });
  await item.getByLabel("Reason").selectOption(reason);
  await item.getByLabel("Note in English").fill(`Note for ${name}`);
  await item.getByLabel("Note in Chinese").fill("请按护照填写。");
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 24 * 3600 * 1000).toISOString().slice(0, 10);
}
