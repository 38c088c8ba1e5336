import { beforeEach, expect, test } from "vitest";
import { startSession } from "../api/session";
import { openPage, press, serve, text, type } from "../testing/page";
import { session } from "../testing/session";
import { RecordEvent } from "./student-dates";

let told: unknown[];

beforeEach(async () => {
  startSession(session("staff", "token", ["registrar"]));
  told = [];
  serve({
    "POST /api/staff/students/stu_1/events": (body) => {
      told.push(body);
      return [];
    },
  });
  await openPage(<RecordEvent studentId="stu_1" reload={async () => undefined} />);
});

test("what_has_happened_is_chosen_and_nothing_is_chosen_before", async () => {
  expect((document.getElementById("what") as HTMLSelectElement).value).toBe("");
  await press("Record");
  expect(told).toEqual([]);
  expect(text()).toContain("Choose what has happened");
});

test("what_is_chosen_is_told", async () => {
  await type("what", "move");
  await type("at", "2027-03-01");
  await press("Record");
  expect(told).toEqual([{ what: "move", at: "2027-03-01T12:00:00+08:00" }]);
});
