import { beforeEach, expect, test } from "vitest";
import { go } from "../hooks/place";
import { application } from "../testing/application";
import { openPage, press, refused, serve, text, type } from "../testing/page";
import { SectionPage } from "./section-page";

const SECTION = "/api/applications/app_1/sections/study_plan";
const saved = { version: 2, fields: {}, missing: [], warnings: [] };
const gap = { pointer: "/fields/studyPlan", code: "required", detail: "Write your study plan" };

let intents: string[] = [];

/** Opens the step; the service takes it as done, or finds a gap. */
async function openStep(isComplete: boolean): Promise<void> {
  intents = [];
  serve({
    "GET /api/applications/app_1": () => application(),
    [`PUT ${SECTION}`]: (body) => {
      const { intent } = body as { intent: string };
      intents.push(intent);
      if (intent === "save_draft" || isComplete) return saved;
      return refused(422, "invalid_input", { errors: [gap] });
    },
  });
  await openPage(<SectionPage section="study_plan" applicationId="app_1" />);
  await type("studyPlan", "To learn");
}

beforeEach(() => go("/applications/app_1/study-plan"));

test("a_complete_step_is_saved_once_on_the_way_to_the_next", async () => {
  await openStep(true);
  await press("Save and next");
  expect(intents).toEqual(["save_and_next"]);
  expect(location.pathname).toBe("/applications/app_1/education-and-employment");
});

test("a_step_with_gaps_is_kept_as_it_is_and_says_what_is_missing", async () => {
  await openStep(false);
  await press("Save and next");
  expect(intents).toEqual(["save_and_next", "save_draft"]);
  expect(text()).toContain("Write your study plan");
  expect(text()).toContain("All changes are saved.");
  expect(location.pathname).toBe("/applications/app_1/study-plan");
});
