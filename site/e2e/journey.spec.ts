import { expect, test } from "@playwright/test";
import type { Browser, Page } from "@playwright/test";
import { answer, fillInTheOtherSteps } from "./form";
import { inspect } from "./inspect";
import { passportPage, photo } from "./pictures";
import { staffWith } from "./stack";
import {
  answerEligibility,
  fillDate,
  fillInRegistration,
  newApplicant,
  activateByMail,
  signIn,
  watchForComplaints,
} from "./steps";

const applicant = newApplicant();

test("an_applicant_registers_applies_uploads_pays_and_reads_the_decision_that_staff_made", async ({
  page,
  browser,
}) => {
  const complaints = watchForComplaints(page);

  await test.step("register and activate by the link in the mail", () => register(page));
  await test.step("find a programme and agree to its guide", () => startApplication(page));
  const application = new URL(page.url()).pathname;
  await test.step("fill in the basic information", () => fillInBasicInformation(page));
  await test.step("fill in the other steps of the form", () => fillInTheOtherSteps(page, applicant.email));
  await test.step("upload the documents", () => uploadDocuments(page));
  await test.step("check and submit", () => submit(page));
  await test.step("pay the fee", () => pay(page));
  await test.step("staff claim, look and accept", () => review(browser));
  await test.step("read the decision in Chinese", () => readDecision(page, application));

  expect(complaints).toEqual([]);
});

