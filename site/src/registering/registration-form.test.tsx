import { beforeEach, expect, test } from "vitest";
import { startSession } from "../api/session";
import type { Registration } from "../api/types";
import { go } from "../hooks/place";
import { named, openPage, press, refused, serve, settled, text, tick, type, until } from "../testing/page";
import type { Answers } from "../testing/page";
import { registration, sectionsWith, slot } from "../testing/registration";
import { session } from "../testing/session";
import CheckRegistrationPage from "./pages/check-registration";
import ConfirmRegistrationEmailPage from "./pages/confirm-registration-email";
import RegistrationFormPage from "./pages/registration-form";
import RegistrationPage from "./pages/registration";

const PATH = "/api/registrations/stu_1-2027-spring";
const ID = "stu_1-2027-spring";

let shown: Registration;
let documents: object[];
let saved: { section: string; fields: object; version: number }[];

/** What the service answers; a save moves the version on, and keeps what was asked for. */
function answers(more: Answers = {}): Answers {
  const saves = Object.keys(shown.sections).map((section) => [
    `PUT ${PATH}/sections/${section}`,
    (body: unknown) => {
      const { fields, version } = body as { fields: object; version: number };
      saved.push({ section, fields, version });
      shown = { ...shown, version: shown.version + 1 };
      const { facts, checklist, openSlots, openSections } = shown;
      const asked = { facts, checklist, openSlots, openSections };
      return { version: shown.version, fields, missing: [], warnings: [], ...asked };
    },
  ]);
  return {
    [`GET ${PATH}`]: () => shown,
    [`GET ${PATH}/documents`]: () => ({ items: documents }),
    ...(Object.fromEntries(saves) as Answers),
    ...more,
  };
}

async function openForm(more: Answers = {}, language: "en" | "zh" = "en"): Promise<string[]> {
  const calls = serve(answers(more));
  await openPage(<RegistrationFormPage registrationId={ID} />, language);
  return calls;
}

const label = (id: string) => document.querySelector(`label[for="${id}"]`);

beforeEach(() => {
  startSession(session("applicant"));
  shown = registration();
  documents = [];
  saved = [];
  go(`/registrations/${ID}`);
});

test.each(["en", "zh"] as const)(
  "labels_hints_and_regulations_stand_in_both_languages_when_%s_is_spoken",
  async (language) => {
    await openForm({}, language);
    const spans = [...(label("policyNo")?.querySelectorAll<HTMLElement>("span[lang]") ?? [])];
    expect(spans.map(({ lang, textContent }) => [lang, textContent])).toEqual([
      ["zh-CN", "保险单号"],
      ["en", "Number of the insurance policy"],
    ]);
    const hint = document.getElementById("policyNo-hint")?.textContent;
    expect(hint).toContain("本学期续保的保险单号");
    expect(hint).toContain("Of the renewed insurance for this semester");
    const page = text();
    for (const words of [
      "校外住宿须以本人护照签订合同",
      "Live off campus only with a contract",
      "是",
      "Yes",
      "年",
      "Year",
    ]) {
      expect(page).toContain(words);
    }
    // S75
    expect(page).toContain("does not replace any other");
    expect(page).toContain("本注册不代替其他任何登记");
    expect(document.querySelectorAll("#main [lang]").length).toBeGreaterThan(50);
  },
);

test("how_to_pay_is_said_beside_the_question_how_it_is_paid", async () => {
  await openForm();
  const section = document.querySelector("[aria-labelledby=section-tuition]");
  expect(section?.textContent).toContain("Pay on the online payment platform first of all");
});

test("what_was_filled_in_says_so_until_it_is_changed", async () => {
  const fields = { policyNo: "PICC-1" };
  shown = registration({ sections: sectionsWith({ insurance: { fields } }), prefilled: ["/insurance/policyNo"] });
  await openForm();
  expect(document.getElementById("policyNo-mark")?.textContent).toContain("Filled in for you");
  expect(document.getElementById("policyNo")?.getAttribute("aria-describedby")).toContain("policyNo-mark");
  await type("policyNo", "PICC-2");
  expect(document.getElementById("policyNo-mark")).toBeNull();
});

test("a_choice_is_kept_at_once_and_asks_for_what_follows_from_it", async () => {
  shown = registration({ facts: { ...registration().facts, inChina: false } });
  await openForm();
  expect(document.getElementById("policyNo")).toBeNull();
  shown = { ...shown, facts: { ...shown.facts, inChina: true } };
  await tick("location");
  await until(() => expect(document.getElementById("policyNo")).not.toBeNull());
  expect(saved).toEqual([{ section: "location", fields: { location: "in_china" }, version: 1 }]);
});

