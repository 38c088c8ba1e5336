import { useState } from "preact/hooks";
import type { RosterChange, RosterReply } from "../api/types";
import { countryName } from "../domain/places";
import { useLanguage } from "../hooks/language";
import { Bullets } from "../ui/bullets";
import { Button } from "../ui/button";
import { DataTable } from "../ui/data-table";
import { Lines } from "../ui/lines";
import { useTexts } from "../ui/use-texts";
import { useConsoleTexts } from "./use-texts";

/** Students that are shown at once: a file may have thousands. */
const SHOWN = 100;

/** In this order: what cannot be taken back by looking away comes first. */
const KINDS = ["left", "changed", "added"] as const satisfies readonly RosterChange["kind"][];

/** What a file changes, student by student, and what is against it. */
export function RosterChanges({ reply: { changes, refused, unchanged } }: { reply: RosterReply }) {
  const t = useConsoleTexts().roster;
  return (
    <div aria-live="polite">
      {refused.length > 0 && (
        <section aria-labelledby="refused">
          <h3 class="govuk-heading-s" id="refused">
            {t.refused(refused.length)}
          </h3>
          <p class="govuk-body">{t.refusedText}</p>
          <Bullets lines={refused.map(({ detail }) => detail)} />
        </section>
      )}
      {changes.length === 0 && refused.length === 0 && <p class="govuk-body">{t.nothing}</p>}
      {KINDS.map((kind) => (
        <Changes key={kind} kind={kind} changes={changes.filter((change) => change.kind === kind)} />
      ))}
      {unchanged > 0 && <p class="govuk-body">{t.unchanged(unchanged)}</p>}
    </div>
  );
}

interface ChangesProps {
  kind: RosterChange["kind"];
  changes: readonly RosterChange[];
}

function Changes({ kind, changes }: ChangesProps) {
  const texts = useTexts();
  const t = useConsoleTexts().roster;
  const [shown, setShown] = useState(SHOWN);
  if (changes.length === 0) return null;
  return (
    <section aria-labelledby={kind}>
      <h3 class="govuk-heading-s" id={kind}>
        {t.headings[kind](changes.length)}
      </h3>
      {kind === "left" && <p class="govuk-body">{t.leftText}</p>}
      <DataTable
        caption={t.kinds[kind]}
        items={changes.slice(0, shown)}
        keyOf={({ number, name }) => `${number} ${name}`}
        columns={[
          { heading: texts.student.number, anywhere: true, cell: ({ number }) => number },
          { heading: texts.student.name, anywhere: true, cell: ({ name }) => name },
          { heading: t.line, cell: ({ line }) => line ?? t.notInFile },
          ...(kind === "added"
            ? []
            : [{ heading: t.fields, anywhere: true, cell: (change: RosterChange) => <Fields change={change} /> }]),
          ...(changes.some(({ resembling }) => resembling.length > 0)
            ? [{ heading: t.mind, anywhere: true, cell: (change: RosterChange) => <Resembling change={change} /> }]
            : []),
        ]}
      />
      {changes.length > shown && (
        <Button secondary onClick={() => setShown(shown + SHOWN)}>
          {texts.showMore}
        </Button>
      )}
    </section>
  );
}

/** Who may be the same person with another passport: nobody is met by a name, so this is for the registrar to judge. */
function Resembling({ change: { resembling } }: { change: RosterChange }) {
  const t = useConsoleTexts().roster;
  return resembling.length === 0 ? null : <>{t.resembling(resembling.join(", "))}</>;
}

/** What differs, before and after. */
function Fields({ change: { fields } }: { change: RosterChange }) {
  const texts = useTexts();
  const t = useConsoleTexts().roster;
  const { locale } = useLanguage();
  const states: Record<string, string> = texts.student.states;
  const genders: Record<string, string> = t.genders;
  const columns: Record<string, string> = t.columns;
  const shown = (field: string, value: string | null | undefined) => {
    if (!value) return t.empty;
    if (field === "nationality") return countryName(value, locale);
    if (field === "gender") return genders[value] ?? value;
    return field === "state" ? (states[value] ?? value) : value;
  };
  const lines = fields.map(({ field, before, after }) =>
    t.becomes(columns[field] ?? field, shown(field, before), shown(field, after)),
  );
  return <Lines lines={lines} />;
}
