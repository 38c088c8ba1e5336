import { expect } from "@playwright/test";
import type { Locator, Page } from "@playwright/test";
import { inspect } from "./inspect";
import { fillDate } from "./steps";

/** The steps after the basic information, filled in as a master's programme asks (S44-S53). */
export async function fillInTheOtherSteps(page: Page, email: string): Promise<void> {
  await fillInStudyPlan(page);
  await fillInEducation(page);
  await fillInAdditionalInformation(page);
  await fillInContactInformation(page, email);
}

/** Answers a question with yes or no, or with one of a few choices. */
export async function answer(page: Page | Locator, question: string, choice: string): Promise<void> {
  await page.getByRole("group", { name: question }).getByLabel(choice, { exact: true }).check();
}

/** A row of a list, as "Education 1". */
function row(page: Page, name: string): Locator {
  return page.getByRole("group", { name, exact: true });
}

async function saveAndGoTo(page: Page, heading: string): Promise<void> {
  await page.getByRole("button", { name: "Save and next" }).click();
  await expect(page.getByRole("heading", { name: heading, level: 1 })).toBeFocused();
}

async function fillInStudyPlan(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: "Study plan", level: 1 })).toBeFocused();
  await page.getByLabel("Area of research", { exact: true }).fill("Medicines for rare diseases");
  await page.getByLabel("Study plan", { exact: true }).fill("I plan to learn and to help others learn. ".repeat(100));
  await page.getByLabel("Your Chinese").selectOption("fair");
  await page.getByLabel("HSK passed").selectOption("hsk4");
  // What depends on the answer is asked for with it.
  await page.getByLabel("HSK score").fill("240");
  await fillDate(page, "Day of the HSK", lastMonth());
  await page.getByLabel("Number of the HSK certificate").fill("H40000000001");
  await page.getByLabel("HSKK passed").selectOption("none");
  await page.getByLabel("Your English").selectOption("excellent");
  await page.getByLabel("English test or other proof").selectOption("native_language");
  for (const [number, name] of ["JOAO EXAMPLE", "MARIA EXAMPLE"].entries()) {
    const recommender = row(page, `Recommenders ${number + 1}`);
    await recommender.getByLabel("Name", { exact: true }).fill(name);
    await recommender.getByLabel("How this person knows you").fill("Teacher");
    await recommender.getByLabel("Organisation").fill("Example University");
    await recommender.getByLabel("Job title").fill("Professor");
    await recommender.getByLabel("E-mail address").fill("recommender@example.org");
  }
  await inspect(page, "study-plan");
  await saveAndGoTo(page, "Education and employment");
}

/** The first of last month: a test result that counts. */
function lastMonth(): string[] {
  const date = new Date();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - 1);
  return ["1", String(date.getUTCMonth() + 1), String(date.getUTCFullYear())];
}

async function fillMonth(page: Locator, name: string, [month = "", year = ""]: string[]): Promise<void> {
  const group = page.getByRole("group", { name, exact: true });
  await group.getByLabel("Month").fill(month);
  await group.getByLabel("Year").fill(year);
}

async function fillInEducation(page: Page): Promise<void> {
  const school = row(page, "Education 1");
  await school.getByLabel("Level").selectOption("senior_high");
  await school.getByLabel("School or university").fill("Example High School");
  await school.getByLabel("Country or region").selectOption("PT");
  await fillMonth(school, "From", ["9", "2019"]);
  await fillMonth(school, "To", ["6", "2022"]);
  await school.getByLabel("Diploma or degree").fill("Senior high school diploma");
  const university = row(page, "Education 2");
  await university.getByLabel("Level").selectOption("undergraduate");
  await university.getByLabel("School or university").fill("Example University");
  await university.getByLabel("Country or region").selectOption("PT");
  await fillMonth(university, "From", ["9", "2023"]);
  await university.getByLabel("I am still there").check();
  await university.getByLabel("Field of study").fill("Pharmacy");
  await answer(page, "Have you studied in China before", "No");
  await answer(page, "Have you worked?", "No");

  // A row that was added can be removed (S49), and a long gap is to be explained.
  await page.getByRole("button", { name: "Add another: Education" }).click();
  await row(page, "Education 3").getByRole("button", { name: "Remove" }).click();
  await expect(row(page, "Education 3")).toHaveCount(0);
  await page.getByRole("button", { name: "Save and next" }).click();
  await expect(page.getByRole("alert").getByRole("link", { name: /What did you do before this entry/ })).toBeVisible();
  await inspect(page, "education-errors");
  await university.getByLabel("What did you do before this entry?").fill("A year of voluntary work");
  await saveAndGoTo(page, "Additional information");
}

async function fillInAdditionalInformation(page: Page): Promise<void> {
  const mother = row(page, "Family 1");
  await mother.getByLabel("Relation").selectOption("mother");
  await mother.getByLabel("Name", { exact: true }).fill("MARIA TESTER");
  await answer(page, "Who pays for your studies", "I myself");
  const contact = row(page, "Emergency contacts 1");
  await contact.getByLabel("Name", { exact: true }).fill("MARIA TESTER");
  await contact.getByLabel("Relation to you").fill("Mother");
  await contact.getByLabel("Phone", { exact: true }).fill("+351 912 345 678");
  await inspect(page, "additional-information");
  await saveAndGoTo(page, "Contact information");
}

async function fillInContactInformation(page: Page, email: string): Promise<void> {
  await page.getByLabel("Street and number").fill("Rua Exemplo 1");
  await page.getByLabel("City and region").fill("Lisbon");
  await page.getByLabel("Country or region").selectOption("PT");
  await answer(page, "Do you live at this address now?", "Yes");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Mobile phone").fill("00351 912 345 678");
  await answer(page, "How shall the admission letter come?", "As a file in my account");
  await inspect(page, "contact-information");
  await saveAndGoTo(page, "Documents");
}
