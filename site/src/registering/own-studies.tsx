import type { ComponentChildren } from "preact";
import { api, reply } from "../api/client";
import { isProblem } from "../api/problem";
import type { OwnStudentRecord, RegistrationWindow } from "../api/types";
import { useLanguage } from "../hooks/language";
import { useLoaded } from "../hooks/use-loaded";
import { paths } from "../paths";
import { Await } from "../ui/await";
import { useStudentRows } from "../ui/student";
import { SummaryList } from "../ui/summary-list";
import { useRegisteringTexts } from "./use-texts";
import { Window } from "./window";

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

interface Props {
  /** What follows from the window: the way to the registration. */
  children?: (window: RegistrationWindow) => ComponentChildren;
  /** Whether what follows says how a registration stands, in place of when one registers. */
  childrenSay?: boolean;
}

/** The reader's own record and window of registration, or how to come by the record. */
export function OwnStudies({ children, childrenSay = false }: Props) {
  const { language } = useLanguage();
  const loaded = useLoaded(readStudies, [], language);
  return (
    <Await loaded={loaded}>
      {({ studies }) =>
        studies === null ? (
          <NoRecord />
        ) : (
          <>
            <Window window={studies.window} silent={childrenSay && Boolean(studies.window.registration)}>
              {children?.(studies.window)}
            </Window>
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