async function register(page: Page): Promise<void> {
  await page.goto("/");
  await expect(page.getByRole("contentinfo")).toContainText(/admissions@.*example\.org.*\+86/); // S71
  await inspect(page, "home");
  await page.getByRole("main").getByRole("link", { name: "Register" }).click();
  await expect(page.getByRole("heading", { name: "Registration Agreement" })).toBeFocused();
  await expect(page.getByLabel("User name")).toHaveCount(0); // S7
  await inspect(page, "agreement");
  await page.getByRole("button", { name: "Accept" }).click();

  await expect(page.getByRole("main").getByRole("link", { name: "Close" })).toBeVisible(); // S20
  // Nothing filled in: every compulsory field is named (S9), and the summary has the focus.
  await page.getByRole("button", { name: "Register", exact: true }).click();
  const summary = page.getByRole("alert");
  await expect(summary.getByRole("link")).toHaveCount(4);
  await expect(page.locator(".govuk-error-summary")).toBeFocused();
  await inspect(page, "register-errors");

  await page.getByLabel("Password", { exact: true }).fill("sunny");
  await expect(page.getByText("Password strength: weak")).toBeVisible();
  await fillInRegistration(page, applicant);
  await expect(page.getByText("Password strength: strong")).toBeVisible();
  await inspect(page, "register");
  await page.getByRole("button", { name: "Register", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  await inspect(page, "registered");

  await activateByMail(page, applicant);
  await inspect(page, "activated");
}

async function startApplication(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Programmes" }).click();
  await inspect(page, "choose-intake");
  for (const choice of ["Autumn 2027", "Self-funded", "Master's degree student"]) {
    await page.getByLabel(choice).check();
    await page.getByRole("button", { name: "Next" }).click();
  }
  await page.getByLabel("Name, major or research area").fill("pharmacology");
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByRole("status").filter({ hasText: "1 programme" })).toBeVisible();
  await inspect(page, "programmes");
  await page.getByRole("link", { name: /Apply.*Pharmacology/ }).click();
  await expect(page.getByRole("heading", { name: "Application Guide" })).toBeVisible();
  await expect(page.getByText("may affect your application progress")).toBeVisible(); // S3
  await inspect(page, "programme");

  // Not signed in yet: the way leads through sign-in and back to the programme.
  await checkEligibility(page);
  await page.getByRole("link", { name: "Sign in and apply" }).click();
  await expect(page.getByRole("complementary").getByRole("link", { name: "Register" })).toBeVisible(); // S5
  await inspect(page, "sign-in");
  await signIn(page, applicant);
  // What was answered is still there.
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await page.getByRole("button", { name: "Agree and continue" }).click();
  await expect(page.getByRole("region", { name: "What is next" })).toContainText("It is your turn"); // S67
  await inspect(page, "application");
}

/** Whom the programme admits is said before the form begins (S2). */
async function checkEligibility(page: Page): Promise<void> {
  await fillDate(page, "Date of birth", ["31", "3", "1960"]);
  await page.getByLabel("Nationality").selectOption("PT");
  await page.getByLabel("Highest level of education completed").selectOption("bachelor");
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await expect(page.getByText("You cannot apply for this programme")).toBeVisible();
  await inspect(page, "programme-not-for-me");
  await page.getByRole("button", { name: "Change the answers" }).click();
  await answerEligibility(page);
}

async function fillInBasicInformation(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Basic information" }).click();
  await expect(page.getByText("the visa application may be affected")).toBeVisible(); // S43
  await page.getByLabel("Family name", { exact: true }).fill(applicant.familyName.toLowerCase());

  // What is missing is named, and nothing typed is lost, not even by a reload.
  await page.getByRole("button", { name: "Save and next" }).click();
  await expect(page.getByRole("alert").getByRole("link", { name: /^Given name:/ })).toBeVisible();
  await inspect(page, "basic-information-errors");
  await page.reload();
  await expect(page.getByLabel("Family name", { exact: true })).toHaveValue(applicant.familyName);

  await page.getByLabel("Given name", { exact: true }).fill("Anna");
  await page.getByLabel("I have no Chinese name yet").check();
  await expect(page.getByLabel("Chinese name", { exact: true })).toHaveCount(0);
  await page.getByLabel("Female").check();
  // What was answered before the form began stands in it.
  await expect(page.getByLabel("Nationality")).toHaveValue("PT");
  await page.getByLabel("Country or region of birth").selectOption("PT");
  await page.getByLabel("Place of birth").fill("Lisbon");
  await page.getByLabel("Marital status").selectOption("single");
  await page.getByLabel("Native language").selectOption("pt");
  await page.getByLabel("Kind of passport").selectOption("ordinary");
  await page.getByLabel("Passport number").fill("E00012345");
  await fillDate(page, "Passport valid until", ["9", "9", "2031"]);
  await page.getByLabel("Highest level of education completed").selectOption("bachelor");
  await page.getByLabel("Institution where you completed it").fill("Example University");
  await page.getByLabel("Occupation", { exact: true }).selectOption("student");
  await page.getByLabel("Present employer or institution").fill("Example University");
  await answer(page, "Are you in Chinese mainland now?", "No");
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByText("All changes are saved.")).toBeVisible();
  await expect(page.getByText("1 entry is still missing")).toBeVisible();
  await answer(page, "Were you ever a Chinese citizen?", "No");
  await inspect(page, "basic-information");
  await page.getByRole("button", { name: "Save and next" }).click();
}

async function uploadDocuments(page: Page): Promise<void> {
  // A file that is not what its name says is refused with a reason, and can be replaced.
  const passport = page.getByRole("region", { name: /passport/i });
  const notAPicture = { name: "passport.jpg", mimeType: "image/jpeg", buffer: Buffer.from("This is no picture.") };
  await passport.locator("input[type=file]").setInputFiles(notAPicture);
  await expect(passport.getByText("Refused")).toBeVisible();
  await inspect(page, "documents-refused");
  await passport.locator("input[type=file]").setInputFiles(await passportPage(page));
  await expect(passport.getByText("Accepted")).toBeVisible();

  const idPhoto = page.getByRole("region", { name: /photo on|ID photo/i });
  await idPhoto.locator("input[type=file]").setInputFiles(await photo(page));
  await expect(idPhoto.getByText("Accepted")).toBeVisible();
  await inspect(page, "documents");
}

