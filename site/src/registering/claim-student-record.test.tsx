import { render } from "preact";
import { beforeEach, expect, test } from "vitest";
import { forgetSession, startSession } from "../api/session";
import { go } from "../hooks/place";
import { named, openPage, press, refused, serve, settled, text, type } from "../testing/page";
import type { Answers } from "../testing/page";
import { session } from "../testing/session";
import ClaimStudentRecordPage from "./pages/claim-student-record";

const RECORD = {
  id: "stu_1",
  number: "U-77",
  name: "TESTER ANNA",
  state: { is: "enrolled", since: "2027-03-01T00:00:00Z" },
};

let claim: Answers[string];
let calls: string[];

async function openLink(hash: string): Promise<void> {
  history.replaceState(null, "", `/claim-student-record${hash}`);
  calls = serve({
    "POST /api/student-claims/requests": () => ({}),
    "POST /api/student-claims": (body) => claim(body),
  });
  await openPage(<ClaimStudentRecordPage />);
}

beforeEach(() => {
  claim = () => RECORD;
  startSession(session("applicant"));
});

test("whatever_number_is_asked_for_the_page_says_the_same", async () => {
  await openLink("");
  await type("number", "U-77");
  await press("Send the link");
  expect(text()).toContain("If U-77 is on the roster, a link is on its way.");
  expect(calls).toEqual(["POST /api/student-claims/requests"]);
});

test("what_is_no_number_is_not_sent", async () => {
  await openLink("");
  await type("number", "陈 1");
  await press("Send the link");
  expect(calls).toEqual([]);
  expect(text()).toContain("Enter a student number");
});

test("a_link_that_is_only_opened_claims_nothing_and_leaves_the_address", async () => {
  await openLink("#code=secret");
  expect(calls).toEqual([]);
  expect(location.href).not.toContain("secret");
  claim = (body) => {
    expect(body).toEqual({ code: "secret" });
    return RECORD;
  };
  await press("Claim the record");
  expect(text()).toContain("The record is yours.");
  expect(text()).toContain("U-77");
});

test("who_must_sign_in_first_finds_the_link_again_afterwards", async () => {
  forgetSession(false);
  await openLink("#code=secret");
  expect(text()).toContain("The link is kept until then.");
  const next = named("Sign in")?.getAttribute("href") ?? "";
  expect(next).toContain("next=%2Fclaim-student-record");
  expect(next).not.toContain("secret");
  // Signing in is another page; then the reader is led back.
  await openPage(<h1>Sign in</h1>);
  await settled(() => {
    startSession(session("applicant"));
    go("/claim-student-record");
  });
  await openPage(<ClaimStudentRecordPage />);
  await press("Claim the record");
  expect(calls).toEqual(["POST /api/student-claims"]);
});

test("a_link_of_another_account_says_so_and_another_can_be_asked_for", async () => {
  claim = () => refused(422, "student_claim_of_another");
  await openLink("#code=foreign");
  await press("Claim the record");
  expect(text()).toContain("The service says student_claim_of_another.");
  expect(named("Services")).toBeDefined();
  const site = document.getElementById("site");
  if (site) await settled(() => render(null, site));
  await openPage(<ClaimStudentRecordPage />);
  expect(named("Send the link")).toBeDefined();
});
