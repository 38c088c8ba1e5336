import { useLanguage } from "../hooks/language";
import { SummaryList } from "../ui/summary-list";
import type { SummaryRow } from "../ui/summary-list";
import type { Context, Fields, SectionSpec } from "./spec";
import { useFormTexts } from "./use-form-texts";
import { isGiven, placed, showLabel, showValue } from "./values";

interface SummaryProps {
  section: SectionSpec;
  fields: Fields;
  context: Context;
  /** Leaves out what was not given. */
  onlyGiven?: boolean;
  /** Where an entry can be changed, by its pointer. */
  change?: (pointer: string) => SummaryRow["change"];
}

/** A section for reading. */
export function SectionSummary({ section, fields, context, onlyGiven = false, change }: SummaryProps) {
  const { texts, locale } = useLanguage();
  const t = useFormTexts();
  const all = placed(section, fields, context);
  const rows = all
    .filter((field) => !onlyGiven || isGiven(field))
    .map((field) => ({
      key: showLabel(section.name, field.pointer, t),
      value: <span class="site-prewrapped">{showValue(field, t, texts.notGiven, locale)}</span>,
      change: change?.(field.pointer),
    }));
  return <SummaryList rows={rows} />;
}
