import { expect, test } from "@playwright/test";
import { submittedApplication } from "./applications";
import { inspect } from "./inspect";
import { fillDate, signInAt, watchForComplaints } from "./steps";

test("another_programme_takes_over_what_was_entered_and_what_is_withdrawn_is_over", async ({ page }) => {
  const complaints = watchForComplaints(page);
  const { applicant, application } = await submittedApplication(page);
  await signInAt(page, applicant);
  await page.goto(`/applications/${application}`);

  await test.step("the guide that was agreed to stays readable", async () => {
    await page.getByRole("link", { name: /^Version / }).click();
    await expect(page.getByRole("heading", { name: /^Application Guide, version / })).toBeVisible();
    await inspect(page, "guide");
    await page.goBack();
  });

  await test.step("begin again for another programme of the intake", async () => {
    await page.getByRole("link", { name: "Apply for another programme" }).click();
    await expect(page.getByText("this application is withdrawn as soon as")).toBeVisible();
    await inspect(page, "restart");
    await page.getByRole("link", { name: "Choose a programme" }).click();
    for (const choice of ["Autumn 2027", "Self-funded", "Bachelor's degree student"]) {
      await page.getByLabel(choice).check();
      await page.getByRole("button", { name: "Next" }).click();
    }
    await page.getByRole("link", { name: /Apply.*Architecture/ }).click();
    await fillDate(page, "Date of birth", ["17", "5", "2006"]);
    await page.getByLabel("Nationality").selectOption("FI");
    await page.getByLabel("Highest level of education completed").selectOption("senior_high");
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await page.getByRole("button", { name: "Agree and continue" }).click();
    await expect(page.getByText("Draft", { exact: true })).toBeVisible();
    await page.getByRole("link", { name: "Basic information" }).click();
    await expect(page.getByLabel("Family name", { exact: true })).toHaveValue(applicant.familyName);
    await page.getByRole("link", { name: "Back to the application" }).click();
  });

  await test.step("the earlier one is withdrawn by that", async () => {
    await page.getByRole("link", { name: "My applications" }).first().click();
    await expect(page.getByText("Withdrawn", { exact: true })).toHaveCount(1);
    await page.getByRole("listitem").filter({ hasText: "Draft" }).getByRole("link").click();
  });

  await test.step("withdraw the new one too", async () => {
    await page.getByRole("link", { name: "Withdraw this application" }).click();
    await page.getByRole("button", { name: "Withdraw the application" }).click();
    await expect(page.getByRole("alert").getByRole("link")).toHaveText(/Tick the box/);
    await inspect(page, "withdrawal");
    await page.getByLabel("Yes, withdraw this application").check();
    await page.getByRole("button", { name: "Withdraw the application" }).click();
    await expect(page.getByText("You have withdrawn the application.")).toBeVisible();
    await expect(page.getByRole("link", { name: "Withdraw this application" })).toHaveCount(0);
    await inspect(page, "application-withdrawn");
  });
  expect(complaints).toEqual([]);
});
