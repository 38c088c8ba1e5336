import { decision, registrationReturnReasons, revisionReasons } from "../../../docs/forms.json";
import type {
  AdmissionCondition,
  DecisionOutcome,
  DecisionReason,
  RegistrationReturnReason,
  RevisionReason,
} from "../api/types";

// The service says what there is to choose from, and in which order: `cargo dev api` writes it down.

/** How staff can decide. */
export const OUTCOMES = decision.outcomes as readonly DecisionOutcome[];

/** What can be given as a reason for each decision. */
export const REASONS = decision.reasons as Record<DecisionOutcome, readonly DecisionReason[]>;

/** What an acceptance can depend on. */
export const CONDITIONS = decision.conditions as readonly AdmissionCondition["code"][];

/** Why something is to be revised. */
export const REVISION_REASONS = revisionReasons as readonly RevisionReason[];

/** Why an item of a registration is returned. */
export const RETURN_REASONS = registrationReturnReasons as readonly RegistrationReturnReason[];
