import type { Problem } from "../api/problem";
import type { Texts } from "./texts/en";

/** A sentence for the reader: the service's own, which comes in the reader's language, else one of the site's. */
export function problemText(problem: Problem, texts: Texts): string {
  if (problem.status === 0) return texts.errors.noConnection;
  return problem.detail || texts.errors.unexpected;
}
