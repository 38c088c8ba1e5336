import { useState } from "preact/hooks";
import type { Semester } from "../../api/types";
import { showDate } from "../../domain/time";
import { useLanguage } from "../../hooks/language";
import { Await } from "../../ui/await";
import { Button } from "../../ui/button";
import { DataTable } from "../../ui/data-table";
import { DoneText } from "../../ui/done";
import { Deadline, Instant } from "../../ui/instant";
import { Page } from "../../ui/page";
import { useTexts } from "../../ui/use-texts";
import { SemesterForm } from "../semester-form";
import { useSemesters } from "../use-semesters";
import { useConsoleTexts } from "../use-texts";

/** The semesters, and in each the window in which a cohort registers (S73, S74). */
export default function SemestersPage() {
  const texts = useTexts();
  const t = useConsoleTexts().semesters;
  const semesters = useSemesters();
  const [open, setOpen] = useState<Semester | "new" | null>(null);
  const [saved, setSaved] = useState(false);
  const begin = (what: Semester | "new") => {
    setSaved(false);
    setOpen(what);
  };
  return (
    <Page title={t.title} caption={texts.consoleName} wide>
      {saved && <DoneText text={t.saved} />}
      {open !== null ? (
        <SemesterForm
          semester={open === "new" ? null : open}
          onCancel={() => setOpen(null)}
          onSaved={async () => {
            await semesters.reload();
            setOpen(null);
            setSaved(true);
          }}
        />
      ) : (
        <>
          <Button onClick={() => begin("new")}>{t.add}</Button>
          <Await loaded={semesters}>
            {({ items }) => (
              <>
                {items.length === 0 && <p class="govuk-body">{t.none}</p>}
                {items.map((semester) => (
                  <Card key={semester.id} semester={semester} onEdit={() => begin(semester)} />
                ))}
              </>
            )}
          </Await>
        </>
      )}
    </Page>
  );
}

function Card({ semester, onEdit }: { semester: Semester; onEdit: () => void }) {
  const { read, locale } = useLanguage();
  const texts = useTexts();
  const t = useConsoleTexts().semesters;
  const { id, name, startsOn, endsOn, windows } = semester;
  return (
    <section class="site-card" aria-labelledby={id}>
      <h2 class="govuk-heading-m" id={id}>
        {read(name)}
      </h2>
      <p class="govuk-body">
        {texts.student.until(showDate(startsOn, locale), showDate(endsOn, locale))} <span class="site-muted">{id}</span>
      </p>
      {windows.length === 0 ? (
        <p class="govuk-body">{t.noWindows}</p>
      ) : (
        <DataTable
          caption={t.windows}
          items={windows}
          keyOf={({ cohort }) => cohort}
          columns={[
            { heading: t.cohort, anywhere: true, cell: ({ cohort }) => cohort },
            { heading: t.opensOn, cell: ({ opensAt }) => <Instant at={opensAt} /> },
            { heading: t.closesOn, cell: ({ closesAt }) => <Deadline at={closesAt} /> },
          ]}
        />
      )}
      <Button secondary onClick={onEdit}>
        {t.edit}
        <span class="govuk-visually-hidden"> {read(name)}</span>
      </Button>
    </section>
  );
}
