import { beforeEach, expect, test } from "vitest";
import { startSession } from "../api/session";
import { go } from "../hooks/place";
import { named, openPage, press, serve, text, type, until } from "../testing/page";
import { session } from "../testing/session";
import BoardPage from "./pages/board";

const ANNA = { id: "stu_1", number: "U-1", name: "TESTER ANNA", state: { is: "enrolled" } };
const BELA = { id: "stu_2", number: "U-2", name: "TESTER BELA", state: { is: "enrolled" } };

let asked: unknown[];
let calls: string[];

beforeEach(async () => {
  startSession(session("staff", "token", ["registrar"]));
  asked = [];
  go("/console/board");
  calls = serve({
    "GET /api/staff/deadlines": () => ({ items: [], next: null }),
    "GET /api/staff/semesters": () => ({
      items: [
        {
          id: "2027-spring",
          name: { en: "Spring 2027", zh: "2027年春季学期" },
          windows: [{ cohort: "2025", opensAt: "2027-02-20T16:00:00Z", closesAt: "2027-03-05T16:00:00Z" }],
        },
      ],
    }),
    "GET /api/staff/registrations": () => ({
      items: [
        { student: ANNA, standing: "draft" },
        { student: BELA, standing: "not_begun" },
      ],
      next: null,
    }),
    "POST /api/staff/reminders": (body: unknown) => {
      asked.push(body);
      const results = [
        { student: "stu_1", outcome: "reminded" },
        { student: "stu_2", outcome: "already_today" },
      ];
      return { dryRun: false, results };
    },
  });
  await openPage(<BoardPage />);
});

test("who_has_not_registered_stands_there", () => {
  expect(text()).toContain("2 students");
  expect(text()).toContain("TESTER ANNA");
  expect(text()).toContain("Being written");
});

test("nobody_is_reminded_before_it_is_said_whom_it_would_reach", async () => {
  expect(named("Remind them")).toBeUndefined();
  await press("Whom would a reminder reach?");
  expect(text()).toContain("A reminder would reach 1 of 2 students.");
  expect(text()).toContain("Would be reminded");
  await press("Remind them");
  const about = { is: "registration", semester: "2027-spring" };
  const students = ["stu_1", "stu_2"];
  expect(asked).toEqual([
    { students, about, dryRun: true },
    { students, about, dryRun: false },
  ]);
  expect(text()).toContain("1 of 2 students were reminded.");
  expect(text()).not.toContain("Would be reminded");
  expect(text()).toContain("Was reminded today");
});

test("what_falls_due_can_be_seen_of_one_cohort", async () => {
  go("/console/board?list=falling");
  await openPage(<BoardPage />);
  await until(() => expect(document.getElementById("cohort")).not.toBeNull());
  expect((document.getElementById("cohort") as HTMLSelectElement).value).toBe("");
  expect(calls.at(-1)).not.toContain("cohort");
  await type("cohort", "2025");
  await until(() => expect(calls.at(-1)).toContain("cohort=2025"));
});
