import type { ApplicationSummary } from "../api/types";
import { Tag } from "./tag";
import type { TagColour } from "./tag";
import { useTexts } from "./use-texts";

/** The colour of each state: yellow asks the applicant to act, blue waits for others, grey is over. */
const COLOURS: Record<ApplicationSummary["state"], TagColour> = {
  draft: "yellow",
  fee_due: "orange",
  ready_for_review: "blue",
  revision_requested: "orange",
  waitlisted: "blue",
  accepted: "green",
  declined: "red",
  withdrawn: "grey",
};

/** Where an application stands. */
export function StateTag({ state }: Pick<ApplicationSummary, "state">) {
  const texts = useTexts();
  return <Tag colour={COLOURS[state]}>{texts.states[state]}</Tag>;
}
