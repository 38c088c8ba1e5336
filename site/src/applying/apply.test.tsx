import { beforeEach, expect, test } from "vitest";
import { startSession } from "../api/session";
import type { Programme } from "../api/types";
import { go } from "../hooks/place";
import { named, openPage, press, refused, serve, text, type } from "../testing/page";
import { session } from "../testing/session";
import { Apply } from "./apply";

const PROGRAMME = {
  id: "prg_1",
  open: true,
  mustBeChecked: true,
  intake: "2027-autumn",
  guide: { version: "1" },
} as Programme;

let eligible: boolean;
let started: unknown[];

async function openProgramme(): Promise<void> {
  await openPage(<Apply programme={PROGRAMME} reload={() => undefined} />);
  await type("birthDate", "31");
  await type("birthDate-month", "3");
  await type("birthDate-year", "2004");
  await type("nationality", "PT");
  await type("highestEducation", "bachelor");
}

beforeEach(() => {
  eligible = true;
  started = [];
  go("/programmes/prg_1?fundingCategory=self_funded&admissionType=bachelor&from=app_1&fromVersion=3");
  startSession(session("applicant"));
  serve({
    "POST /api/programmes/prg_1/eligibility": () => ({
      eligible,
      reasons: eligible ? [] : [{ code: "too_old", text: "You are too old." }],
    }),
    "POST /api/applications": (body) => {
      started.push(body);
      return refused(409, "version_conflict");
    },
  });
});

test.each([
  [true, "You can apply for this programme."],
  [false, "You are too old."],
])("the_outcome_takes_the_focus_and_the_heading_takes_it_back_when_eligible_is_%s", async (answer, told) => {
  eligible = answer;
  await openProgramme();
  await press("Check");
  expect(document.activeElement?.textContent).toContain(told);
  await press("Change the answers");
  expect(document.activeElement?.textContent?.trim()).toBe("Can you apply?");
});

test("who_begins_anew_from_what_has_moved_on_is_led_to_what_it_means_now", async () => {
  await openProgramme();
  await press("Check");
  await press("Agree and continue");
  expect(started).toMatchObject([{ from: "app_1", fromVersion: 3 }]);
  expect(text()).toContain("Your other application has changed since.");
  expect(named("Apply for another programme")?.getAttribute("href")).toBe("/applications/app_1/restart");
});
