import type { Application } from "../../api/types";
import type { Context } from "../spec";

/** What the conditions of an application's form look at beside the answers. */
type ApplicationFacts = Application["asks"] & {
  /** Under 18 when the studies begin. */
  isMinor: boolean;
};

const contextWith = (facts: ApplicationFacts, isMissing: Context["isMissing"]): Context => ({ facts, isMissing });

/** What the conditions of an application's form look at; the service misses what stands at the pointers. */
export function contextOf(
  { asks, intakeStarts, sections }: Pick<Application, "asks" | "intakeStarts" | "sections">,
  missing: readonly string[],
): Context {
  const isMinor = isUnder18(sections.basic_information.fields.birthDate, intakeStarts);
  return contextWith({ ...asks, isMinor }, (pointer) => missing.includes(pointer));
}

function isUnder18(born: string | null | undefined, day: string): boolean {
  if (!born || !/^\d{4}-\d\d-\d\d$/.test(born)) return false;
  return `${Number(born.slice(0, 4)) + 18}${born.slice(4)}` > day;
}

/** Of a submission: everything may be there, and what was not asked is empty. */
export const SUBMITTED: Context = contextWith(
  { researchArea: true, studyDates: true, recommenders: 1, studyPlanWords: 0, isMinor: true },
  () => true,
);
