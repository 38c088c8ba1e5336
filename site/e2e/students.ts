import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { randomInt } from "node:crypto";
import { call } from "./service";
import { foundInMail, newApplicant } from "./steps";
import type { Applicant } from "./steps";

/** A row of a roster about somebody whom the stack does not know yet. */
export interface Student {
  number: string;
  name: string;
  email: string;
  passportNo: string;
}

export function newStudent(): Student {
  const { familyName, userName } = newApplicant();
  const digits = String(randomInt(10_000_000, 100_000_000));
  const email = `roster.${userName}@example.org`;
  return { number: `E2E-${digits}`, name: familyName, email, passportNo: `E${digits}` };
}

/** The file as the office saves it. */
export function roster(cohort: string, ...rows: [student: Student, born: string, state: string][]): string {
  const lines = rows.map(([{ number, name, email, passportNo }, born, state]) =>
    [number, name, "葡萄牙", born, passportNo, email, "药学", cohort, state].join(),
  );
  return ["学号,护照姓名,国籍,出生日期,护照号,邮箱,专业,年级,学籍状态", ...lines].join("\n");
}

/** Chooses a roster of this content, and has its changes shown. */
export async function chooseRoster(page: Page, content: string): Promise<void> {
  await page
    .getByLabel("Roster file")
    .setInputFiles({ name: "roster.csv", mimeType: "text/csv", buffer: Buffer.from(content) });
  await page.getByRole("button", { name: "Show what would change" }).click();
}

/** Takes the roster on that is shown. Another spec's may be under way. */
export async function takeOnRoster(page: Page): Promise<void> {
  const take = page.getByRole("button", { name: "Import", exact: true });
  await expect(take).toBeVisible();
  await expect(async () => {
    if (await take.isVisible()) await take.click();
    await expect(page.getByLabel("Roster file")).toBeVisible({ timeout: 2000 });
  }).toPass();
  await expect(page.getByRole("table", { name: "Imports" }).getByRole("row").nth(1)).toContainText("Done", {
    timeout: 30_000,
  });
}

/** Fills in a new semester whose window for the cohort ends on a day, and saves it. */
export async function saveSemester(page: Page, semester: string, cohort: string, lastDay: string): Promise<void> {
  await page.getByRole("link", { name: "Semesters" }).click();
  await page.getByRole("button", { name: "Set a new semester" }).click();
  await page.getByLabel("Short name").fill(semester);
  await page.getByLabel("Name in English").fill(`Semester of the tests ${semester}`);
  await page.getByLabel("Name in Chinese").fill(`测试学期 ${semester}`);
  await page.getByLabel("First day").fill("2026-09-01");
  await page.getByLabel("Last day", { exact: true }).fill("2027-12-31");
  await page.getByLabel("Cohort", { exact: true }).fill(cohort);
  await page.getByLabel("Opens on").fill("2026-09-01");
  await page.getByLabel("Last day to register").fill(lastDay);
  await page.getByRole("button", { name: "Save the semester" }).click();
}

/** Claims the record of a student on the roster for an account, past the pages. */
export async function claimRecord(page: Page, student: Student, applicant: Applicant): Promise<void> {
  const { accessToken: token } = await call<{ accessToken: string }>("POST", "/api/sessions", {
    body: { name: applicant.userName, password: applicant.password },
  });
  await call("POST", "/api/student-claims/requests", { token, body: { number: student.number } });
  const link = await foundInMail(page, student.email, /\S*\/claim-student-record#code=\S+/);
  const code = new URLSearchParams(new URL(link).hash.slice(1)).get("code");
  await call("POST", "/api/student-claims", { token, body: { code } });
}
