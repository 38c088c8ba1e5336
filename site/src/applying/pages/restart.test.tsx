import { expect, test } from "vitest";
import type { Application } from "../../api/types";
import { application } from "../../testing/application";
import { openPage, serve, text } from "../../testing/page";
import RestartPage from "./restart";

async function openRestart(state: Application["state"]): Promise<string> {
  serve({ "GET /api/applications/app_1": () => application({ state }) });
  await openPage(<RestartPage applicationId="app_1" />);
  return text();
}

test("who_begins_anew_from_a_place_is_told_that_it_is_lost", async () => {
  expect(await openRestart("accepted")).toContain("you give your place back");
});

test("who_has_no_place_is_told_nothing_of_one", async () => {
  expect(await openRestart("waitlisted")).not.toContain("place back");
});
