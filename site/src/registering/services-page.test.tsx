import { beforeEach, expect, test } from "vitest";
import { startSession } from "../api/session";
import { named, openPage, refused, serve, text, type } from "../testing/page";
import type { Answers } from "../testing/page";
import { session } from "../testing/session";
import ServicesPage from "./pages/services";

const RECORD = {
  id: "stu_1",
  number: "U-77",
  formerNumber: "2025123456",
  name: "TESTER ANNA",
  state: { is: "enrolled", since: "2027-03-01T00:00:00Z" },
  semester: { id: "2027-spring", name: { en: "Spring 2027", zh: "2027年春季学期" } },
};

let window: object;

async function openServices(answers: Answers = {}, language: "en" | "zh" = "en"): Promise<void> {
  serve({ "GET /api/student-record": () => RECORD, "GET /api/registration-window": () => window, ...answers });
  await openPage(<ServicesPage />, language);
}

beforeEach(() => {
  startSession(session("applicant"));
  window = { state: "open", text: "Registration is open.", extended: false };
});

test("a_student_sees_number_former_number_and_state", async () => {
  await openServices();
  expect(text()).toContain("U-77");
  expect(text()).toContain("2025123456");
  expect(text()).toContain("Enrolled");
  expect(text()).toContain("Spring 2027");
});

test("the_way_to_the_registration_stands_beside_its_window", async () => {
  window = { ...window, registration: "stu_1-2027-spring" };
  await openServices();
  expect(named("To the registration")?.getAttribute("href")).toBe("/registration");
});

test("the_window_is_told_in_beijing_time_to_its_last_minute", async () => {
  window = {
    state: "closed",
    text: "Registration is closed.",
    semester: RECORD.semester,
    opensAt: "2027-02-20T16:00:00Z",
    closesAt: "2027-03-05T16:00:00Z",
    extended: true,
  };
  await openServices();
  expect(text()).toContain("21 February 2027 at 00:00 (Beijing time)");
  expect(text()).toContain("5 March 2027 at 23:59 (Beijing time)");
  expect(text()).toContain("The office has given you more time.");
});

test("on_a_day_off_it_says_until_when_the_office_is_closed", async () => {
  window = {
    state: "open",
    text: "Registration is open.",
    extended: false,
    officeClosedUntil: "2027-10-05",
    answersBy: "2027-10-07",
  };
  await openServices();
  expect(text()).toContain("open again on 5 October 2027");
  expect(text()).toContain("the office answers by 7 October 2027");
});

test("who_has_no_record_is_shown_the_way_to_it", async () => {
  await openServices({ "GET /api/student-record": () => refused(404, "not_found") });
  expect(named("Claim your student record")?.getAttribute("href")).toBe("/claim-student-record");
  expect(document.querySelector("[role=alert]")).toBeNull();
});

test("services_are_found_in_the_other_language_under_their_school", async () => {
  await openServices();
  await type("query", "签证");
  expect(text()).toContain("2 services");
  expect(text()).toContain("School of International Education");
  expect(named("Semester registration")).toBeDefined();
  expect(named("Apply to study")).toBeUndefined();
  await openServices({}, "zh");
  await type("query", "visa");
  expect(text()).toContain("国际教育学院");
  expect(named("学期注册")).toBeDefined();
});
