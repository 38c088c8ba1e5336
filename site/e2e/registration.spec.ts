import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { randomInt } from "node:crypto";
import { answer } from "./form";
import { inspect } from "./inspect";
import { activatedApplicant } from "./people";
import { paper, passportPage } from "./pictures";
import type { Picture } from "./pictures";
import { beginningOfDownload, letterNumber, setLetters } from "./letters";
import { claim, colleagueAtWork, openReview } from "./staff-steps";
import { fillDate, foundInMail, signInAt, watchForComplaints } from "./steps";
import { chooseRoster, claimRecord, newStudent, roster, saveSemester, takeOnRoster } from "./students";

/** A day so many days ago: day, month, year. */
function daysAgo(days: number): string[] {
  const date = new Date(Date.now() - days * 24 * 60 * 60 * 1000);
  return [date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCFullYear()].map(String);
}

/** The day after the semester, and a later one. */
const PERMIT_UNTIL = ["15", "2", "2028"];
const PASSPORT_UNTIL = ["30", "9", "2034"];

/** Uploads a document beside what it proves, and waits until it is accepted. */
async function upload(page: Page, slot: string, file: Picture): Promise<void> {
  const here = page.getByRole("region", { name: slot });
  await here.locator("input[type=file]").setInputFiles(file);
  await expect(here.getByText("Accepted", { exact: true })).toBeVisible();
}

async function passOrReturn(page: Page, item: string, verdict: "Pass" | "Return"): Promise<void> {
  await answer(page.getByRole("region", { name: item, exact: true }), `${item}: is all of it in order?`, verdict);
}

