import { expect, test } from "@playwright/test";
import { randomInt } from "node:crypto";
import { inspect } from "./inspect";
import { activatedApplicant } from "./people";
import { colleagueAtWork } from "./staff-steps";
import { foundInMail, signIn, signInAt, watchForComplaints } from "./steps";
import { chooseRoster, newStudent, roster, saveSemester, takeOnRoster } from "./students";

/** Days of the year that the demonstration's calendar knows: National Day, and two Mondays near its end. */
const DAYS = { off: "2027-10-01", last: "2027-12-20", later: "2027-12-27" };

test("a_registrar_imports_a_roster_and_a_student_claims_the_record_and_sees_number_and_window", async ({
  page,
  browser,
}) => {
  const registrar = await colleagueAtWork(browser, "registrar");
  const complaints = watchForComplaints(registrar);
  const cohort = `e2e-${randomInt(1_000_000)}`;
  const [anna, bela] = [newStudent(), newStudent()];

  await test.step("the registrar has the roster and nothing else", async () => {
    const navigation = registrar.getByRole("navigation", { name: "Main" });
    await expect(navigation.getByRole("link")).toHaveText(["Roster", "Students", "Board", "Semesters"]);
    await inspect(registrar, "console-roster");
  });

  await test.step("a row that cannot be followed is named by its line, and nothing can be imported", async () => {
    await chooseRoster(registrar, roster(cohort, [anna, "2004-02-29", "在读"], [bela, "2004-13-01", "在读"]));
    await expect(registrar.getByText("1 problem: nothing can be imported")).toBeVisible();
    await expect(registrar.getByRole("listitem").filter({ hasText: "Line 3" })).toBeVisible();
    await expect(registrar.getByRole("row").filter({ hasText: anna.number })).toBeVisible();
    await expect(registrar.getByRole("button", { name: "Import", exact: true })).toHaveCount(0);
    await inspect(registrar, "console-roster-refused");
    await registrar.getByRole("button", { name: "Choose another file" }).click();
  });

  await test.step("once it is mended, it is taken on and written", async () => {
    await chooseRoster(registrar, roster(cohort, [anna, "2004-02-29", "在读"], [bela, "2003-12-01", "在读"]));
    await expect(registrar.getByRole("heading", { name: "New: 2" })).toBeVisible();
    await takeOnRoster(registrar);
    await inspect(registrar, "console-roster-imported");
  });

  await test.step("another file shows by person what it would change", async () => {
    await chooseRoster(registrar, roster(cohort, [anna, "2004-02-29", "在读"], [bela, "2003-12-01", "退学"]));
    await expect(registrar.getByRole("heading", { name: "Marked as left: 1" })).toBeVisible();
    const row = registrar.getByRole("row").filter({ hasText: bela.number });
    await expect(row).toContainText("State: Enrolled → Left");
    await inspect(registrar, "console-roster-changes");
    await takeOnRoster(registrar);
  });

  const semester = `e2e-${randomInt(1_000_000)}`;
  await test.step("a window that ends on a day off is refused", async () => {
    await saveSemester(registrar, semester, cohort, DAYS.off);
    await expect(registrar.getByRole("alert").getByRole("link")).toContainText("The office is closed on this day");
    await inspect(registrar, "console-semester-refused");
    await registrar.getByLabel("Last day to register").fill(DAYS.last);
    await registrar.getByRole("button", { name: "Save the semester" }).click();
    await expect(registrar.getByText("The semester is saved.")).toBeVisible();
    await inspect(registrar, "console-semesters");
  });

  await test.step("a student is found by number, and gets more time", async () => {
    await registrar.getByRole("link", { name: "Students" }).click();
    await registrar.getByLabel("Student number or name").fill(anna.number);
    await registrar.getByRole("button", { name: "Find" }).click();
    await inspect(registrar, "console-students");
    await registrar.getByRole("link", { name: anna.number }).click();
    await expect(registrar.getByText("Not claimed yet")).toBeVisible();
    await registrar.getByLabel("Semester").selectOption(semester);
    await registrar.getByLabel("Last day").fill(DAYS.later);
    await registrar.getByLabel("Reason").fill("Ill in the first week.");
    await registrar.getByRole("button", { name: "Give more time" }).click();
    await expect(registrar.getByText("The student has more time.")).toBeVisible();
    await inspect(registrar, "console-student");
  });

  const applicant = await activatedApplicant(page);
  await test.step("a student finds the service in Chinese words and asks for the record", async () => {
    await signInAt(page, applicant);
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Services" }).click();
    await expect(page.getByRole("heading", { name: "Do you study here?" })).toBeVisible();
    await page.getByLabel("Find a service").fill("签证");
    await expect(page.getByRole("heading", { name: "School of International Education" })).toBeVisible();
    await expect(page.getByRole("main").getByRole("link", { name: "Semester registration" })).toBeVisible();
    await page.getByLabel("Find a service").fill("学号");
    await inspect(page, "services-without-record");
    await page.getByRole("main").getByRole("link", { name: "Claim your student record" }).first().click();
    await page.getByLabel("Student number").fill(anna.number);
    await page.getByRole("button", { name: "Send the link" }).click();
    await expect(page.getByText(`If ${anna.number} is on the roster, a link is on its way.`)).toBeVisible();
    await inspect(page, "claim-student-record");
  });

  await test.step("the link goes to the address on the roster, and works after signing in", async () => {
    const link = await foundInMail(page, anna.email, /\S*\/claim-student-record#code=\S+/);
    const context = await browser.newContext({ locale: "en-GB" });
    const other = await context.newPage();
    await other.goto(link);
    await expect(other.getByText("The link is kept until then.")).toBeVisible();
    await inspect(other, "claim-student-record-sign-in");
    await other.getByRole("main").getByRole("link", { name: "Sign in" }).click();
    await signIn(other, applicant);
    await inspect(other, "claim-student-record-link");
    await other.getByRole("button", { name: "Claim the record" }).click();
    await expect(other.getByText("The record is yours.")).toBeVisible();
    await inspect(other, "claim-student-record-claimed");
    await context.close();
  });

  await test.step("and the student sees number and window", async () => {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Services" }).click();
    await expect(page.getByText(anna.number)).toBeVisible();
    await expect(page.getByRole("region", { name: new RegExp(`Semester of the tests ${semester}`) })).toContainText(
      "Registration is open",
    );
    await expect(page.getByText("The office has given you more time.")).toBeVisible();
    await inspect(page, "services");
  });
  expect(complaints).toEqual([]);
});
