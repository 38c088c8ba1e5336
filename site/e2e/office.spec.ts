import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { submittedApplication } from "./applications";
import { inspect } from "./inspect";
import { claim, colleagueAtWork, decide, openReview } from "./staff-steps";
import { watchForComplaints } from "./steps";

test("the_office_corrects_an_application_and_takes_its_decision_up_again", async ({ page, browser }) => {
  const { applicant } = await submittedApplication(page);
  const reviewer = await colleagueAtWork(browser, "reviewer");
  const complaints = watchForComplaints(reviewer);

  await test.step("a reviewer finds the applicant, and no address tells whom", async () => {
    await find(reviewer, `nobody.${applicant.userName}`);
    await expect(reviewer.getByText("Nobody has this user name")).toBeVisible();
    const asked = reviewer.waitForRequest(/\/api\/staff\/applicants/);
    await find(reviewer, applicant.email);
    await expect(reviewer.getByRole("heading", { name: /^Software Engineering/ })).toBeVisible();
    expect((await asked).url() + reviewer.url()).not.toContain(applicant.userName);
    await inspect(reviewer, "console-applicant");
  });

  await test.step("and moves the application to another category that the programme has", async () => {
    await reviewer.getByRole("button", { name: "Change the funding category" }).click();
    const categories = reviewer.getByLabel("New funding category");
    await expect(categories.getByRole("option")).toHaveText(["Choose", "Self-funded (CN¥400.00)"]);
    await reviewer.getByRole("button", { name: "Change", exact: true }).click();
    await expect(reviewer.getByRole("alert").getByRole("link")).toHaveCount(2);
    await categories.selectOption("self_funded");
    await reviewer.getByLabel("Reason").fill("You wrote to us.");
    await inspect(reviewer, "console-applicant-category");
    await reviewer.getByRole("button", { name: "Change", exact: true }).click();
    await expect(reviewer.getByText("The funding category is changed.")).toBeVisible();
  });

  await test.step("decides, and takes the decision up again", async () => {
    await openReview(reviewer, applicant.familyName);
    await claim(reviewer);
    await decide(reviewer, "Decline", "There is no place left");
    await expect(reviewer.getByRole("heading", { name: "The review is closed" })).toBeVisible();
    await find(reviewer, applicant.userName);
    await expect(reviewer.getByText("To change it, take up the decision again first.")).toBeVisible();
    await reviewer.getByRole("button", { name: "Take up the decision again" }).click();
    await reviewer.getByLabel("Reason").fill("A place has become free.");
    await inspect(reviewer, "console-applicant-reopening");
    await reviewer.getByRole("button", { name: "Take up again" }).click();
    await expect(reviewer.getByText("The application is in the queue again.")).toBeVisible();
  });

  const colleague = await colleagueAtWork(browser, "reviewer");
  await test.step("a colleague gives back what is proposed then", async () => {
    await openReview(reviewer, applicant.familyName);
    await claim(reviewer);
    await decide(reviewer, "Waiting list", "There is no place left", "Propose");
    await expect(reviewer.getByText("A colleague has to confirm what you have proposed.")).toBeVisible();
    await openReview(colleague, applicant.familyName, "To confirm");
    await claim(colleague);
    await colleague.getByRole("button", { name: "Give it back" }).click();
    await expect(colleague.getByRole("alert").getByRole("link")).toHaveText("Say what should be thought over");
    await colleague.getByLabel("What should be thought over").fill("There is a place.");
    await colleague.getByRole("button", { name: "Give it back" }).click();
    await expect(colleague.getByRole("heading", { name: /gave your proposal back/ })).toHaveCount(0);
  });

  await test.step("the reviewer, who holds it again, thinks it over, and the colleague confirms", async () => {
    await reviewer.reload();
    await expect(reviewer.getByRole("region", { name: /gave your proposal back/ })).toContainText("There is a place.");
    await inspect(reviewer, "console-review-given-back");
    await decide(reviewer, "Accept", "All requirements of the guide are met", "Propose");
    await expect(reviewer.getByText("A colleague has to confirm what you have proposed.")).toBeVisible();
    await openReview(colleague, applicant.familyName, "To confirm");
    await claim(colleague);
    await colleague.getByRole("button", { name: "Confirm" }).click();
    await expect(colleague.getByRole("heading", { name: "The review is closed" })).toBeVisible();
  });
  expect(complaints).toEqual([]);
});

/** Looks an applicant up by user name or address. */
async function find(page: Page, name: string): Promise<void> {
  await page.goto("/console/applicants");
  await page.getByLabel("User name or e-mail address").fill(name);
  await page.getByRole("button", { name: "Find" }).click();
}
