import type { DecisionOutcome, Proposal } from "../api/types";
import { showDate } from "../domain/time";
import { useLanguage } from "../hooks/language";
import { Lines } from "../ui/lines";
import type { SummaryRow } from "../ui/summary-list";
import { useConsoleTexts } from "./use-texts";

/** What a decision rests on. */
type Grounds = Pick<Proposal, "reasons" | "conditions" | "noteToApplicant" | "justification" | "withoutPlace">;

/** Shows what a decision rests on: the same whether it is proposed or made. */
export function useGrounds(): (grounds: Grounds, outcome: DecisionOutcome) => SummaryRow[] {
  const { read, locale } = useLanguage();
  const { proposal: t, decision } = useConsoleTexts();
  return (grounds, outcome) => {
    const reasons = (grounds.reasons ?? []).map((code) => decision.reasonNames[code]);
    const conditions = (grounds.conditions ?? []).map(({ code, note, dueOn }) =>
      [
        decision.conditionNames[code],
        ...(note ? [read({ en: note.en || note.zh, zh: note.zh || note.en })] : []),
        ...(dueOn ? [showDate(dueOn, locale)] : []),
      ].join(", "),
    );
    return [
      { key: decision.reasons, value: <Given lines={reasons} /> },
      ...(outcome === "accept" ? [{ key: decision.conditions, value: <Given lines={conditions} /> }] : []),
      { key: t.note, value: <span class="site-prewrapped">{grounds.noteToApplicant ?? t.none}</span> },
      ...(grounds.justification
        ? [{ key: decision.justification, value: <span class="site-prewrapped">{grounds.justification}</span> }]
        : []),
      ...(grounds.withoutPlace ? [{ key: decision.places, value: decision.withoutPlace }] : []),
    ];
  };
}

function Given({ lines }: { lines: readonly string[] }) {
  const t = useConsoleTexts().proposal;
  return lines.length === 0 ? <>{t.none}</> : <Lines lines={lines} />;
}
