import { expect, test } from "vitest";
import type { Application } from "../../api/types";
import { application } from "../../testing/application";
import { openPage, serve, text } from "../../testing/page";
import ReviewPage from "./review-and-submit";

async function openReview(changes: Partial<Application>): Promise<string> {
  serve({
    "GET /api/applications/app_1": () => application(changes),
    "GET /api/applications/app_1/documents": () => ({ items: [] }),
  });
  await openPage(<ReviewPage applicationId="app_1" />);
  return text();
}

test("a_draft_says_until_when_it_can_be_submitted", async () => {
  const shown = await openReview({ closesAt: "2027-06-30T16:00:00Z" });
  expect(shown).toContain("Submit by: 30 June 2027 at 23:59 (Beijing time)");
});

test("what_is_revised_has_its_own_time", async () => {
  expect(await openReview({ state: "revision_requested", closesAt: null })).not.toContain("Submit by");
});
