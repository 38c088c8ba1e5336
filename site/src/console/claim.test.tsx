import { beforeEach, expect, test } from "vitest";
import { startSession } from "../api/session";
import type { ReviewDetails } from "../api/types";
import { application } from "../testing/application";
import { named, openPage, press, refused, serve, text, tick, type, until } from "../testing/page";
import { session } from "../testing/session";
import RequestRevisionPage from "./pages/request-revision";
import ReviewPage from "./pages/review";

const REVIEWER = { id: "acc_1", userName: "tester" };
const COLLEAGUE = { id: "acc_2", userName: "colleague" };
const SOON = () => new Date(Date.now() + 60_000).toISOString();

type Claim = ReviewDetails["claim"];

let claim: Claim = null;
let decision: () => unknown;

/** A made-up review with the claim of this moment. */
function review(): ReviewDetails {
  const { programme, sections } = application();
  const fields = Object.fromEntries(Object.entries(sections).map(([name, section]) => [name, section.fields]));
  const made = {
    id: "rev_1",
    state: claim ? "claimed" : "open",
    queue: "general",
    subject: { kind: "application", id: "app_1", applicantName: "TESTER ANNA", programme, intake: "2027-autumn" },
    occasion: "submitted",
    openedAt: "2026-11-01T00:00:00Z",
    findings: [],
    claim,
    fundingCategory: "self_funded",
    rounds: [],
    revisions: [],
    slots: [{ slot: "photo", name: { en: "ID photo", zh: "证件照" } }],
    submission: {
      round: 1,
      submittedAt: "2026-11-01T00:00:00Z",
      fundingCategory: "self_funded",
      admissionType: "bachelor",
      sections: fields,
      documents: [],
    },
  };
  return made as unknown as ReviewDetails;
}

beforeEach(() => {
  startSession(session("staff"));
  claim = { by: REVIEWER, until: SOON() };
  decision = () => {
    claim = null;
    return refused(409, "claim_lost");
  };
  serve({
    "GET /api/reviews/rev_1": review,
    "GET /api/catalogue": () => ({ intakes: [], fundingCategories: [], office: null }),
    "POST /api/reviews/rev_1/claim": () => {
      claim = { by: REVIEWER, until: SOON() };
      return review();
    },
    "POST /api/reviews/rev_1/decision": () => decision(),
    "POST /api/reviews/rev_1/revision": () => decision(),
  });
});

const value = (id: string) => document.querySelector<HTMLTextAreaElement>(`#${id}`)?.value;

async function openDecision(): Promise<void> {
  await openPage(<ReviewPage reviewId="rev_1" />);
  await tick("outcome");
  await tick("reasons");
  await type("noteToApplicant", "Welcome to the university");
}

test("what_was_typed_outlasts_the_claim_which_can_be_taken_again", async () => {
  await openDecision();
  await press("Decide");
  expect(text()).toContain("Your claim has run out. What you have typed is still here.");
  expect(value("noteToApplicant")).toBe("Welcome to the university");
  await press("Take it again");
  expect(text()).not.toContain("Your claim has run out.");
  expect(document.activeElement?.textContent).toBe("Extend");
  expect(value("noteToApplicant")).toBe("Welcome to the university");
});

test("a_claim_of_ones_own_can_be_extended", async () => {
  const before = SOON();
  claim = { by: REVIEWER, until: before };
  await openPage(<ReviewPage reviewId="rev_1" />);
  await press("Extend");
  expect(claim.until).not.toBe(before);
  expect(document.querySelector(`time[datetime="${claim.until}"]`)).not.toBeNull();
});

test("a_claim_that_runs_out_is_told_when_it_does", async () => {
  claim = { by: REVIEWER, until: new Date(Date.now() + 300).toISOString() };
  await openPage(<ReviewPage reviewId="rev_1" />);
  await until(() => expect(text()).toContain("Your claim has run out."));
  expect(named("Take it again")).toBeDefined();
});

test("a_request_for_revision_outlasts_the_claim_too", async () => {
  await openPage(<RequestRevisionPage reviewId="rev_1" />);
  await tick("choices-documents");
  await type("items-0-reason", "unreadable");
  await type("items-0-note-en", "Please scan it again");
  await type("items-0-note-zh", "请重新扫描");
  await type("dueOn", "2027-01-15");
  decision = () => {
    claim = { by: COLLEAGUE, until: SOON() };
    return refused(409, "claim_lost");
  };
  await press("Send the request");
  expect(text()).toContain("A colleague is working on this review. What you have typed is still here.");
  expect(named("Take it again")).toBeUndefined();
  expect(value("items-0-note-en")).toBe("Please scan it again");
});
