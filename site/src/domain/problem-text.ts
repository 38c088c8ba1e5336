import type { Problem } from "../api/problem";
import type { Texts } from "../texts/en";

/** The id of the field that a JSON pointer means: its last part. */
export function fieldOf(pointer: string): string {
  return pointer.slice(pointer.lastIndexOf("/") + 1);
}

/** The text of each field's error, by the field's id. */
export function errorsByField(problem: Problem | null): Record<string, string> {
  return Object.fromEntries((problem?.errors ?? []).map(({ pointer, detail }) => [fieldOf(pointer), detail]));
}

/** A sentence for the reader: the service's own, which comes in the reader's language, else one of the site's. */
export function problemText(problem: Problem, texts: Texts): string {
  if (problem.status === 0) return texts.errors.noConnection;
  return problem.detail || texts.errors.unexpected;
}
