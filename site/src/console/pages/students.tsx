import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import type { StudentSummary } from "../../api/types";
import { useLanguage } from "../../hooks/language";
import { usePages } from "../../hooks/use-pages";
import { paths } from "../../paths";
import { Await } from "../../ui/await";
import { Button } from "../../ui/button";
import { DataTable } from "../../ui/data-table";
import { TextField } from "../../ui/fields";
import { MoreButton } from "../../ui/more-button";
import { Page } from "../../ui/page";
import { StudentStateTag } from "../../ui/student";
import { useTexts } from "../../ui/use-texts";
import { useConsoleTexts } from "../use-texts";

/** The students, found by how their number or their name begins. */
export default function StudentsPage() {
  const texts = useTexts();
  const t = useConsoleTexts().students;
  const [typed, setTyped] = useState("");
  // What is looked for stands in no address of the page, so that no history keeps it.
  const [text, setText] = useState("");
  const pages = usePages((cursor) => readStudents(text, cursor), [text]);
  return (
    <Page title={t.title} caption={texts.consoleName} wide>
      <form
        role="search"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setText(typed.trim());
        }}
      >
        <TextField id="text" type="search" label={t.text} hint={t.textHint} value={typed} onValue={setTyped} />
        <Button>{t.find}</Button>
      </form>
      <Await loaded={pages.list}>
        {({ items, next }) => (
          <>
            <p class="govuk-body" role="status">
              {t.count(items.length, Boolean(next))}
            </p>
            {items.length > 0 && <StudentTable students={items} />}
            <MoreButton {...pages} />
          </>
        )}
      </Await>
    </Page>
  );
}

function readStudents(text: string, cursor?: string) {
  const query = { ...(text && { text }), ...(cursor && { cursor }) };
  return reply(api.GET("/api/staff/students", { params: { query } }));
}

function StudentTable({ students }: { students: readonly StudentSummary[] }) {
  const { read } = useLanguage();
  const { student: t } = useTexts();
  return (
    <DataTable
      caption={useConsoleTexts().students.title}
      items={students}
      keyOf={({ id }) => id}
      columns={[
        {
          heading: t.number,
          anywhere: true,
          cell: ({ id, number }) => (
            <a class="govuk-link" href={paths.student({ studentId: id })}>
              {number}
            </a>
          ),
        },
        {
          heading: t.name,
          anywhere: true,
          cell: ({ name, chineseName }) => (
            <>
              {name}
              {chineseName && ` ${chineseName}`}
            </>
          ),
        },
        {
          heading: t.programme,
          anywhere: true,
          cell: ({ programme, cohort }) => (
            <>
              {programme && read(programme)}
              {cohort && (
                <>
                  <br />
                  <span class="site-muted">{cohort}</span>
                </>
              )}
            </>
          ),
        },
        { heading: t.state, cell: ({ state }) => <StudentStateTag state={state.is} /> },
      ]}
    />
  );
}
