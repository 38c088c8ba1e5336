import { expect, test } from "@playwright/test";
import { inspect } from "./inspect";
import { activatedApplicant, registeredApplicant } from "./people";
import { foundInMail, activateByMail, signIn, watchForComplaints } from "./steps";

const NEW_PASSWORD = "Quiet-Harbour-31";

test("a_forgotten_password_is_replaced_by_way_of_the_mail", async ({ page }) => {
  const complaints = watchForComplaints(page);
  const applicant = await activatedApplicant(page);

  await test.step("ask for a temporary password, from the sign-in page", async () => {
    await page.goto("/sign-in");
    await page.getByLabel("User name or e-mail address").fill(applicant.userName);
    await page.getByRole("link", { name: "Forgotten your password?" }).click();
    // What was typed came along (S23).
    await expect(page.getByLabel("User name or e-mail address")).toHaveValue(applicant.userName);
    await inspect(page, "forgotten-password");
    await page.getByRole("button", { name: "Send a temporary password" }).click();
    await expect(page.getByRole("heading", { name: "Check your mail" })).toBeFocused();
    await inspect(page, "forgotten-password-sent");
  });

  const temporary = await foundInMail(page, applicant.email, /Sj1-[a-z2-7]{26}/); // S24

  await test.step("sign in with it: only a new password can be chosen (S25)", async () => {
    await page.getByRole("link", { name: "Sign in" }).first().click();
    await signIn(page, { userName: applicant.email, password: temporary });
    await expect(page.getByRole("heading", { name: "Choose a new password" })).toBeVisible();
    // It came along in memory, and stands in no address and no store of the browser.
    await expect(page.getByLabel("Temporary password")).toHaveCount(0);
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }) + location.href);
    expect(kept).not.toContain(temporary);
  });

  await test.step("choose a password: the meter judges as the service does (S10)", async () => {
    const meter = page.locator(".site-meter");
    await page.getByLabel("New password", { exact: true }).fill("Password123");
    await expect(meter).toContainText("Password strength: weak");
    await page.getByRole("button", { name: "Save the new password" }).click();
    await expect(page.getByRole("alert").getByRole("link", { name: /keeps all the rules/ })).toBeVisible();
    await inspect(page, "reset-password-errors");
    await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
    await page.getByLabel("Confirm new password").fill(NEW_PASSWORD);
    await expect(meter).toContainText("Password strength: strong");
    await inspect(page, "reset-password");
    await page.getByRole("button", { name: "Save the new password" }).click();
    await expect(page.getByText("Your new password is saved.")).toBeVisible();
    await inspect(page, "sign-in-after-reset");
  });

  await test.step("sign in with the new one; the old one is over", async () => {
    await signIn(page, applicant);
    await expect(page.locator(".govuk-error-summary")).toBeFocused();
    await signIn(page, { ...applicant, password: NEW_PASSWORD });
    await expect(page.getByRole("heading", { name: "My applications", level: 1 })).toBeVisible();
  });
  expect(complaints).toEqual([]);
});

test("after_failures_a_check_and_a_wait_are_asked_for_and_the_page_stays_usable", async ({ page }) => {
  const complaints = watchForComplaints(page);
  const applicant = await activatedApplicant(page);
  await page.goto("/sign-in");

  const wait = page.getByRole("timer");
  await test.step("wrong passwords lead to a check and a wait that counts down", async () => {
    await expect(async () => {
      await signIn(page, { ...applicant, password: "Wrong-Lotus-2027" });
      await expect(page.locator(".govuk-error-summary")).toBeVisible();
      await expect(wait).toBeVisible({ timeout: 1000 });
    }).toPass();
    await expect(wait).toContainText(/try again in \d+ s/);
    // The check that each further try needs is solved beside the page.
    await expect(page.getByText("The check is done")).toBeVisible();
  });

  await test.step("meanwhile the form can be filled in and the language switched", async () => {
    await page.getByLabel("Password", { exact: true }).fill(applicant.password);
    await expect(page.getByLabel("Password", { exact: true })).toHaveValue(applicant.password);
    await inspect(page, "sign-in-challenge");
  });

  await test.step("then the right password opens the account", async () => {
    await expect(wait).toHaveCount(0);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByRole("heading", { name: "My applications", level: 1 })).toBeVisible();
  });
  expect(complaints).toEqual([]);
});

test("an_activation_mail_that_did_not_come_is_sent_again", async ({ page }) => {
  const applicant = await registeredApplicant();
  const first = await foundInMail(page, applicant.email, /\S*\/activate#code=\S+/);

  await test.step("who is not activated is told and led on (S17)", async () => {
    await page.goto("/sign-in");
    await expect(page.getByRole("link", { name: "No activation e-mail?" })).toBeVisible(); // S5
    await signIn(page, applicant);
    await page.getByRole("link", { name: "Send the activation e-mail again" }).click();
    await expect(page.getByLabel("User name or e-mail address")).toHaveValue(applicant.userName);
    await inspect(page, "resend-activation");
    await page.getByRole("button", { name: "Resend activation e-mail" }).click();
    await expect(page.getByRole("heading", { name: "Check your mail" })).toBeFocused();
    await inspect(page, "resend-activation-sent");
  });

  await test.step("the new link activates (S26)", async () => {
    await expect.poll(() => foundInMail(page, applicant.email, /\S*\/activate#code=\S+/)).not.toBe(first);
    await activateByMail(page, applicant);
  });

  await test.step("a link that does not work leads to another one (S27)", async () => {
    await page.goto("/activate#code=nothing");
    await inspect(page, "activate");
    await page.getByRole("button", { name: "Activate my account" }).click();
    await expect(page.getByRole("link", { name: "Send the activation e-mail again" })).toBeVisible();
    await inspect(page, "activate-refused");
  });
});
