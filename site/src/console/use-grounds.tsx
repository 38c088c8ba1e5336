import type { DecisionOutcome, Proposal } from "../api/types";
import { showDate } from "../domain/time";
import { useLanguage } from "../hooks/language";
import type { SummaryRow } from "../ui/summary-list";
import { useConsoleTexts } from "./use-texts";

/** What a decision rests on. */
type Grounds = Pick<Proposal, "reasons" | "conditions" | "noteToApplicant" | "override" | "withoutPlace">;

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
      { key: decision.reasons, value: <Lines lines={reasons} /> },
      ...(outcome === "accept" ? [{ key: decision.conditions, value: <Lines lines={conditions} /> }] : []),
      { key: t.note, value: <span class="site-prewrapped">{grounds.noteToApplicant ?? t.none}</span> },
      ...(grounds.override
        ? [{ key: decision.override, value: <span class="site-prewrapped">{grounds.override}</span> }]
        : []),
      ...(grounds.withoutPlace ? [{ key: decision.places, value: decision.withoutPlace }] : []),
    ];
  };
}

function Lines({ lines }: { lines: readonly string[] }) {
  const t = useConsoleTexts().proposal;
  if (lines.length === 0) return <>{t.none}</>;
  return (
    <ul class="govuk-list site-lines">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
