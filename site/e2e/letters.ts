import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";

/** What letters say, and a time on every day at which they are collected, said in the console. */
export async function setLetters(officer: Page): Promise<void> {
  await officer.goto("/console/letters/settings");
  for (const [label, english, chinese] of [
    ["University", "Example University", "示范大学"],
    ["Office", "International Students Office", "国际学生办公室"],
    ["Address", "1 Example Road", "示例路1号"],
    ["Exit-entry administration", "Exit-Entry Administration", "出入境管理局"],
    ["Where letters are collected", "Room 101", "101室"],
    ["When, in words", "Monday to Friday, 9:00 to 17:00", "周一至周五9:00–17:00"],
  ] as const) {
    await officer.getByLabel(`${label} (English)`).fill(english);
    await officer.getByLabel(`${label} (Chinese)`).fill(chinese);
  }
  await officer.getByLabel("Telephone and e-mail").fill("+86 23 5550 0100");
  await officer.getByLabel("Students can download the letter").check();
  await officer.getByLabel("Times to book").fill([1, 2, 3, 4, 5].map((day) => `${day} 09:00 500`).join("\n"));
  await officer.getByRole("button", { name: "Save" }).click();
  await expect(officer.getByText("The settings are saved.")).toBeVisible();
}

/** The number of the letter that the page of its student shows. */
export async function letterNumber(page: Page): Promise<string> {
  const number = page.getByText(/^VE-\d{4}-\d{6}$/);
  return (await number.textContent()) ?? "";
}

/** The first bytes of what a link leads to. */
export async function beginningOfDownload(page: Page, link: string): Promise<string> {
  const address = await page.getByRole("link", { name: link }).getAttribute("href");
  const file = await page.request.get(address ?? "");
  return (await file.body()).subarray(0, 8).toString("latin1");
}
