import { expect, test } from "@playwright/test";
import { submittedApplication } from "./applications";
import { inspect } from "./inspect";
import { claim, colleagueAtWork, decide, openReview } from "./staff-steps";
import { signInAt, watchForComplaints } from "./steps";

test("who_waited_was_declined_and_appealed_is_declined_again_only_by_two", async ({ page, browser }) => {
  const complaints = watchForComplaints(page);
  const { applicant, application } = await submittedApplication(page);
  const reviewer = await colleagueAtWork(browser, "reviewer");

  await test.step("the application is put on the waiting list, and declined from there", async () => {
    await openReview(reviewer, applicant.familyName);
    await claim(reviewer);
    await decide(reviewer, "Waiting list", "There is no place left");
    await expect(reviewer.getByRole("button", { name: "Claim this review" })).toBeVisible();
    await openReview(reviewer, applicant.familyName, "Waiting list");
    await claim(reviewer);
    await inspect(reviewer, "console-review-waitlisted");
    await decide(reviewer, "Decline", "There is no place left");
    await expect(reviewer.getByRole("heading", { name: "The review is closed" })).toBeVisible();
  });

  await test.step("the applicant appeals", async () => {
    await signInAt(page, applicant);
    await page.goto(`/applications/${application}`);
    await inspect(page, "application-declined");
    await page.getByRole("link", { name: "Appeal against the decision" }).click();
    await page.getByRole("button", { name: "Send the appeal" }).click();
    await expect(page.getByRole("alert").getByRole("link")).toHaveText("Say why you appeal");
    await page.getByLabel("Your reasons").fill("The grades were read for another person's.");
    await inspect(page, "appeal");
    await page.getByRole("button", { name: "Send the appeal" }).click();
    await expect(page.getByText("Your appeal has been sent.")).toBeVisible();
  });

  await test.step("nobody declines it again alone", async () => {
    await openReview(reviewer, applicant.familyName);
    await claim(reviewer);
    await expect(reviewer.getByRole("region", { name: "Appeal of the applicant" })).toContainText("The grades");
    await decide(reviewer, "Decline", "The documents do not show", "Propose");
    await expect(reviewer.getByText("A colleague has to confirm what you have proposed.")).toBeVisible();
    await expect(reviewer.getByRole("button", { name: "Confirm" })).toHaveCount(0);
  });

  await test.step("a colleague confirms", async () => {
    const colleague = await colleagueAtWork(browser, "reviewer");
    await openReview(colleague, applicant.familyName, "To confirm");
    await claim(colleague);
    await inspect(colleague, "console-review-proposed");
    await colleague.getByRole("button", { name: "Confirm" }).click();
    await expect(colleague.getByRole("heading", { name: "The review is closed" })).toBeVisible();
  });

  await test.step("the applicant reads it, and cannot appeal again", async () => {
    await page.reload();
    await expect(page.getByText("You are not accepted")).toBeVisible();
    await expect(page.getByRole("link", { name: "Appeal against the decision" })).toHaveCount(0);
  });
  expect(complaints).toEqual([]);
});
