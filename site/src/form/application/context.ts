import type { Application } from "../../api/types";
import type { Context } from "../spec";

/** What the conditions of an application's form look at beside the answers. */
type ApplicationFacts = Application["asks"] & Pick<Application, "isMinor">;

const contextWith = (facts: ApplicationFacts, isMissing: Context["isMissing"]): Context => ({ facts, isMissing });

/** What the conditions of an application's form look at; the service misses what stands at the pointers. */
export function contextOf(
  { asks, isMinor }: Pick<Application, "asks" | "isMinor">,
  missing: readonly string[],
): Context {
  return contextWith({ ...asks, isMinor }, (pointer) => missing.includes(pointer));
}

/** Of a submission: everything may be there, and what was not asked is empty. */
export const SUBMITTED: Context = contextWith(
  { researchArea: true, studyDates: true, recommenders: 1, studyPlanWords: 0, isMinor: true },
  () => true,
);
