import { expect, test } from "@playwright/test";
import type { Browser, Page } from "@playwright/test";
import { inspect } from "./inspect";
import { activatedApplicant } from "./people";
import { foundInMail, openAccount, signIn, signInAt, watchForComplaints } from "./steps";
import type { Applicant } from "./steps";

const NEW_PASSWORD = "Quiet-Harbour-31";

test("sessions_end_from_another_browser_and_with_the_password", async ({ page, browser }) => {
  const complaints = watchForComplaints(page);
  const applicant = await activatedApplicant(page);
  await signInAt(page, applicant);
  const other = await otherBrowser(browser, applicant);

  await test.step("both are listed; one ends the other", async () => {
    await openAccount(page, "Where you are signed in");
    const rows = page.getByRole("main").getByRole("listitem");
    await expect(rows).toHaveCount(2);
    await expect(rows.filter({ hasText: "This device" })).toHaveCount(1);
    await inspect(page, "sessions");
    await page.getByRole("button", { name: /^End Chrome/ }).click();
    await expect(page.getByText(/The session on Chrome.* is ended/)).toBeVisible();
    await expect(rows).toHaveCount(1);
    await expectSignedOut(other);
  });

  await test.step("a change of the password ends the other, and this one stays", async () => {
    await signIn(other, applicant);
    await expect(other.getByRole("heading", { name: "My applications", level: 1 })).toBeVisible();
    // The menu works from the keyboard, and Escape closes it.
    const avatar = page.getByRole("button", { name: /Your account/ });
    await avatar.press("Enter");
    await expect(page.getByRole("link", { name: "Change password" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("link", { name: "Change password" })).toBeHidden();
    await expect(avatar).toBeFocused();
    await avatar.click();
    await page.getByRole("link", { name: "Change password" }).click(); // S22
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("alert").getByRole("link")).toHaveCount(3);
    await inspect(page, "change-password-errors");
    await page.getByLabel("Old password").fill(applicant.password);
    await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
    await page.getByLabel("Confirm new password").fill(NEW_PASSWORD);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Your password is changed.")).toBeVisible();
    await expectSignedOut(other);
    await page.reload();
    await expect(page.getByRole("heading", { name: "Account", level: 1 })).toBeVisible();
  });

  await test.step("the log tells of every sign-in and every try", async () => {
    await signIn(other, applicant);
    await expect(other.locator(".govuk-error-summary")).toBeVisible();
    await page.getByRole("link", { name: "Sign-in log" }).click();
    const rows = page.getByRole("row");
    await expect(rows.filter({ hasText: "Signed in" })).toHaveCount(3);
    await expect(rows.filter({ hasText: "Wrong password" })).toHaveCount(1);
    await inspect(page, "sign-in-log");
  });

  await test.step("end all sessions: this one too", async () => {
    await openAccount(page, "Where you are signed in");
    await page.getByRole("button", { name: "End all sessions" }).click();
    await expect(page.getByText("You are signed out everywhere.")).toBeVisible();
    await signIn(page, { ...applicant, password: NEW_PASSWORD });
    await expect(page.getByRole("heading", { name: "My applications", level: 1 })).toBeVisible();
  });

  await test.step("who signs out comes to the start page, and not back to what was shown", async () => {
    await openAccount(page);
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page).toHaveURL("/");
    await page.goto("/account");
    await expect(page.getByRole("heading", { name: "Sign in", level: 1 })).toBeVisible();
  });
  expect(complaints).toEqual([]);
  await other.context().close();
});

test("a_new_address_counts_once_it_is_confirmed", async ({ page }) => {
  const complaints = watchForComplaints(page);
  const applicant = await activatedApplicant(page);
  const email = applicant.email.replace("anna.", "new.");
  await signInAt(page, applicant);
  await openAccount(page);
  await inspect(page, "account");

  await test.step("ask, with the password", async () => {
    await page.getByRole("link", { name: "Change E-mail address" }).click();
    // Prefilled and correctable (S79).
    await expect(page.getByLabel("New e-mail address")).toHaveValue(applicant.email);
    await page.getByLabel("New e-mail address").fill(email);
    await page.getByLabel("Your password").fill("Wrong-Lotus-2027");
    await page.getByRole("button", { name: "Send the link" }).click();
    await expect(page.getByRole("alert").getByRole("link")).toHaveCount(1);
    await inspect(page, "change-email-errors");
    await page.getByLabel("Your password").fill(applicant.password);
    await page.getByRole("button", { name: "Send the link" }).click();
    await expect(page.getByText(`If ${email} can be used`)).toBeVisible();
    await inspect(page, "change-email-sent");
  });

  await test.step("confirm by the link: a person presses the button", async () => {
    await page.goto(await foundInMail(page, email, /\S*\/confirm-email#code=\S+/));
    await inspect(page, "confirm-email");
    expect(page.url()).not.toContain("code=");
    await page.getByRole("button", { name: "Confirm this address" }).click();
    await expect(page.getByText("Your new e-mail address is confirmed.")).toBeVisible();
  });

  await test.step("sign in with the new address", async () => {
    await expect(page.getByLabel("User name or e-mail address")).toHaveValue(email);
    await signIn(page, { ...applicant, userName: email });
    await expect(page.getByRole("heading", { name: "My applications", level: 1 })).toBeVisible();
    await openAccount(page);
    await expect(page.getByRole("main")).toContainText(email);
  });
  expect(complaints).toEqual([]);
});

test("settings_are_kept_and_times_follow_the_zone", async ({ page }) => {
  const applicant = await activatedApplicant(page);
  await signInAt(page, applicant);
  await openAccount(page);
  await expect(page.getByRole("main")).toContainText("(your time, Europe/Lisbon)");
  await page.getByRole("link", { name: "Change Time zone" }).click();
  await inspect(page, "settings");
  await page.getByLabel("Chinese (中文)").check();
  await page.getByLabel("Time zone").selectOption("America/Lima");
  await page.getByLabel("Send me news").uncheck();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Your settings are saved.")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("main")).toContainText("(your time, America/Lima)");
  await expect(page.getByRole("main")).toContainText("No, only here");
});

/** The same person in another browser. */
async function otherBrowser(browser: Browser, applicant: Applicant): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signInAt(page, applicant);
  return page;
}

/** Whose session was ended is led to sign in by whatever comes next. */
async function expectSignedOut(page: Page): Promise<void> {
  await page.reload();
  await expect(page.getByText("You have been signed out.")).toBeVisible();
}
