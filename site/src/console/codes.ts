import type { AdmissionCondition, DecisionOutcome, DecisionReason, RevisionReason } from "../api/types";

/** How staff can decide, in the order shown. */
export const OUTCOMES = ["accept", "waitlist", "decline"] as const satisfies readonly DecisionOutcome[];

/** What can be given as a reason for each decision. */
export const REASONS: Record<DecisionOutcome, readonly DecisionReason[]> = {
  accept: ["requirements_met", "other"],
  waitlist: ["others_ranked_higher", "no_place_left", "other"],
  decline: [
    "requirements_not_met",
    "results_not_sufficient",
    "language_not_sufficient",
    "documents_not_sufficient",
    "study_plan_not_convincing",
    "information_not_true",
    "others_ranked_higher",
    "no_place_left",
    "other",
  ],
};

/** What an acceptance can depend on. */
export const CONDITIONS = [
  "final_transcript",
  "degree_certificate",
  "language_certificate",
  "physical_examination",
  "passport_renewal",
  "financial_proof",
  "other",
] as const satisfies readonly AdmissionCondition["code"][];

/** Why something is to be revised. */
export const REVISION_REASONS = [
  "unreadable",
  "incomplete",
  "wrong_document",
  "wrong_format",
  "not_as_in_passport",
  "inconsistent",
  "outdated",
  "translation_missing",
  "other",
] as const satisfies readonly RevisionReason[];
