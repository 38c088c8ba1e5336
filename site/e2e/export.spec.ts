import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { inspect } from "./inspect";
import { activatedApplicant } from "./people";
import { foundInMail, openAccount, signInAt, watchForComplaints } from "./steps";
import { unzip } from "./zip";

test("everything_that_is_stored_is_asked_for_downloaded_and_opened", async ({ page }) => {
  const complaints = watchForComplaints(page);
  const applicant = await activatedApplicant(page);
  await signInAt(page, applicant);
  await openAccount(page, "Export your data");

  await test.step("ask, with the password", async () => {
    await page.getByRole("button", { name: "Ask for an export" }).click();
    await expect(page.getByRole("alert").getByRole("link")).toHaveCount(1);
    await inspect(page, "export-errors");
    await page.getByLabel("Your password").fill(applicant.password);
    await page.getByRole("button", { name: "Ask for an export" }).click();
  });

  await test.step("it is made in the background, and the page notices", async () => {
    await expect(page.getByRole("button", { name: "Download" })).toBeVisible();
    await foundInMail(page, applicant.email, /data is ready|download it/);
    await inspect(page, "export-ready");
  });

  await test.step("the file holds the person's data and no secret", async () => {
    const coming = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download" }).click();
    const files = unzip(readFileSync(await (await coming).path()));
    expect([...files.keys()]).toContain("README.txt");
    const all = [...files.values()].map((file) => file.toString("utf8")).join("\n");
    expect(all).toContain(applicant.email);
    expect(all).toContain(applicant.userName);
    expect(all).not.toMatch(/argon2|secretHash/);
  });
  expect(complaints).toEqual([]);
});
