import { beforeEach, expect, test } from "vitest";
import type { Registration } from "../api/types";
import { startSession } from "../api/session";
import { openPage, serve, text } from "../testing/page";
import { registration } from "../testing/registration";
import { session } from "../testing/session";
import RegistrationPage from "./pages/registration";

async function openRegistration(changes: Partial<Registration>): Promise<void> {
  const record = {
    id: "stu_1",
    number: "U-77",
    name: "TESTER ANNA",
    state: { is: "enrolled", since: "2027-03-01T00:00:00Z" },
  };
  const content = registration(changes);
  serve({
    "GET /api/student-record": () => record,
    "GET /api/registration-window": () => ({ ...content.window, registration: content.id }),
    [`GET /api/registrations/${content.id}`]: () => content,
    "GET /api/registrations": () => ({ items: [] }),
  });
  await openPage(<RegistrationPage />);
}

beforeEach(() => startSession(session("applicant")));

test("who_has_still_to_submit_is_told_of_the_window", async () => {
  await openRegistration({ state: "draft", openSections: ["contact"] });
  expect(text()).toContain("Registration is open.");
});

test("who_has_submitted_is_told_what_becomes_of_it_and_not_to_fill_in_the_form", async () => {
  await openRegistration({ state: "ready_for_review", openSections: [] });
  expect(text()).toContain("The office is reviewing your registration.");
  expect(text()).not.toContain("Registration is open.");
});

test("who_is_registered_is_told_so_first", async () => {
  await openRegistration({ state: "approved", openSections: [] });
  expect(text()).toContain("You are registered for this semester.");
  expect(text()).not.toContain("Registration is open.");
});
