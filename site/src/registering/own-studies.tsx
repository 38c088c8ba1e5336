import { api, reply } from "../api/client";
import { isProblem } from "../api/problem";
import type { OwnStudentRecord, RegistrationWindow } from "../api/types";
import { showDate } from "../domain/time";
import { useLanguage } from "../hooks/language";
import { useLoaded } from "../hooks/use-loaded";
import { paths } from "../paths";
import { Await } from "../ui/await";
import { Deadline, Instant } from "../ui/instant";
import { useStudentRows } from "../ui/student";
import { SummaryList } from "../ui/summary-list";
import type { SummaryRow } from "../ui/summary-list";
import { useTexts } from "../ui/use-texts";
import { useRegisteringTexts } from "./use-texts";

/** A student's record, and when they register. */
interface Studies {
  record: OwnStudentRecord;
  window: RegistrationWindow;
}

/** The studies of the reader; none where the account has no record. */
async function readStudies(): Promise<{ studies: Studies | null }> {
  try {
    const [record, window] = await Promise.all([
      reply(api.GET("/api/student-record")),
      reply(api.GET("/api/registration-window")),
    ]);
    return { studies: { record, window } };
  } catch (error) {
    if (isProblem(error, "not_found")) return { studies: null };
    throw error;
  }
}

/** The reader's own record and window of registration, or how to come by the record. */
export function OwnStudies() {
  const { language } = useLanguage();
  const loaded = useLoaded(readStudies, [], language);
  return (
    <Await loaded={loaded}>
      {({ studies }) =>
        studies === null ? (
          <NoRecord />
        ) : (
          <>
            <Window window={studies.window} />
            <Record record={studies.record} />
          </>
        )
      }
    </Await>
  );
}

function NoRecord() {
  const t = useRegisteringTexts().studies;
  return (
    <section class="site-card" aria-labelledby="studies">
      <h2 class="govuk-heading-m" id="studies">
        {t.noneHeading}
      </h2>
      <p class="govuk-body">{t.noneText}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={paths.claimStudentRecord}>
          {t.claim}
        </a>
      </p>
    </section>
  );
}

function Record({ record }: { record: OwnStudentRecord }) {
  const { read } = useLanguage();
  const t = useRegisteringTexts().studies;
  const rows = useStudentRows(record);
  const semester = record.semester ? [{ key: t.semester, value: read(record.semester.name) }] : [];
  return (
    <section aria-labelledby="record">
      <h2 class="govuk-heading-m" id="record">
        {t.recordHeading}
      </h2>
      <SummaryList rows={[...rows, ...semester]} />
    </section>
  );
}

/** Whether one can register, when it opens or closed, and what the office does today (S73, S74). */
function Window({ window }: { window: RegistrationWindow }) {
  const { read } = useLanguage();
  const texts = useTexts();
  const t = useRegisteringTexts().studies;
  return (
    <section class="site-card" aria-labelledby="window">
      <h2 class="govuk-heading-m" id="window">
        {texts.navigation.registration}
        {window.semester && `: ${read(window.semester.name)}`}
      </h2>
      <p class="govuk-body">
        <strong>{window.text}</strong>
      </p>
      {window.extended && <p class="govuk-body">{t.extended}</p>}
      <Times window={window} />
    </section>
  );
}

function Times({ window }: { window: RegistrationWindow }) {
  const { locale } = useLanguage();
  const t = useRegisteringTexts().studies;
  const { state, opensAt, closesAt, officeClosedUntil, answersBy } = window;
  const rows: SummaryRow[] = [];
  if (opensAt) rows.push({ key: state === "not_yet_open" ? t.opens : t.opened, value: <Instant at={opensAt} /> });
  if (closesAt) rows.push({ key: state === "closed" ? t.closed : t.closes, value: <Deadline at={closesAt} /> });
  if (officeClosedUntil) rows.push({ key: t.office, value: t.officeClosed(showDate(officeClosedUntil, locale)) });
  if (state === "open" && answersBy) rows.push({ key: t.answer, value: t.answersBy(showDate(answersBy, locale)) });
  return rows.length > 0 ? <SummaryList rows={rows} /> : null;
}
