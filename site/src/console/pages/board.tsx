import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import type { DeadlineKind, FallingDeadline, RegisteringStudent, Semester } from "../../api/types";
import { beijingDay, showDate } from "../../domain/time";
import { useLanguage } from "../../hooks/language";
import { usePlace } from "../../hooks/place";
import { usePages } from "../../hooks/use-pages";
import { paths, withQuery } from "../../paths";
import { Await } from "../../ui/await";
import { DataTable } from "../../ui/data-table";
import { DayField, SelectField } from "../../ui/fields";
import { MoreButton } from "../../ui/more-button";
import { Page } from "../../ui/page";
import { Tag } from "../../ui/tag";
import { useTexts } from "../../ui/use-texts";
import { Reminders, SaveAs } from "../board-actions";
import { useSemesters } from "../use-semesters";
import { useConsoleTexts } from "../use-texts";

const LISTS = ["registrations", "falling"] as const;
const STANDINGS = ["unregistered", "not_begun", "draft", "returned", "ready_for_review", "approved", "all"] as const;
const DEADLINES = [
  "residence_permit",
  "visa",
  "passport",
  "insurance",
  "accommodation",
  "first_permit",
  "permit_transfer",
] as const satisfies readonly DeadlineKind[];

type StandingChoice = (typeof STANDINGS)[number];

