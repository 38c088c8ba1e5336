import { SummaryList } from "../ui/summary-list";
import type { SummaryRow } from "../ui/summary-list";
import type { Context, Fields, SectionSpec } from "./spec";
import type { Wording } from "./use-wording";
import { isGiven, placed } from "./values";

interface Props {
  section: SectionSpec;
  wording: Wording;
  fields: Fields;
  context: Context;
  /** Leaves out what was not given. */
  onlyGiven?: boolean;
  /** Where an entry can be changed, by its pointer. */
  change?: (pointer: string) => SummaryRow["change"];
}

/** A section for reading. */
export function SectionSummary({ section, wording, fields, context, onlyGiven = false, change }: Props) {
  const rows = placed(section, fields, context)
    .filter((field) => !onlyGiven || isGiven(field))
    .map((field) => ({
      key: wording.heading(section.name, field.pointer),
      value: <span class="site-prewrapped">{wording.value(field)}</span>,
      change: change?.(field.pointer),
    }));
  return <SummaryList rows={rows} />;
}
