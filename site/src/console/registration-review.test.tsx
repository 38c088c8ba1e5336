import { beforeEach, expect, test } from "vitest";
import { startSession } from "../api/session";
import type { RegistrationReview } from "../api/types";
import { named, openPage, press, refused, serve, settled, text, type } from "../testing/page";
import { registrationReview } from "../testing/registration";
import { session } from "../testing/session";
import RegistrationReviewPage from "./pages/registration-review";

const REVIEW = "/api/reviews/rev_1/registration";
const REVIEWER = { id: "acc_1", userName: "tester" };
const COLLEAGUE = { id: "acc_2", userName: "colleague" };
const SOON = () => new Date(Date.now() + 60_000).toISOString();

let review: RegistrationReview;
let verdict: (body: unknown) => unknown;
let said: unknown;

async function openReview(language: "en" | "zh" = "en"): Promise<void> {
  serve({
    [`GET ${REVIEW}`]: () => review,
    [`POST ${REVIEW}/verdict`]: (body) => {
      said = body;
      return verdict(body);
    },
  });
  await openPage(<RegistrationReviewPage reviewId="rev_1" />, language);
}

const mine = () => ({ state: "claimed" as const, claim: { by: REVIEWER, until: SOON() } });

async function choose(id: string): Promise<void> {
  await settled(() => document.getElementById(id)?.click());
}

beforeEach(() => {
  startSession(session("staff"));
  review = registrationReview();
  verdict = () => ({});
  said = undefined;
});

test("what_was_typed_stands_beside_the_upload_that_proves_it_and_beside_last_semester", async () => {
  const [payment, insurance] = review.items;
  if (!payment || !insurance) throw new Error("items are missing");
  const document = { id: "doc_1", slot: "insurance_proof", fileName: "policy.pdf", contentType: "application/pdf" };
  const [section] = insurance.sections;
  review = registrationReview({
    items: [
      payment,
      {
        ...insurance,
        sections: [{ ...section, lastSemester: { policyNo: "PICC-1" }, changed: ["policyNo"] }],
        documents: [{ ...document, url: "https://example.org/policy", urlExpiresAt: SOON() }],
        findings: [{ pointer: "/insurance/endsOn", code: "insurance_too_short", detail: "Too short." }],
      } as typeof insurance,
    ],
  });
  await openReview();
  const item = window.document.querySelector("[aria-labelledby=item-insurance]");
  expect(item?.textContent).toContain("PICC-2");
  expect(item?.textContent).toContain("PICC-1");
  expect(item?.textContent).toContain("Changed since the last round");
  expect(item?.textContent).toContain("Last day of the insurance: Too short.");
  expect(item?.querySelector("a")?.getAttribute("href")).toBe("https://example.org/policy");
  expect(window.document.querySelector("[aria-labelledby=item-payment] a")).toBeNull();
});

test("nothing_can_be_said_before_the_review_is_claimed", async () => {
  await openReview();
  expect(text()).toContain("Claim the review to decide.");
  expect(document.getElementById("verdicts-payment")).toBeNull();
  expect(named("Claim this review")).toBeDefined();
});

test("each_item_needs_a_verdict_and_each_return_a_reason_and_a_note_in_both_languages", async () => {
  review = registrationReview(mine());
  await openReview();
  await press("Approve the registration");
  expect(said).toBeUndefined();
  expect(document.querySelectorAll(".govuk-error-summary a")).toHaveLength(2);
  await choose("verdicts-payment");
  await choose("verdicts-insurance-return");
  await press("Return the registration");
  expect(document.querySelectorAll(".govuk-error-summary a")).toHaveLength(3);
  await type("verdicts-insurance-reason", "unreadable");
  await type("verdicts-insurance-note-en", "Take the picture again.");
  await type("verdicts-insurance-note-zh", "请重新拍摄。");
  await press("Return the registration");
  expect(said).toEqual({
    verdicts: {
      payment: { verdict: "pass" },
      insurance: {
        verdict: "return",
        reason: "unreadable",
        note: { en: "Take the picture again.", zh: "请重新拍摄。" },
      },
    },
  });
});

test("where_a_colleague_was_faster_it_says_who_and_when", async () => {
  review = registrationReview(mine());
  await openReview();
  await choose("verdicts-payment");
  await choose("verdicts-insurance");
  verdict = () => {
    const closing = { by: COLLEAGUE, at: "2027-03-02T04:00:00Z", outcome: "approve" };
    review = registrationReview({ state: "closed", closing: closing as NonNullable<RegistrationReview["closing"]> });
    return refused(409, "already_decided");
  };
  await press("Approve the registration");
  expect(text()).toContain("The service says already_decided.");
  expect(text()).toContain("colleague");
  expect(text()).toContain("2 March 2027 at 12:00 (Beijing time)");
  expect(named("Approve the registration")).toBeUndefined();
});

test("what_the_university_made_a_stop_is_said_and_nothing_typed_is_lost", async () => {
  review = registrationReview(mine());
  verdict = () => refused(409, "justification_needed");
  await openReview();
  await choose("verdicts-payment");
  await choose("verdicts-insurance");
  await press("Approve the registration");
  expect(text()).toContain("A check of the university stops an approval.");
  expect((document.getElementById("verdicts-payment") as HTMLInputElement).checked).toBe(true);
});

test("what_was_said_of_earlier_rounds_stands_above", async () => {
  const earlier = {
    item: "insurance",
    name: { en: "Insurance", zh: "保险" },
    passed: false,
    reasonText: { en: "It cannot be read", zh: "无法辨认" },
    note: { en: "Take the picture again.", zh: "请重新拍摄。" },
  };
  const first = {
    round: 1,
    submittedAt: "2027-03-01T00:00:00Z",
    judgedAt: "2027-03-02T00:00:00Z",
    verdicts: [earlier],
  };
  const second = { round: 2, submittedAt: "2027-03-03T00:00:00Z", judgedAt: null, verdicts: [] };
  review = registrationReview({ round: 2, rounds: [first, second] as unknown as RegistrationReview["rounds"] });
  await openReview();
  expect(text()).toContain("Earlier rounds");
  expect(text()).toContain("Take the picture again.");
  await openReview("zh");
  expect(text()).toContain("请重新拍摄。");
});