test("the_regulations_are_agreed_to_in_their_version", async () => {
  await openForm();
  await tick("agreedTo");
  await until(() => expect(saved).toHaveLength(1));
  expect(saved[0]?.fields).toEqual({ agreedTo: "2027-1" });
  expect(text()).toContain("Version 2027-1");
});

test("who_agreed_to_an_earlier_version_is_asked_again", async () => {
  shown = registration({ sections: sectionsWith({ regulations: { fields: { agreedTo: "2026-2" } } }) });
  await openForm();
  expect((document.getElementById("agreedTo") as HTMLInputElement).checked).toBe(false);
});

test("what_does_not_fit_together_stands_at_its_field_a_warning_and_a_stop", async () => {
  const stop = { pointer: "/endsOn", code: "insurance_too_short", detail: "Does not cover the semester." };
  const required = { pointer: "/policyNo", code: "required", detail: "Enter the number." };
  const warning = { pointer: "/permitExpiry", code: "permit_beyond_passport", detail: "Ends later." };
  shown = registration({
    sections: sectionsWith({
      insurance: { complete: false, missing: [stop, required] },
      permit: { warnings: [warning] },
    }),
  });
  await openForm();
  expect(document.getElementById("endsOn-error")?.textContent).toContain("Does not cover the semester.");
  expect(document.getElementById("permitExpiry-warning")?.textContent).toContain("Ends later.");
  // What is empty is no mistake before one wants to be done.
  expect(document.getElementById("policyNo-error")).toBeNull();
});

test("who_wants_to_be_done_is_led_to_every_gap_and_else_to_the_whole", async () => {
  const missing = [{ pointer: "/policyNo", code: "required", detail: "Enter the number." }];
  shown = registration({
    sections: sectionsWith({ insurance: { complete: false, missing } }),
    checklist: [slot("insurance_proof")],
    openSlots: ["insurance_proof"],
  });
  await openForm();
  await press("Check and submit");
  const links = [...document.querySelectorAll(".govuk-error-summary a")].map(({ textContent }) => textContent);
  expect(links).toEqual([
    "Number of the insurance policy: Enter the number.",
    "Paper insurance_proof: Upload a file, or wait until it is checked",
  ]);
  expect(document.activeElement?.className).toBe("govuk-error-summary");
  expect(document.getElementById("policyNo-error")).not.toBeNull();
  shown = registration();
  await press("Check and submit");
  expect(location.pathname).toBe(`/registrations/${ID}/check`);
});

test("a_document_stands_beside_what_it_proves_and_its_upload_begins_the_registration", async () => {
  shown = registration({ version: 0, checklist: [slot("insurance_proof")], openSlots: ["insurance_proof"] });
  const calls = await openForm({
    [`GET ${PATH}/documents`]: () => refused(404, "not_found"),
    [`POST ${PATH}/documents`]: () => ({
      items: [{ errors: [{ pointer: "/slot", code: "slot_full", detail: "Full." }] }],
    }),
  });
  const section = document.querySelector("[aria-labelledby=section-insurance]");
  const input = section?.querySelector<HTMLInputElement>("input[type=file]");
  if (!input) throw new Error("no upload beside the insurance");
  expect(label("insurance_proof")?.textContent).toContain("材料 insurance_proof");
  Object.defineProperty(input, "files", { value: [new File(["%PDF"], "a.pdf", { type: "application/pdf" })] });
  await settled(() => input.dispatchEvent(new Event("change", { bubbles: true })));
  await until(() => expect(calls).toContain(`POST ${PATH}/documents`));
  expect(saved).toEqual([{ section: "contact", fields: {}, version: 0 }]);
});

test("another_tab_that_was_faster_is_told_of_and_nothing_is_lost", async () => {
  const changes = [{ part: "insurance", fields: ["policyNo"], by: "applicant", at: "2027-03-01T00:00:00Z" }];
  await openForm({
    [`PUT ${PATH}/sections/insurance`]: () => refused(409, "registration_changed", { changes }),
  });
  await type("policyNo", "PICC-2");
  await press("Save draft");
  expect(text()).toContain("Changed elsewhere: Number of the insurance policy.");
  expect((document.getElementById("policyNo") as HTMLInputElement).value).toBe("PICC-2");
  shown = registration({ sections: sectionsWith({ insurance: { fields: { policyNo: "PICC-9" } } }) });
  await press("Load the newer version");
  expect((document.getElementById("policyNo") as HTMLInputElement).value).toBe("PICC-9");
});

