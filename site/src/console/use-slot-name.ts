import type { ReviewDetails } from "../api/types";
import { useLanguage } from "../hooks/language";
import { useConsoleTexts } from "./use-texts";

/** What a kind of document is called: as its programme has it, or, where that is not at hand, as most do. */
export function useSlotName(slots: ReviewDetails["slots"] = []): (slot: string) => string {
  const { read } = useLanguage();
  const own = useConsoleTexts();
  const names: Partial<Record<string, string>> = own.slotNames;
  return (code) => {
    const named = slots.find(({ slot }) => slot === code);
    return named ? read(named.name) : (names[code] ?? code);
  };
}
