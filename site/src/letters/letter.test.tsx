import { beforeEach, expect, test } from "vitest";
import { startSession } from "../api/session";
import { named, openPage, press, refused, serve, text, tick } from "../testing/page";
import type { Answers } from "../testing/page";
import { session } from "../testing/session";
import LetterPage from "./pages/letter";

const PATH = "/api/registrations/stu_1-2027-spring";
const LETTER = {
  registration: "stu_1-2027-spring",
  semester: { id: "2027-spring", name: { en: "Spring 2027", zh: "2027年春季" } },
  state: "ready",
  letter: { number: "VE-2027-000042", issuedOn: "2027-03-01", validUntil: "2027-03-31" },
  file: null,
  collection: {
    place: { en: "Room 101", zh: "101室" },
    hours: { en: "Mondays", zh: "周一" },
    slots: [
      { day: "2027-03-08", starts: "09:00:00", free: 1 },
      { day: "2027-03-08", starts: "10:00:00", free: 0 },
    ],
  },
  booking: null,
  collectedAt: null,
};
const PERMIT = {
  registration: "stu_1-2027-spring",
  version: 1,
  state: "draft",
  round: 0,
  permit: null,
  checklist: [],
  returned: null,
  closedAt: null,
};

async function open(letter: object, more: Answers = {}): Promise<string[]> {
  const calls = serve({
    [`GET ${PATH}/letter`]: () => letter,
    [`GET ${PATH}/permit`]: () => PERMIT,
    [`GET ${PATH}/permit/documents`]: () => ({ items: [] }),
    ...more,
  });
  await openPage(<LetterPage registrationId="stu_1-2027-spring" />);
  return calls;
}

beforeEach(() => startSession(session("applicant")));

test("a_student_books_a_time_that_is_free", async () => {
  let booked: unknown;
  await open(LETTER, {
    [`PUT ${PATH}/letter/collection`]: (body) => {
      booked = body;
      return body;
    },
  });
  expect(text()).toContain("Room 101");
  expect(text()).toContain("1 place left");
  expect(text()).not.toContain("10:00");
  await press("Book this time");
  expect(text()).toContain("Choose a time");
  await tick("slot");
  await press("Book this time");
  expect(booked).toEqual({ day: "2027-03-08", starts: "09:00:00" });
  expect(text()).toContain("Your time is booked.");
});

test("who_is_not_fast_enough_sees_what_is_left", async () => {
  const calls = await open(LETTER, { [`PUT ${PATH}/letter/collection`]: () => refused(409, "slot_full") });
  await tick("slot");
  await press("Book this time");
  expect(text()).toContain("The service says slot_full.");
  expect(calls.filter((call) => call === `GET ${PATH}/letter`)).toHaveLength(2);
});

test("until_it_is_ready_nothing_is_booked_and_no_permit_is_asked_for", async () => {
  const calls = await open({ ...LETTER, state: "with_office", letter: null });
  expect(text()).toContain("The office prepares the letter.");
  expect(named("Book")).toBeUndefined();
  expect(calls).not.toContain(`GET ${PATH}/permit`);
});

test("the_new_permit_is_asked_for_with_all_that_is_missing_named", async () => {
  await open({ ...LETTER, state: "collected", collectedAt: "2027-03-08T01:00:00Z" });
  await press("Submit");
  expect(text()).toContain("Choose which of the two it is");
  expect(text()).toContain("Enter its last day");
});
