import { beforeEach, expect, test } from "vitest";
import type { Application } from "../api/types";
import { go } from "../hooks/place";
import { application } from "../testing/application";
import { named, openPage, press, refused, serve, settled, text } from "../testing/page";
import ConfirmContactEmailPage from "./pages/confirm-contact-email";
import { SectionPage } from "./section-page";

const CONTACT = "anna@example.net";
const gap = { pointer: "/email", code: "email_not_confirmed", detail: "Not confirmed yet" };

/** A draft with a contact address, and whether it is confirmed. */
function draft(isConfirmed: boolean): Application {
  const { sections } = application();
  const contact = { ...sections.contact_information, missing: isConfirmed ? [] : [gap] };
  contact.fields = { ...contact.fields, email: CONTACT };
  return application({ sections: { ...sections, contact_information: contact } });
}

beforeEach(() => go("/applications/app_1/contact-information"));

test("a_link_is_sent_to_an_address_that_is_not_confirmed_and_another_one_if_need_be", async () => {
  const calls = serve({
    "GET /api/applications/app_1": () => draft(false),
    "POST /api/applications/app_1/contact-email": () =>
      Response.json({ email: CONTACT, state: "sent" }, { status: 202 }),
  });
  await openPage(<SectionPage section="contact_information" applicationId="app_1" />);
  expect(text()).toContain(`The contact address ${CONTACT} is not confirmed yet.`);
  await press(`Send a link to ${CONTACT}`);
  expect(text()).toContain(`We have sent a link to ${CONTACT}.`);
  await press("Send another link");
  expect(calls.filter((call) => call.startsWith("POST"))).toHaveLength(2);
});

test("who_comes_back_after_the_link_was_opened_is_asked_no_more", async () => {
  let isConfirmed = false;
  serve({
    "GET /api/applications/app_1": () => draft(isConfirmed),
    "POST /api/applications/app_1/contact-email": () =>
      Response.json({ email: CONTACT, state: "sent" }, { status: 202 }),
  });
  await openPage(<SectionPage section="contact_information" applicationId="app_1" />);
  await press("Send a link");
  isConfirmed = true;
  await settled(() => document.dispatchEvent(new Event("visibilitychange")));
  expect(named("Send")).toBeUndefined();
});

test("an_address_that_proves_to_be_confirmed_needs_no_link", async () => {
  let isConfirmed = false;
  serve({
    "GET /api/applications/app_1": () => draft(isConfirmed),
    "POST /api/applications/app_1/contact-email": () => {
      isConfirmed = true;
      return { email: CONTACT, state: "confirmed" };
    },
  });
  await openPage(<SectionPage section="contact_information" applicationId="app_1" />);
  await press("Send a link");
  expect(named("Send")).toBeUndefined();
});

test("the_page_of_the_link_confirms_only_when_it_is_told_to", async () => {
  history.replaceState(null, "", "/confirm-contact-email#code=abc");
  const calls = serve({
    "POST /api/contact-emails": (body) =>
      (body as { code: string }).code === "abc" ? { email: CONTACT } : refused(422, "contact_code_invalid"),
  });
  await openPage(<ConfirmContactEmailPage />);
  expect(calls).toEqual([]);
  await press("Confirm this address");
  expect(text()).toContain(`${CONTACT} is confirmed.`);
});

test("a_link_that_does_not_work_says_why_and_leads_on", async () => {
  history.replaceState(null, "", "/confirm-contact-email#code=used");
  serve({ "POST /api/contact-emails": () => refused(422, "contact_code_invalid") });
  await openPage(<ConfirmContactEmailPage />);
  await press("Confirm this address");
  expect(text()).toContain("The service says contact_code_invalid.");
  expect(named("To my applications")).toBeDefined();
});