async function submit(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "Check and submit" })).toBeVisible();
  await expect(page.getByText("E00012345")).toBeVisible();
  // Each entry leads to its field, and back again (S56).
  await page.getByRole("link", { name: "Change Passport number" }).click();
  await expect(page.getByLabel("Passport number")).toBeFocused();
  await page.goBack();
  await page.getByRole("button", { name: "Submit application" }).click();
  await expect(page.getByRole("alert").getByRole("link", { name: /Confirm the declaration/ })).toBeVisible();
  await page.getByLabel("I declare that").check();
  await inspect(page, "review");
  await page.getByRole("button", { name: "Submit application" }).click();
  await expect(page.getByRole("heading", { name: "Application fee" })).toBeVisible();
}

async function pay(page: Page): Promise<void> {
  await inspect(page, "payment");
  await page.getByRole("button", { name: "Pay with WeChat Pay" }).click();
  await expect(page.getByRole("img", { name: "QR code for WeChat Pay" })).toBeVisible();
  await inspect(page, "payment-code");

  const cashier = await page.context().newPage();
  await cashier.goto("/dev/cashier");
  await cashier.getByRole("button", { name: "Pay" }).first().click();
  await cashier.close();

  // The page notices by itself.
  await expect(page.getByRole("heading", { name: "Fee paid" })).toBeVisible();
  await inspect(page, "payment-done");
}

async function review(browser: Browser): Promise<void> {
  const context = await browser.newContext({
    locale: "en-GB",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  const complaints = watchForComplaints(page);
  const reviewer = staffWith("reviewer");
  await page.goto("/console");
  await expect(page.getByRole("heading", { name: "Staff sign-in" })).toBeVisible();
  await inspect(page, "console-sign-in");
  await signIn(page, reviewer);

  // The review comes through a queue, so it may take a moment.
  const row = page.getByRole("row").filter({ hasText: applicant.familyName });
  await expect(async () => {
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(row).toBeVisible({ timeout: 1000 });
  }).toPass();
  await inspect(page, "console-reviews");
  await row.getByRole("link").click();
  await expect(page.getByText("E00012345")).toBeVisible();
  await page.getByRole("button", { name: "Claim this review" }).click();
  await expect(page.getByText("Claimed by you")).toBeVisible();
  await inspect(page, "console-review");

  const link = page.getByRole("region", { name: "Documents" }).getByRole("link", { name: /ID photo/ });
  const opened = await context.request.get((await link.getAttribute("href")) ?? "");
  expect(opened.ok()).toBe(true);
  expect((await opened.body()).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));

  await page.getByLabel("Accept", { exact: true }).check();
  await page.getByLabel("All requirements of the guide are met").check();
  await page.getByLabel("Degree certificate").check();
  await page.getByLabel("Note to the applicant").fill("Welcome, Anna. 欢迎！");
  await page.getByRole("button", { name: "Decide" }).click();
  await expect(page.getByRole("heading", { name: "The review is closed" })).toBeVisible();
  await inspect(page, "console-review-closed");
  expect(complaints).toEqual([]);
  await context.close();
}

async function readDecision(page: Page, application: string): Promise<void> {
  await page.getByRole("button", { name: "中文" }).click();
  await page.getByRole("link", { name: "我的申请" }).first().click();
  await expect(page.getByText("已录取")).toBeVisible();
  await page.goto(application);
  await expect(page.getByText("您已被录取", { exact: true })).toBeVisible();
  await expect(page.getByText("Welcome, Anna. 欢迎！")).toBeVisible();
  await expect(page.getByRole("region", { name: "审核结果" })).toContainText("学位证书");
  await expect(page.getByRole("region", { name: "办理记录" })).toContainText("学校录取了您"); // S67
  await page.getByRole("link", { name: "通知" }).click();
  await expect(page.getByRole("main").getByRole("listitem")).not.toHaveCount(0);
  await page.getByRole("button", { name: "English" }).click();
  await inspect(page, "notices");
  await expect(page.getByRole("link", { name: /^Notices .*new/ })).toBeVisible();
  await page.getByRole("button", { name: "Mark these as read" }).click();
  await expect(page.getByRole("link", { name: /^Notices .*new/ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Mark/ })).toHaveCount(0);
  await page.getByRole("link", { name: "My applications" }).click();
  await inspect(page, "applications");
  await page.goto(application);
  await inspect(page, "application-decided");
}