const RETURNED = {
  item: "insurance",
  name: { en: "Insurance", zh: "保险" },
  passed: false,
  reason: "unreadable",
  reasonText: { en: "It cannot be read", zh: "无法辨认" },
  note: { en: "Take the picture again.", zh: "请重新拍摄。" },
};

const returned = (): Registration =>
  registration({
    state: "returned",
    round: 1,
    rounds: [
      {
        round: 1,
        submittedAt: "2027-03-01T00:00:00Z",
        judgedAt: "2027-03-02T00:00:00Z",
        verdicts: [
          RETURNED,
          {
            ...RETURNED,
            item: "payment",
            name: { en: "Payment", zh: "缴费" },
            passed: true,
            reasonText: null,
            note: null,
          },
        ],
      },
    ] as unknown as Registration["rounds"],
    openItems: ["insurance"],
    openSections: ["insurance"],
    sections: sectionsWith({
      insurance: { fields: { policyNo: "PICC-1" } },
      tuition: { fields: { payment: "scholarship" } },
    }),
  });

test("of_what_was_returned_only_that_is_open_with_reason_and_note_beside_it", async () => {
  shown = returned();
  await openForm();
  const section = document.querySelector("[aria-labelledby=section-insurance]");
  expect(section?.textContent).toContain("It cannot be read");
  expect(section?.textContent).toContain("请重新拍摄。");
  expect(document.getElementById("policyNo")).not.toBeNull();
  expect(document.getElementById("payment")).toBeNull();
  expect(document.querySelector("[aria-labelledby=section-tuition]")?.textContent).toContain("A scholarship pays it");
  expect(text()).toContain("The office has returned: Insurance.");
});

test("what_came_to_lack_something_since_is_open_too", async () => {
  const missing = [{ pointer: "/passportNo", code: "required", detail: "Enter the number." }];
  const passport = { fields: { passportChanged: true }, complete: false, missing };
  shown = { ...returned(), sections: sectionsWith({ passport }) };
  await openForm();
  expect(document.getElementById("passportNo")).not.toBeNull();
  expect(document.getElementById("passportExpiry")).toBeNull();
});

test.each([
  ["ready_for_review", "The office is reviewing your registration."],
  ["approved", "You are registered for this semester."],
] as const)("what_is_%s_is_shown_as_it_was_submitted", async (state, words) => {
  shown = registration({
    state,
    openSections: [],
    sections: sectionsWith({ insurance: { fields: { policyNo: "PICC-1" } } }),
  });
  await openForm();
  expect(text()).toContain(words);
  expect(text()).toContain("PICC-1");
  expect(document.querySelector("#main form input")).toBeNull();
});

test("outside_the_window_nothing_can_be_begun_and_it_says_when", async () => {
  const window = {
    ...registration().window,
    state: "closed",
    text: "Registration is closed.",
  } as Registration["window"];
  shown = registration({ version: 0, window });
  await openForm();
  expect(text()).toContain("Registration is closed.");
  expect(named("Check and submit")).toBeUndefined();
});

test("an_address_that_is_not_confirmed_gets_a_link_also_before_anything_was_saved", async () => {
  const gap = { pointer: "/email", code: "email_not_confirmed", detail: "Not confirmed yet" };
  const contact = { fields: { email: "anna@example.net" }, complete: false, missing: [gap] };
  shown = registration({ version: 0, sections: sectionsWith({ contact }) });
  const sent = () => Response.json({ email: "anna@example.net", state: "sent" }, { status: 202 });
  await openForm({
    [`PUT ${PATH}/sections/contact`]: () => {
      shown = { ...shown, version: 1 };
      return { ...shown, fields: contact.fields, missing: [{ ...gap, pointer: "/fields/email" }], warnings: [] };
    },
    [`POST ${PATH}/email`]: sent,
  });
  await press("Send a link to anna@example.net");
  expect(shown.version).toBe(1);
  expect(text()).toContain("We have sent a link to anna@example.net.");
});

async function openCheck(more: Answers = {}): Promise<string[]> {
  go(`/registrations/${ID}/check`);
  const calls = serve(answers(more));
  await openPage(<CheckRegistrationPage registrationId={ID} />);
  return calls;
}

test("what_is_submitted_is_read_once_more_in_both_languages_and_in_the_version_that_was_read", async () => {
  shown = registration({ version: 7, sections: sectionsWith({ insurance: { fields: { policyNo: "PICC-1" } } }) });
  let body: unknown;
  await openCheck({ [`POST ${PATH}/submission`]: (sent) => ((body = sent), shown) });
  expect(text()).toContain("保险单号 Number of the insurance policy");
  expect(text()).toContain("PICC-1");
  await press("Submit for review");
  expect(body).toEqual({ version: 7 });
  expect(location.pathname).toBe(`/registrations/${ID}`);
});