/** Who has not registered, and whose papers end when. */
export default function BoardPage() {
  const texts = useTexts();
  const t = useConsoleTexts().board;
  const { query } = usePlace();
  const list = LISTS.find((each) => each === query.get("list")) ?? "registrations";
  return (
    <Page title={t.title} caption={texts.consoleName} wide>
      <nav class="site-tabs" aria-label={t.label}>
        <ul>
          {LISTS.map((each) => (
            <li key={each}>
              <a
                class="govuk-link"
                href={withQuery(paths.board, each === "registrations" ? {} : { list: each })}
                aria-current={each === list ? "page" : undefined}
              >
                {t[each]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {list === "registrations" ? <Registrations /> : <Falling />}
    </Page>
  );
}

/** How the students of a cohort stand to a semester. */
function Registrations() {
  const t = useConsoleTexts().board;
  const semesters = useSemesters();
  return (
    <Await loaded={semesters}>
      {({ items }) => (items.length === 0 ? <p class="govuk-body">{t.noSemesters}</p> : <OfSemesters items={items} />)}
    </Await>
  );
}

function OfSemesters({ items }: { items: readonly Semester[] }) {
  const { read } = useLanguage();
  const t = useConsoleTexts().board;
  const [chosen, setSemester] = useState(items[0]?.id ?? "");
  const windows = items.find(({ id }) => id === chosen)?.windows ?? [];
  const [wanted, setCohort] = useState("");
  const cohort = windows.some((window) => window.cohort === wanted) ? wanted : (windows[0]?.cohort ?? "");
  const [standing, setStanding] = useState<StandingChoice>("unregistered");
  return (
    <>
      <SelectField
        id="semester"
        label={t.semester}
        value={chosen}
        onValue={setSemester}
        choices={items.map(({ id, name }) => ({ value: id, text: read(name) }))}
      />
      <SelectField
        id="cohort"
        label={t.cohort}
        value={cohort}
        onValue={setCohort}
        choices={windows.map(({ cohort }) => ({ value: cohort, text: cohort }))}
      />
      <SelectField
        id="standing"
        label={t.standing}
        value={standing}
        onValue={(value) => setStanding(value as StandingChoice)}
        choices={STANDINGS.map((value) => ({ value, text: t.standings[value] }))}
      />
      {cohort !== "" && <OfCohort semester={chosen} cohort={cohort} standing={standing} />}
    </>
  );
}

interface OfCohortProps {
  semester: string;
  cohort: string;
  standing: StandingChoice;
}

function OfCohort(search: OfCohortProps) {
  const { semester, cohort, standing } = search;
  const t = useConsoleTexts().board;
  const read = (cursor?: string) =>
    reply(api.GET("/api/staff/registrations", { params: { query: { ...search, ...(cursor && { cursor }) } } }));
  const pages = usePages(read, [semester, cohort, standing]);
  const file = (format: "csv" | "xlsx") =>
    reply(
      api.GET("/api/staff/registrations/export", { params: { query: { ...search, format } }, parseAs: "blob" }),
    ) as Promise<Blob>;
  return (
    <Await loaded={pages.list}>
      {({ items, next }) => (
        <>
          <p class="govuk-body" role="status">
            {t.count(items.length, Boolean(next))}
          </p>
          {items.length > 0 && <RegistrationTable items={items} />}
          <MoreButton {...pages} />
          <SaveAs name={`registrations-${semester}-${cohort}`} read={file} />
          <Reminders
            key={`${semester}-${cohort}-${standing}-${items.length}`}
            about={{ is: "registration", semester }}
            students={items.map(({ student }) => student)}
          />
        </>
      )}
    </Await>
  );
}

function RegistrationTable({ items }: { items: readonly RegisteringStudent[] }) {
  const { student: s } = useTexts();
  const t = useConsoleTexts().board;
  return (
    <DataTable
      caption={t.registrations}
      items={items}
      keyOf={({ student }) => student.id}
      columns={[
        { heading: s.number, anywhere: true, cell: ({ student }) => <StudentLink {...student} /> },
        { heading: s.name, anywhere: true, cell: ({ student }) => student.name },
        { heading: t.standing, cell: ({ standing }) => t.standings[standing] },
      ]}
    />
  );
}

/** Whose papers end until a day, and who has something to do until then. */
function Falling() {
  const t = useConsoleTexts();
  const [deadline, setDeadline] = useState<DeadlineKind>("residence_permit");
  const [until, setUntil] = useState(() => beijingDay(new Date(Date.now() + 90 * 86_400_000).toISOString()));
  const [cohort, setCohort] = useState("");
  const cohorts = useCohorts();
  return (
    <>
      <SelectField
        id="deadline"
        label={t.board.deadline}
        value={deadline}
        onValue={(value) => setDeadline(value as DeadlineKind)}
        choices={DEADLINES.map((value) => ({ value, text: t.deadlines[value] }))}
      />
      <DayField id="until" label={t.board.until} value={until} onValue={setUntil} />
      {cohorts.length > 0 && (
        <SelectField
          id="cohort"
          label={t.board.cohort}
          value={cohort}
          onValue={setCohort}
          choices={cohorts.map((value) => ({ value, text: value }))}
          empty={t.board.everyCohort}
        />
      )}
      {until !== "" && <FallingUntil deadline={deadline} until={until} {...(cohort !== "" && { cohort })} />}
    </>
  );
}

/** The cohorts that have a window in any semester; none until they are known. */
function useCohorts(): string[] {
  const semesters = useSemesters().content?.items ?? [];
  return [...new Set(semesters.flatMap(({ windows }) => windows.map(({ cohort }) => cohort)))].sort();
}

interface FallingProps {
  deadline: DeadlineKind;
  until: string;
  cohort?: string;
}

function FallingUntil(search: FallingProps) {
  const { deadline, until, cohort } = search;
  const t = useConsoleTexts().board;
  const read = (cursor?: string) =>
    reply(api.GET("/api/staff/deadlines", { params: { query: { ...search, ...(cursor && { cursor }) } } }));
  const pages = usePages(read, [deadline, until, cohort]);
  const file = (format: "csv" | "xlsx") =>
    reply(
      api.GET("/api/staff/deadlines/export", { params: { query: { ...search, format } }, parseAs: "blob" }),
    ) as Promise<Blob>;
  return (
    <Await loaded={pages.list}>
      {({ items, next }) => (
        <>
          <p class="govuk-body" role="status">
            {t.count(items.length, Boolean(next))}
          </p>
          {items.length > 0 && <FallingTable items={items} />}
          <MoreButton {...pages} />
          <SaveAs name={`${deadline}-until-${until}`} read={file} />
          <Reminders
            key={`${deadline}-${until}-${cohort}-${items.length}`}
            about={{ is: "deadline", deadline }}
            students={items.map(({ student }) => student)}
          />
        </>
      )}
    </Await>
  );
}

function FallingTable({ items }: { items: readonly FallingDeadline[] }) {
  const { locale } = useLanguage();
  const { student: s } = useTexts();
  const t = useConsoleTexts();
  return (
    <DataTable
      caption={t.board.falling}
      items={items}
      keyOf={({ student }) => student.id}
      columns={[
        { heading: s.number, anywhere: true, cell: ({ student }) => <StudentLink {...student} /> },
        { heading: s.name, anywhere: true, cell: ({ student }) => student.name },
        {
          heading: t.board.lastDay,
          cell: ({ date: { lastDay, isOver } }) => (
            <>
              {showDate(lastDay, locale)} {isOver && <Tag colour="red">{t.dates.over}</Tag>}
            </>
          ),
        },
      ]}
    />
  );
}

function StudentLink({ id, number }: { id: string; number: string }) {
  return (
    <a class="govuk-link" href={paths.student({ studentId: id })}>
      {number}
    </a>
  );
}
