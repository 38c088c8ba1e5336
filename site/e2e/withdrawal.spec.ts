import { expect, test } from "@playwright/test";
import { completeDraft, submittedApplication } from "./applications";
import { inspect } from "./inspect";
import { fillDate, foundInMail, signInAt, watchForComplaints } from "./steps";

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

test("another_contact_address_counts_once_its_link_was_opened", async ({ page, context }) => {
  const complaints = watchForComplaints(page);
  const { applicant, application } = await completeDraft(page);
  const contact = `contact.${applicant.email}`;
  await signInAt(page, applicant);

  await test.step("another address than the account's is to be confirmed", async () => {
    await page.goto(`/applications/${application}/contact-information`);
    await expect(page.getByLabel("E-mail address")).toHaveValue(applicant.email);
    await page.getByLabel("E-mail address").fill(contact);
    await expect(page.getByText(`The contact address ${contact} is not confirmed yet.`)).toBeVisible();
    await page.getByRole("button", { name: `Send a link to ${contact}` }).click();
    await expect(page.getByText(`We have sent a link to ${contact}.`)).toBeVisible();
    await inspect(page, "contact-not-confirmed");
    // It holds nobody up in the middle of the form.
    await page.getByRole("button", { name: "Save and next" }).click();
    await expect(page.getByRole("heading", { name: "Documents", level: 1 })).toBeFocused();
  });

  await test.step("the review says so, and submission waits for it", async () => {
    await page.goto(`/applications/${application}/review`);
    await expect(page.getByRole("link", { name: /^E-mail address: This address is not confirmed yet/ })).toBeVisible();
    await inspect(page, "review-not-confirmed");
    await page.getByLabel(/^I declare/).check();
    await page.getByRole("button", { name: "Submit application" }).click();
    await expect(page.getByRole("alert").getByRole("link")).toHaveText(/This address is not confirmed yet/);
  });

  await test.step("the link confirms the address", async () => {
    const link = await foundInMail(page, contact, /\S*\/confirm-contact-email#code=\S+/);
    const mail = await context.newPage();
    await mail.goto(link);
    await inspect(mail, "confirm-contact-email");
    await mail.getByRole("button", { name: "Confirm this address" }).click();
    await expect(mail.getByText(`${contact} is confirmed.`)).toBeVisible();
    await inspect(mail, "contact-confirmed");
    await mail.close();
    const again = await context.newPage();
    await again.goto(link);
    await again.getByRole("button", { name: "Confirm this address" }).click();
    await expect(again.getByRole("alert")).toContainText("It may have been used already");
    await again.close();
  });

  await test.step("the page that was open all the while submits", async () => {
    await page.getByRole("button", { name: "Submit application" }).click();
    await expect(page).toHaveURL(new RegExp(`/applications/${application}$`));
    await expect(page.getByText("With the university", { exact: true })).toBeVisible();
  });
  expect(complaints).toEqual([]);
});
