import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { randomInt } from "node:crypto";
import { inspect } from "./inspect";
import { colleagueAtWork } from "./staff-steps";
import { watchForComplaints } from "./steps";

test("an_administrator_sees_what_a_file_would_change_before_it_does", async ({ browser }) => {
  const page = await colleagueAtWork(browser, "administrator", "reviewer");
  const complaints = watchForComplaints(page);
  // A list of its own, so that the file can be imported into any catalogue.
  const department = `testing-${randomInt(1_000_000)}`;
  const name = { en: "School of Testing", zh: "测试学院" };

  await test.step("a bad row is named, and nothing is imported", async () => {
    await page.getByRole("link", { name: "Catalogue" }).click();
    await page.getByRole("button", { name: "Show what would change" }).click();
    await expect(page.getByRole("alert").getByRole("link")).toHaveText("Choose a file");
    await choose(page, "programmes.csv", "code,nameEn\nno-such-programme,\n");
    await expect(page.getByRole("alert").getByRole("link").first()).toContainText("Line");
    await inspect(page, "console-catalogue-errors");
  });

  await test.step("the changes are shown first", async () => {
    await choose(page, "departments.json", JSON.stringify({ departments: [{ id: department, name }] }));
    const row = page.getByRole("row").filter({ hasText: department });
    await expect(row).toContainText("New");
    await inspect(page, "console-catalogue");
    await page.reload();
    await choose(page, "departments.json", JSON.stringify({ departments: [{ id: department, name }] }));
    await expect(row).toContainText("New");
  });

  await test.step("then they are made", async () => {
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await expect(page.getByText("The catalogue is imported.")).toBeVisible();
    await choose(page, "departments.json", JSON.stringify({ departments: [{ id: department, name }] }));
    await expect(page.getByText("Nothing would change")).toBeVisible();
  });
  expect(complaints).toEqual([]);
});

async function choose(page: Page, name: string, content: string): Promise<void> {
  const mimeType = name.endsWith(".csv") ? "text/csv" : "application/json";
  await page.getByLabel("Catalogue file").setInputFiles({ name, mimeType, buffer: Buffer.from(content) });
  await page.getByRole("button", { name: "Show what would change" }).click();
}
