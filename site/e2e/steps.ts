import { randomInt } from "node:crypto";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { latestMail, oneTimeCode } from "./stack";
import type { Mail } from "./stack";

/** Somebody who wants to study here. */
export interface Applicant {
  userName: string;
  email: string;
  password: string;
  /** As in the passport. */
  familyName: string;
}

/** An applicant whom the stack does not know yet, so that it can be walked again and again. */
export function newApplicant(): Applicant {
  // Specs run side by side, so the time alone tells no two people apart.
  const number = Date.now() * 1000 + randomInt(1000);
  // Names are as long and wide as names may be, so that pages are seen at their worst. A passport name
  // has letters only.
  const letters = [...number.toString(4)].map((digit) => "MWQG"[Number(digit)]).join("");
  const userName = `tester.wwwwwwwwwwww.${number.toString(36)}`;
  return {
    userName,
    email: `anna.${userName}@example.org`,
    password: "Sunny-Lotus-2027",
    familyName: `TESTER ${letters}`,
  };
}

/** What the browser itself complains of: content security policy, uncaught errors. */
export function watchForComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) complaints.push(message.text());
  });
  return complaints;
}

/** Answers what a programme asks before the form begins, as somebody whom it admits (S2). */
export async function answerEligibility(page: Page): Promise<void> {
  await fillDate(page, "Date of birth", ["31", "3", "2004"]);
  await page.getByLabel("Nationality").selectOption("PT");
  await page.getByLabel("Highest level of education completed").selectOption("bachelor");
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await expect(page.getByText("You can apply for this programme.")).toBeVisible();
}

/** Fills in the open registration form, and waits for the proof of work. */
export async function fillInRegistration(page: Page, applicant: Applicant): Promise<void> {
  await page.getByLabel("User name").fill(applicant.userName);
  await page.getByLabel("E-mail address").fill(applicant.email);
  await page.getByLabel("Password", { exact: true }).fill(applicant.password);
  await page.getByLabel("Confirm password").fill(applicant.password);
  await expect(page.getByText("The check is done")).toBeVisible();
}

/** Waits for a mail to `address` in which `pattern` is found, and gives what was found. */
export async function foundInMail(page: Page, address: string, pattern: RegExp): Promise<string> {
  const about = ({ text }: Mail) => pattern.test(text ?? "");
  await expect.poll(() => latestMail(page.request, address, about), { intervals: [200, 500] }).toBeDefined();
  const mail = await latestMail(page.request, address, about);
  return pattern.exec(mail?.text ?? "")?.[0] ?? "";
}

/** Waits for the activation mail, follows its link and activates (S14-S16). */
export async function activateByMail(page: Page, applicant: Applicant): Promise<void> {
  const link = await foundInMail(page, applicant.email, /\S*\/activate#code=\S+/);
  const mail = await latestMail(page.request, applicant.email);
  expect(mail?.text).toContain(applicant.userName);
  await page.goto(link);
  await page.getByRole("button", { name: "Activate my account" }).click();
  await expect(page.getByText(`Your user name is ${applicant.userName}`)).toBeVisible();
}

interface SignIn {
  userName: string;
  password: string;
  /** Of staff only. */
  totpSecret?: string;
}

/** Fills in the open sign-in form and sends it. */
export async function signIn(page: Page, { userName, password, totpSecret }: SignIn): Promise<void> {
  await page.getByLabel("User name or e-mail address").fill(userName);
  await page.getByLabel("Password", { exact: true }).fill(password);
  if (totpSecret) await page.getByLabel("Code of your authenticator app").fill(oneTimeCode(totpSecret));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Fills in a date: day, month, year. */
export async function fillDate(page: Page, name: string, [day = "", month = "", year = ""]: string[]): Promise<void> {
  const group = page.getByRole("group", { name });
  await group.getByLabel("Day").fill(day);
  await group.getByLabel("Month").fill(month);
  await group.getByLabel("Year").fill(year);
}

/** Opens the sign-in page and signs in. */
export async function signInAt(page: Page, applicant: Applicant): Promise<void> {
  await page.goto("/sign-in");
  await signIn(page, applicant);
  await expect(page.getByRole("heading", { name: "My applications", level: 1 })).toBeVisible();
}

/** From the avatar to the account, and there to one of its pages. */
export async function openAccount(page: Page, name?: string): Promise<void> {
  await page.getByRole("button", { name: /Your account/ }).click();
  await page.locator("#user-menu").getByRole("link", { name: "Account" }).click();
  await expect(page.getByRole("heading", { name: "Account", level: 1 })).toBeVisible();
  if (name) await page.getByRole("main").getByRole("link", { name }).click();
}