test("a_gap_that_the_service_finds_leads_to_its_field_and_to_its_document", async () => {
  shown = registration({ checklist: [slot("insurance_proof", false)], openSlots: ["insurance_proof"] });
  const errors = [
    { pointer: "/sections/insurance/policyNo", code: "required", detail: "Enter it." },
    { pointer: "/documents/insurance_proof", code: "required", detail: "Upload it." },
  ];
  await openCheck({ [`POST ${PATH}/submission`]: () => refused(422, "registration_incomplete", { errors }) });
  await press("Submit for review");
  const links = [...document.querySelectorAll<HTMLAnchorElement>(".govuk-error-summary a")];
  expect(links.map((link) => link.getAttribute("href"))).toEqual([
    `/registrations/${ID}#policyNo`,
    `/registrations/${ID}#insurance_proof`,
  ]);
});

test("the_way_to_the_form_says_how_far_it_is", async () => {
  const record = {
    id: "stu_1",
    number: "U-77",
    name: "TESTER ANNA",
    state: { is: "enrolled", since: "2027-03-01T00:00:00Z" },
  };
  const window = { ...registration().window, registration: ID };
  const open = async (changes: Partial<Registration>) => {
    shown = registration(changes);
    serve(answers({ "GET /api/student-record": () => record, "GET /api/registration-window": () => window }));
    await openPage(<RegistrationPage />);
  };
  await open({ version: 0 });
  expect(named("Start the registration")?.getAttribute("href")).toBe(`/registrations/${ID}`);
  await open({});
  expect(named("Continue the registration")).toBeDefined();
  await open({ state: "returned" });
  expect(named("Correct what was returned")).toBeDefined();
  await open({ state: "approved" });
  expect(named("See the registration")).toBeDefined();
  expect(text()).toContain("Approved");
});

test("a_link_to_an_address_confirms_it_only_once_a_person_presses_the_button", async () => {
  history.replaceState(null, "", "/confirm-registration-email#code=secret");
  const calls = serve({ "POST /api/registration-emails": () => ({ email: "anna@example.net" }) });
  await openPage(<ConfirmRegistrationEmailPage />);
  expect(calls).toEqual([]);
  expect(location.href).not.toContain("secret");
  await press("Confirm this address");
  expect(text()).toContain("anna@example.net is confirmed.");
});

test("who_has_entered_china_is_told_so_and_not_that_the_office_returned_it", async () => {
  const rounds = returned().rounds.map((round) => ({
    ...round,
    verdicts: round.verdicts.map((verdict) => ({ ...verdict, passed: true, reasonText: null, note: null })),
  }));
  shown = { ...returned(), rounds, openItems: ["visa"], enteredChina: true };
  await openForm();
  expect(text()).toContain("You are in China now. Add below where you live");
  expect(text()).toContain("To be completed");
  expect(text()).not.toContain("The office has returned");
});

test("what_was_returned_is_kept_before_a_document_is_sent_that_may_be_asked_for_since_then", async () => {
  shown = { ...returned(), checklist: [slot("insurance_proof")], openSlots: ["insurance_proof"] };
  const calls = await openForm({ [`POST ${PATH}/documents`]: () => ({ items: [{ errors: [] }] }) });
  const input = document.querySelector<HTMLInputElement>("input[type=file]");
  if (!input) throw new Error("no upload");
  Object.defineProperty(input, "files", { value: [new File(["%PDF"], "a.pdf", { type: "application/pdf" })] });
  await settled(() => input.dispatchEvent(new Event("change", { bubbles: true })));
  await until(() => expect(calls).toContain(`POST ${PATH}/documents`));
  expect(saved).toHaveLength(1);
});

test("who_pauses_is_told_why_what_was_returned_cannot_be_corrected_now", async () => {
  const window = { ...returned().window, state: "suspended" as const, text: "You pause your studies." };
  shown = { ...returned(), window };
  await openForm();
  expect(text()).toContain("You pause your studies.");
  expect(text()).not.toContain("Correct it below");
  await openCheck();
  expect(text()).toContain("You pause your studies.");
  expect(text()).not.toContain("can no longer be changed");
});

test("an_approval_in_china_leads_to_the_letter", async () => {
  shown = registration({ state: "approved", round: 1 });
  await openForm();
  const links = [...document.querySelectorAll<HTMLAnchorElement>("a")].map((link) => link.getAttribute("href"));
  expect(links).toContain(`/registrations/${ID}/letter`);
});
