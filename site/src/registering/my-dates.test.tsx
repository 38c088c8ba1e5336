import { beforeEach, expect, test } from "vitest";
import { startSession } from "../api/session";
import { openPage, press, refused, serve, text, tick, type } from "../testing/page";
import { session } from "../testing/session";
import MyDatesPage from "./pages/my-dates";

const two = (en: string) => ({ en, zh: `（${en}）` });

const PERMIT = {
  deadline: "residence_permit",
  what: two("Your residence permit"),
  advice: two("Apply for its extension."),
  lastDay: "2027-12-15",
  endsAt: "2027-12-16T01:00:00Z",
  event: null,
  isOver: false,
  doneOn: null,
};
const MOVE = {
  deadline: "accommodation",
  what: two("The registration of where you live"),
  advice: two("Have it registered within 24 hours."),
  lastDay: "2027-03-02",
  endsAt: "2027-03-02T01:00:00Z",
  event: { what: "move", at: "2027-03-01T01:00:00Z" },
  isOver: true,
  doneOn: null as string | null,
};

let dates: object[];
let sent: unknown[];

beforeEach(async () => {
  startSession(session("applicant"));
  dates = [MOVE, PERMIT];
  sent = [];
  serve({
    "GET /api/student-record/dates": () => ({ student: {}, dates }),
    "POST /api/student-record/dates/accommodation/done": (body: unknown) => {
      sent.push(body);
      dates = [{ ...MOVE, doneOn: "2027-03-01" }, PERMIT];
      return dates[0] ?? {};
    },
    "POST /api/student-record/events": (body: unknown) => {
      sent.push(body);
      return [];
    },
  });
  await openPage(<MyDatesPage />);
});

test("all_own_dates_stand_on_one_page_with_what_to_do", () => {
  expect(text()).toContain("Your residence permit");
  expect(text()).toContain("15 December 2027");
  expect(text()).toContain("Apply for its extension.");
  expect(text()).toContain("A renewed paper comes with your semester registration.");
  expect(text()).toContain("Overdue");
});

test("what_is_done_is_told_with_its_day", async () => {
  await type("done-accommodation", "2027-03-01");
  await press("Tell the office");
  expect(sent).toEqual([{ on: "2027-03-01" }]);
  expect(text()).toContain("You say that it was done on 1 March 2027.");
});

test("a_move_is_told_with_its_day", async () => {
  dates = [];
  await openPage(<MyDatesPage />);
  await press("Tell the office");
  expect(text()).toContain("Choose what has happened");
  await tick("what-move");
  await type("at", "2027-02-20");
  await press("Tell the office");
  expect(sent).toEqual([{ what: "move", at: "2027-02-20T12:00:00+08:00" }]);
});

test("who_has_no_record_is_led_to_claim_one", async () => {
  serve({ "GET /api/student-record/dates": () => refused(404, "not_found") });
  await openPage(<MyDatesPage />);
  expect(text()).toContain("No student record is connected to this account.");
});
