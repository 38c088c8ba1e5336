import type { Application, ApplicationSummary } from "../api/types";
import type { TagColour } from "../components/tag";

/** The colour of each state: yellow asks the applicant to act, blue waits for others, grey is over. */
export const STATE_COLOURS: Record<ApplicationSummary["state"], TagColour> = {
  draft: "yellow",
  fee_due: "orange",
  ready_for_review: "blue",
  revision_requested: "orange",
  waitlisted: "blue",
  accepted: "green",
  declined: "red",
  withdrawn: "grey",
};

/** Whether the application has left the applicant's hands (S58). */
export function isSubmitted({ state }: Application): boolean {
  return state !== "draft";
}
