import type { FieldProblem } from "../../api/problem";

/** What is wrong with an answer that is there: said at once, not only when the reader wants to be done. */
const ABOUT_ANSWERS: Partial<Record<string, true>> = {
  permit_beyond_passport: true,
  passport_too_short: true,
  insurance_too_short: true,
  contract_too_short: true,
  contract_of_another: true,
  accommodation_not_registered: true,
  date_implausible: true,
  tuition_not_paid: true,
  unknown_claim: true,
  claim_not_confirmed: true,
  passport_not_known: true,
};

/** Whether a gap is about an answer that is there. */
export const isAboutAnswer = ({ code }: FieldProblem) => code in ABOUT_ANSWERS;
