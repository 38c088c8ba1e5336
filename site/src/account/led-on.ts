import { safeNext } from "../paths";

/** In this tab only, and until it is read: which page the reader wanted before going to the university. */
const WANTED = "sojourn-wanted";

/** Notes where the reader shall be led on to, once the university has led back; `null` where nowhere in particular. */
export function noteWanted(next: string | null): void {
  if (next === null) sessionStorage.removeItem(WANTED);
  else sessionStorage.setItem(WANTED, next);
}

/** Where the reader is led on to: what was noted, and only ever a page of this site. It is noted no more. */
export function takeWanted(otherwise: string): string {
  const next = sessionStorage.getItem(WANTED);
  sessionStorage.removeItem(WANTED);
  return safeNext(next, otherwise);
}
