import { expect, test } from "vitest";
import { startSession } from "../api/session";
import { openPage, serve, text } from "../testing/page";
import { session } from "../testing/session";
import { OwnRegistrations } from "./own-registrations";

const semester = (id: string, en: string) => ({ id, name: { en, zh: id } });

test("every_registration_is_found_with_its_state_and_its_letter", async () => {
  startSession(session("applicant"));
  const items = [
    {
      id: "stu_1-2027-autumn",
      semester: semester("2027-autumn", "Autumn 2027"),
      state: "returned",
      enteredChina: true,
      submittedAt: "2027-09-01T02:00:00Z",
      letter: null,
    },
    {
      id: "stu_1-2027-spring",
      semester: semester("2027-spring", "Spring 2027"),
      state: "approved",
      enteredChina: false,
      submittedAt: "2027-03-01T02:00:00Z",
      letter: "ready",
    },
  ];
  serve({ "GET /api/registrations": () => ({ items }) });
  await openPage(<OwnRegistrations />);
  const links = [...document.querySelectorAll("a")].map((link) => [link.getAttribute("href"), link.textContent]);
  expect(links).toEqual([
    ["/registrations/stu_1-2027-autumn", "Autumn 2027"],
    ["/registrations/stu_1-2027-spring", "Spring 2027"],
    ["/registrations/stu_1-2027-spring/letter", "Ready to be collected"],
  ]);
  expect(text()).toContain("To be completed");
});

test("who_has_no_record_sees_no_list", async () => {
  startSession(session("applicant"));
  serve({});
  await openPage(<OwnRegistrations />);
  expect(text().trim()).toBe("");
});
