import { expect, test } from "@playwright/test";
import type { Browser, Page } from "@playwright/test";
import { inspect } from "./inspect";
import { oneTimeCode, staffWith } from "./stack";
import { foundInMail, newApplicant, signIn, watchForComplaints } from "./steps";

test("an_administrator_invites_a_colleague_who_signs_in_with_app_and_recovery_code", async ({ page, browser }) => {
  const complaints = watchForComplaints(page);
  const { userName, email, password } = newApplicant();
  await signInAsAdministrator(page);

  await test.step("invite", async () => {
    await page.getByRole("link", { name: "Staff", exact: true }).click();
    await page.getByRole("link", { name: "Invite a colleague" }).click();
    await page.getByRole("button", { name: "Send the invitation" }).click();
    await expect(page.getByRole("alert").getByRole("link")).toHaveCount(2);
    await inspect(page, "console-invite-errors");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Reviewer").check();
    await page.getByRole("button", { name: "Send the invitation" }).click();
    await expect(page.getByText("The invitation is on its way.")).toBeVisible();
    await expect(page.getByRole("heading", { name: email })).toBeVisible();
    await inspect(page, "console-staff");
  });

  const colleague = await newBrowser(browser);
  let totpSecret = "";
  let codes: string[] = [];
  await test.step("accept: name, password, authenticator, recovery codes", async () => {
    await colleague.goto(await foundInMail(page, email, /\S*\/invitation#code=\S+/));
    await expect(colleague.getByRole("main")).toContainText(staffWith("administrator").userName);
    await expect(colleague.getByRole("main")).toContainText("Reviewer");
    await expect(colleague.getByRole("img", { name: "QR code for the authenticator app" })).toBeVisible();
    totpSecret = await shownKey(colleague);
    await inspect(colleague, "invitation");
    await colleague.getByLabel("User name").fill(userName);
    await colleague.getByLabel("Password", { exact: true }).fill(password);
    await colleague.getByLabel("Confirm password").fill(password);
    await colleague.getByLabel("Code of your authenticator app").fill(oneTimeCode(totpSecret));
    await colleague.getByRole("button", { name: "Accept the invitation" }).click();

    await expect(colleague.getByRole("heading", { name: "Recovery codes" })).toBeFocused();
    codes = await colleague.locator(".site-codes code").allTextContents();
    expect(codes).toHaveLength(10);
    await inspect(colleague, "recovery-codes");
    const coming = colleague.waitForEvent("download");
    await colleague.getByRole("link", { name: "Download" }).click();
    expect((await coming).suggestedFilename()).toBe("sojourn-recovery-codes.txt");
    await colleague.getByRole("button", { name: "Go on" }).click();
    await expect(colleague.getByRole("alert").getByRole("link")).toHaveText(/Keep the codes first/);
    await colleague.getByLabel("I have kept them").check();
    await colleague.getByRole("button", { name: "Go on" }).click();
    await expect(colleague.getByText("Your account is ready.")).toBeVisible();
  });

  await test.step("sign in with a code of the app", async () => {
    await colleague.getByLabel("Password", { exact: true }).fill(password);
    // The code of this half minute is used up; the next one is good already.
    await colleague.getByLabel("Code of your authenticator app").fill(oneTimeCode(totpSecret, 1));
    await colleague.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(colleague.getByRole("heading", { name: "Applications to review" })).toBeVisible();
    // Who is no administrator finds no staff page.
    await expect(colleague.getByRole("link", { name: "Staff", exact: true })).toHaveCount(0);
    await colleague.goto("/console/staff");
    await expect(colleague.getByRole("heading", { name: "Page not found" })).toBeVisible();
  });

  await test.step("sign in with a recovery code, which works once", async () => {
    const elsewhere = await newBrowser(browser);
    await signInWithRecoveryCode(elsewhere, codes[0] ?? "");
    await expect(elsewhere.getByRole("heading", { name: "Applications to review" })).toBeVisible();
    await elsewhere.goto("/account");
    await expect(elsewhere.getByText("9 codes are left.")).toBeVisible();
    await inspect(elsewhere, "account-of-staff");
    await elsewhere.getByRole("link", { name: "Authenticator app" }).click();
    await expect(elsewhere.getByLabel("Your password")).toBeVisible();
    await inspect(elsewhere, "authenticator");
    await elsewhere.goto("/account");
    await elsewhere.getByRole("button", { name: "Sign out" }).click();
    await signInWithRecoveryCode(elsewhere, codes[0] ?? "");
    await expect(elsewhere.locator(".govuk-error-summary")).toBeFocused();
    await inspect(elsewhere, "console-sign-in-recovery-code");
    await elsewhere.context().close();
  });

  await test.step("the app is replaced with the password and a recovery code, and the codes are renewed", async () => {
    await colleague.goto("/account/authenticator");
    await colleague.getByLabel("Your password").fill(password);
    await colleague.getByRole("button", { name: "Use a recovery code" }).click();
    await colleague.getByLabel("Recovery code").fill(codes[1] ?? "");
    await colleague.getByRole("button", { name: "Next" }).click();
    totpSecret = await shownKey(colleague);
    await inspect(colleague, "authenticator-new");
    await colleague.getByLabel("Code of your authenticator app").fill(oneTimeCode(totpSecret));
    await colleague.getByRole("button", { name: "Confirm" }).click();
    await expect(colleague.getByText("Your new authenticator app is set up.")).toBeVisible();

    await colleague.getByRole("link", { name: "Recovery codes" }).click();
    await expect(colleague.getByText("8 codes are left.")).toBeVisible();
    await colleague.getByLabel("Your password").fill(password);
    // The digits of the app were used to set it up.
    await colleague.getByRole("button", { name: "Use a recovery code" }).click();
    await colleague.getByLabel("Recovery code").fill(codes[2] ?? "");
    await colleague.getByRole("button", { name: "Make new codes" }).click();
    await expect(colleague.locator(".site-codes code")).toHaveCount(10);
    codes = await colleague.locator(".site-codes code").allTextContents();
    await colleague.getByLabel("I have kept them").check();
    await colleague.getByRole("button", { name: "Go on" }).click();
    await expect(colleague.getByText("You have new recovery codes.")).toBeVisible();
  });

  await test.step("a change of roles counts at once", async () => {
    await page.getByRole("link", { name: "Staff", exact: true }).click();
    await page.reload();
    await page.getByRole("link", { name: userName }).click();
    await expect(page.getByRole("row").filter({ hasText: "Signed in" }).first()).toBeVisible();
    await inspect(page, "console-colleague");
    await page.getByLabel("Reviewer", { exact: true }).uncheck();
    await page.getByLabel("Viewer", { exact: true }).check();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("The roles are saved.")).toBeVisible();
    await colleague.goto("/console/reviews");
    await expect(colleague.getByRole("heading", { name: "Staff sign-in" })).toBeVisible();
  });

  await test.step("a closed account opens no more", async () => {
    await page.getByRole("button", { name: "Close account" }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await page.getByLabel(`Close the account of ${userName}`).check();
    await page.getByRole("button", { name: "Close account" }).click();
    await expect(page.getByText("The account is closed.")).toBeVisible();
    await signInWithRecoveryCode(colleague, codes[0] ?? "");
    await expect(colleague.locator(".govuk-error-summary")).toBeFocused();
  });
  expect(complaints).toEqual([]);
  await colleague.context().close();

  async function signInWithRecoveryCode(page: Page, code: string): Promise<void> {
    await page.goto("/console/sign-in");
    await page.getByRole("button", { name: "Use a recovery code" }).click();
    await page.getByLabel("Recovery code").fill(code);
    await signIn(page, { userName, password });
  }
});

/** The key for the authenticator as the page shows it to be typed. */
async function shownKey(page: Page): Promise<string> {
  return ((await page.locator(".site-key").textContent()) ?? "").replace(/\s/g, "");
}

/** The code of an authenticator works once, and other specs may use the same: another one is waited for. */
async function signInAsAdministrator(page: Page): Promise<void> {
  const administrator = staffWith("administrator");
  await page.goto("/console/sign-in");
  await expect(async () => {
    await signIn(page, administrator);
    await expect(page.getByRole("heading", { name: "Applications to review" })).toBeVisible({ timeout: 5000 });
  }).toPass();
}

async function newBrowser(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  return context.newPage();
}
