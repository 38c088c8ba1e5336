import type { Registration } from "../api/types";
import { Tag } from "../ui/tag";
import type { TagColour } from "../ui/tag";
import type { RegisteringTexts } from "./texts/en";
import { useRegisteringTexts } from "./use-texts";

const COLOURS: Record<Registration["state"], TagColour> = {
  draft: "yellow",
  ready_for_review: "blue",
  returned: "orange",
  approved: "green",
};

/** Where a registration is on its way, in a word: nobody has returned what is open for who has entered China. */
export function StateOfRegistration({ state, enteredChina }: Pick<Registration, "state" | "enteredChina">) {
  const t = useRegisteringTexts().registration;
  return <Tag colour={COLOURS[state]}>{enteredChina ? t.enteredChina : t.states[state]}</Tag>;
}

/** What becomes of a registration that was submitted; `null` while it is with the student. */
export function outlook({ state, facts }: Registration, t: RegisteringTexts["registration"]): string | null {
  if (state === "ready_for_review") return t.next.ready_for_review;
  if (state === "approved") return facts.inChina ? t.next.approvedInChina : t.next.approvedAbroad;
  return null;
}
