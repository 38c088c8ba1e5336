import { expect, test } from "@playwright/test";
import type { Page, Route } from "@playwright/test";
import { passportPage } from "./pictures";
import { answerEligibility, fillInRegistration, newApplicant, activateByMail, signIn } from "./steps";

test("on_a_bad_line_nothing_is_lost_and_nothing_happens_twice", async ({ page, context }) => {
  const applicant = newApplicant();
  await page.goto("/register");
  await page.getByRole("button", { name: "Accept" }).click();
  await fillInRegistration(page, applicant);
  await page.getByRole("button", { name: "Register", exact: true }).click();
  await activateByMail(page, applicant);
  await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();

  await test.step("a wrong password is told, and what was typed stays", async () => {
    await signIn(page, { ...applicant, password: "Wrong-Lotus-2027" });
    await expect(page.locator(".govuk-error-summary")).toBeFocused();
    await expect(page.getByLabel("User name or e-mail address")).toHaveValue(applicant.userName);
    await signIn(page, applicant);
    await expect(page.getByRole("heading", { name: "My applications" })).toBeVisible();
  });

  await test.step("an answer lost on the way starts one application, not two", async () => {
    await page.goto("/programmes?intake=2027-autumn&fundingCategory=self_funded&admissionType=language");
    await page
      .getByRole("link", { name: /^Apply/ })
      .first()
      .click();
    await answerEligibility(page);
    await loseTheAnswer(page, /\/api\/applications$/);
    await page.getByRole("button", { name: "Agree and continue" }).click();
    await expect(page.getByRole("region", { name: "What is next" })).toContainText("It is your turn");
    await page.getByRole("link", { name: "My applications" }).first().click();
    await expect(page.getByRole("main").getByRole("link", { name: /Chinese/ })).toHaveCount(1);
  });

  await test.step("what is typed without a connection is saved when it is back", async () => {
    await page
      .getByRole("main")
      .getByRole("link", { name: /Chinese/ })
      .click();
    await page.getByRole("link", { name: "Basic information" }).click();
    await page.getByLabel("Given name", { exact: true }).fill("Anna");
    await expect(page.getByText("All changes are saved.")).toBeVisible();
    await context.setOffline(true);
    await page.getByLabel("Place of birth").fill("Lisbon");
    await expect(page.getByText("Not saved yet: no connection.")).toBeVisible();
    await context.setOffline(false);
    await expect(page.getByText("All changes are saved.")).toBeVisible();
  });

  await test.step("a save whose answer was lost is no conflict", async () => {
    await loseTheAnswer(page, /\/sections\//);
    await page.getByLabel("Passport number").fill("E00012345");
    await expect(page.getByText("Not saved yet: no connection.")).toBeVisible();
    await expect(page.getByText("All changes are saved.")).toBeVisible();
    await page.reload();
    await expect(page.getByLabel("Passport number")).toHaveValue("E00012345");
    await expect(page.getByLabel("Place of birth")).toHaveValue("Lisbon");
  });

  await test.step("a change made in another tab is not overwritten", async () => {
    const other = await context.newPage();
    await other.goto(page.url());
    await other.getByLabel("Place of birth").fill("Porto");
    await expect(other.getByText("All changes are saved.")).toBeVisible();
    await other.close();
    await page.getByLabel("Place of birth").fill("Coimbra");
    await page.getByRole("button", { name: "Load the newer version" }).click();
    await expect(page.getByLabel("Place of birth")).toHaveValue("Porto");
  });

  await test.step("an upload that broke off is tried again with a new link", async () => {
    await page.goto(page.url().replace("basic-information", "documents"));
    const passport = page.getByRole("region", { name: /passport/i });
    const links: string[] = [];
    const breakOff = async (route: Route) => {
      if (route.request().method() !== "PUT") return route.fallback();
      links.push(route.request().url());
      return route.abort("connectionreset");
    };
    await page.route(/quarantine/, breakOff);
    await passport.locator("input[type=file]").setInputFiles(await passportPage(page));
    await expect(passport.getByRole("alert")).toHaveText(/connection broke off/);
    await page.unroute(/quarantine/, breakOff);
    const used = page.waitForRequest((request) => request.method() === "PUT" && request.url().includes("quarantine"));
    await passport.getByRole("button", { name: "Try again" }).click();
    expect(links).not.toContain((await used).url());
    await expect(passport.getByText("Accepted")).toBeVisible();
    await expect(passport.getByRole("listitem")).toHaveCount(1);
  });

  await test.step("signing out ends the session", async () => {
    const here = page.url();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.goto(here);
    await expect(page.getByRole("heading", { name: "Sign in", level: 1 })).toBeVisible();
  });
});

/** Lets the next request to such an address reach the service, and drops what it answers. */
async function loseTheAnswer(page: Page, address: RegExp): Promise<void> {
  const lose = async (route: Route) => {
    await route.fetch();
    await route.abort("connectionreset");
  };
  await page.route(address, lose, { times: 1 });
}