test("a_student_registers_corrects_what_was_returned_and_is_approved", async ({ page, browser }) => {
  const complaints = watchForComplaints(page);
  const [student, cohort] = [newStudent(), `e2e-${randomInt(1_000_000)}`];
  const applicant = await activatedApplicant(page);

  await test.step("a registrar has the student on the roster and sets the semester", async () => {
    const registrar = await colleagueAtWork(browser, "registrar");
    await chooseRoster(registrar, roster(cohort, [student, "2004-02-29", "在读"]));
    await takeOnRoster(registrar);
    await saveSemester(registrar, `e2e-${randomInt(1_000_000)}`, cohort, "2027-12-20");
    await expect(registrar.getByText("The semester is saved.")).toBeVisible();
    await claimRecord(page, student, applicant);
  });

  const officer = await colleagueAtWork(browser, "visa_officer");
  await test.step("a visa officer says what letters say, and when they are collected", async () => {
    await setLetters(officer);
    await inspect(officer, "console-letter-settings");
  });

  await test.step("the window leads into the form, which says everything in both languages", async () => {
    await signInAt(page, applicant);
    await page.goto("/registration");
    await inspect(page, "registration");
    await page.getByRole("link", { name: "Start the registration" }).click();
    await expect(page.getByText("Registration is open")).toBeVisible();
    await expect(page.getByLabel("电子邮箱 E-mail address")).toHaveValue(student.email);
    await expect(page.getByText("已按学校现有信息预填")).toBeVisible();
    // S75, S88
    await expect(page.getByText("This registration does not replace any other")).toBeVisible();
    await expect(page.getByText("本注册不代替其他任何登记")).toBeVisible();
    await page.getByText("How to pay").click();
    await expect(page.getByText("Pay on the online payment platform first of all.")).toBeVisible();
    await inspect(page, "registration-form");
  });

  await test.step("who wants to be done too early is led to what is missing", async () => {
    await page.getByRole("button", { name: "Check and submit" }).click();
    await expect(page.getByRole("alert").getByRole("link", { name: /Has your passport changed/ })).toBeVisible();
    await inspect(page, "registration-form-errors");
  });

  await test.step("the address on the roster is confirmed by a link", async () => {
    await page.getByRole("button", { name: `Send a link to ${student.email}` }).click();
    const link = await foundInMail(page, student.email, /\S*\/confirm-registration-email#code=\S+/);
    const other = await page.context().newPage();
    await other.goto(link);
    await inspect(other, "confirm-registration-email");
    await other.getByRole("button", { name: "Confirm this address" }).click();
    await expect(other.getByText(`${student.email} is confirmed.`)).toBeVisible();
    await other.close();
    await page.reload();
    await expect(page.getByRole("button", { name: /Send a link/ })).toHaveCount(0);
  });

  await test.step("each answer asks for what belongs to it, and each paper stands beside it", async () => {
    await answer(page, "Has your passport changed?", "是 Yes");
    await page.getByLabel("Number of the new passport").fill(`E${randomInt(10_000_000, 100_000_000)}`);
    await fillDate(page, "New passport valid until", PASSPORT_UNTIL);
    await upload(page, "Photo page of the new passport", await passportPage(page));
    await answer(page, "How is the tuition of this semester paid?", "由奖学金支付 A scholarship pays it");
    await answer(page, "Where are you now?", "在中国大陆 In China (mainland)");
    await fillDate(page, "Day of your last entry into China", daysAgo(20));
    await answer(page, "On campus or off campus?", "校内住宿 On campus");
    await fillDate(page, "First day at this address", daysAgo(20));
    await fillDate(page, "Day the police registered your accommodation", daysAgo(19));
    await upload(page, "Electronic receipt of the accommodation fee", await paper(page, "ACCOMMODATION FEE"));
    await page.getByLabel("Number of the insurance policy").fill("PICC-2027-0042");
    await fillDate(page, "First day of the insurance", ["1", "9", "2026"]);
    await fillDate(page, "Last day of the insurance", ["31", "8", "2027"]);
    await upload(page, "Proof of insurance", await paper(page, "INSURANCE"));
    await answer(page, "What do you stay in China with?", "居留许可 Residence permit");
    await page.getByLabel("Number of the visa or residence permit").fill("A00112233");
    await fillDate(page, "Visa or residence permit valid until", PERMIT_UNTIL);
    await upload(page, "Page of the latest visa or residence permit", await paper(page, "PERMIT"));
    await page.getByLabel("I have read the regulations and agree to them").check();
  });

  await test.step("what does not fit together is stopped at its field", async () => {
    await expect(page.getByText("The insurance does not cover the whole semester.")).toBeVisible();
    await inspect(page, "registration-form-filled-in");
    await fillDate(page, "Last day of the insurance", ["31", "8", "2028"]);
    await expect(page.getByText("The insurance does not cover the whole semester.")).toHaveCount(0);
  });

  await test.step("all of it is read once more and submitted", async () => {
    await page.getByRole("button", { name: "Check and submit" }).click();
    await expect(page.getByRole("heading", { name: "Check and submit", level: 1 })).toBeVisible();
    await inspect(page, "registration-check");
    await page.getByRole("button", { name: "Submit for review" }).click();
    await expect(page.getByText("Your registration has been submitted for review.")).toBeVisible();
    await expect(page.getByText("The office is reviewing your registration.")).toBeVisible();
    await inspect(page, "registration-submitted");
  });

  const reviewer = await colleagueAtWork(browser, "reviewer");
  const complaintsOfStaff = watchForComplaints(reviewer);
  await test.step("a reviewer returns the insurance with reason and note", async () => {
    await openReview(reviewer, student.name);
    await claim(reviewer);
    await expect(reviewer.getByRole("region", { name: "Insurance" }).getByText("PICC-2027-0042")).toBeVisible();
    // S110: the picture itself stands beside what was typed.
    const proof = reviewer.getByRole("region", { name: "Insurance" }).locator("img");
    await expect.poll(() => proof.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    for (const item of ["Payment", "Residence", "Passport and visa"]) await passOrReturn(reviewer, item, "Pass");
    await passOrReturn(reviewer, "Insurance", "Return");
    await reviewer.getByLabel("Reason").selectOption("unreadable");
    await reviewer.getByLabel("What the student should do, in English").fill("Take the picture again.");
    await reviewer.getByLabel("What the student should do, in Chinese").fill("请重新拍摄。");
    await inspect(reviewer, "console-registration-review");
    await reviewer.getByRole("button", { name: "Return the registration" }).click();
    await expect(reviewer.getByRole("heading", { name: "The review is closed" })).toBeVisible();
    await inspect(reviewer, "console-registration-returned");
  });

  await test.step("the student corrects only that", async () => {
    await page.reload();
    await expect(page.getByText("The office has returned: Insurance.")).toBeVisible();
    const insurance = page.getByRole("region", { name: "Insurance in China" });
    await expect(insurance.getByText("Take the picture again.")).toBeVisible();
    await expect(page.getByLabel("Number of the visa or residence permit")).toHaveCount(0);
    await inspect(page, "registration-returned");
    await page.getByLabel("Number of the insurance policy").fill("PICC-2027-0043");
    const files = page.getByRole("region", { name: "Proof of insurance" });
    await files.locator("input[type=file]").setInputFiles(await paper(page, "INSURANCE AGAIN"));
    await expect(files.getByText(/^insurance-again\.jpg/)).toBeVisible();
    await expect(files.getByText("Being checked")).toHaveCount(0);
    await page.getByRole("button", { name: "Check and submit" }).click();
    await page.getByRole("button", { name: "Submit for review" }).click();
    await expect(page.getByText("The office is reviewing your registration.")).toBeVisible();
  });

  await test.step("the same reviewer sees what changed, and approves it", async () => {
    await openReview(reviewer, student.name, "Mine");
    await expect(reviewer.getByText("Changed since the last round").first()).toBeVisible();
    if (await reviewer.getByRole("button", { name: "Claim this review" }).isVisible()) await claim(reviewer);
    for (const item of ["Payment", "Residence", "Insurance", "Passport and visa"])
      await passOrReturn(reviewer, item, "Pass");
    await inspect(reviewer, "console-registration-second-round");
    await reviewer.getByRole("button", { name: "Approve the registration" }).click();
    await expect(reviewer.getByRole("heading", { name: "The review is closed" })).toBeVisible();
  });

  await test.step("and the student sees it", async () => {
    await page.reload();
    await expect(page.getByText("You are registered for this semester.")).toBeVisible();
    await inspect(page, "registration-approved");
  });

  await test.step("the letter is made by itself, and the student books a time to collect it", async () => {
    await page.goto("/registration");
    await page.getByRole("link", { name: "Your letter for the visa" }).click();
    await expect(async () => {
      await page.reload();
      await expect(page.getByText("The letter is ready to be collected.")).toBeVisible({ timeout: 2000 });
    }).toPass();
    await inspect(page, "letter-ready");
    expect(await beginningOfDownload(page, "Download the letter")).toBe("%PDF-1.7");
    await page.getByRole("group", { name: "When do you come?" }).getByRole("radio").last().check();
    await page.getByRole("button", { name: "Book this time" }).click();
    await expect(page.getByText("Your time is booked.")).toBeVisible();
    await inspect(page, "letter-booked");
  });

  await test.step("who has another letter before them is told that its code is not known", async () => {
    const number = await letterNumber(page);
    const stranger = await (await browser.newContext({ locale: "en-GB" })).newPage();
    await stranger.goto("/verify-letter");
    await stranger.getByLabel("Number of the letter").fill(number);
    await stranger.getByLabel("Check code").fill("00000-00000");
    await stranger.getByRole("button", { name: "Verify" }).click();
    await expect(stranger.getByText("This letter is not known")).toBeVisible();
    await inspect(stranger, "verify-letter-not-known");
    await stranger.context().close();
  });

  await test.step("the office hands it out by its number alone", async () => {
    await officer.goto("/console/letters");
    await officer.getByLabel("Number", { exact: true }).fill(await letterNumber(page));
    await officer.getByRole("button", { name: "Find" }).click();
    await inspect(officer, "console-letter");
    await officer.getByRole("button", { name: "Mark as collected" }).click();
    await expect(officer.getByRole("button", { name: "Mark as collected" })).toHaveCount(0);
    await page.reload();
    await expect(page.getByText("You have collected the letter.")).toBeVisible();
  });

  await test.step("the student uploads the receipt of the police and the new permit", async () => {
    await upload(page, "Receipt of the police", await paper(page, "POLICE RECEIPT"));
    await upload(page, "Page of the new visa or residence permit", await paper(page, "NEW PERMIT"));
    await page.getByLabel("Residence permit", { exact: true }).check();
    await page.getByLabel("Number", { exact: true }).fill("B00112244");
    await page.getByLabel("Last day", { exact: true }).fill("2029-02-15");
    await inspect(page, "new-permit");
    await page.getByRole("button", { name: "Submit", exact: true }).click();
    await expect(page.getByText("Submitted: the office looks at it")).toBeVisible();
  });

  await test.step("the officer compares both and records it, which closes the case", async () => {
    await openReview(officer, student.name, "Visa");
    await claim(officer);
    await expect(officer.getByText("B00112244")).toBeVisible();
    await expect(officer.getByText("A00112233")).toBeVisible();
    await inspect(officer, "console-permit-review");
    await officer.getByRole("radio", { name: "Pass" }).check();
    await officer.getByRole("button", { name: "Record it" }).click();
    await expect(officer.getByRole("heading", { name: "The review is closed" })).toBeVisible();
    await page.reload();
    await expect(page.getByText("Recorded: there is nothing left to do")).toBeVisible();
    await inspect(page, "new-permit-recorded");
    await page.goto("/my-dates");
    await expect(page.getByText("15 February 2029").first()).toBeVisible();
    await inspect(page, "my-dates");
  });
  expect([...complaints, ...complaintsOfStaff]).toEqual([]);
});
