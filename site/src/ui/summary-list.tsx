import type { ComponentChildren } from "preact";
import { plain } from "../domain/words";
import type { Words } from "../domain/words";
import { Said } from "./said";

/** A line of the list; `change` leads to where it can be changed. */
export interface SummaryRow {
  key: Words;
  value: ComponentChildren;
  change?: { href: string; text: string } | undefined;
}

/** Names and their values. */
export function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  return (
    <dl class="govuk-summary-list">
      {rows.map((row) => (
        <div class="govuk-summary-list__row" key={plain(row.key)}>
          <dt class="govuk-summary-list__key">
            <Said words={row.key} />
          </dt>
          <dd class="govuk-summary-list__value">{row.value}</dd>
          {row.change && (
            <dd class="govuk-summary-list__actions">
              <a class="govuk-link" href={row.change.href}>
                {row.change.text}
                <span class="govuk-visually-hidden">
                  {" "}
                  <Said words={row.key} />
                </span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
