import { useCatalogue } from "../../api/catalogue";
import { api, reply } from "../../api/client";
import type { Catalogue, Programme } from "../../api/types";
import { namesIn } from "../../domain/catalogue";
import { showMoney } from "../../domain/money";
import { showTakes } from "../../form/documents/files";
import { useDocumentTexts } from "../../form/documents/use-texts";
import { useLanguage } from "../../hooks/language";
import { usePlace } from "../../hooks/place";
import { useLoaded } from "../../hooks/use-loaded";
import { paths, withQuery } from "../../paths";
import { Await } from "../../ui/await";
import { Deadline } from "../../ui/instant";
import { Lines } from "../../ui/lines";
import { Page } from "../../ui/page";
import { SummaryList } from "../../ui/summary-list";
import { useTexts } from "../../ui/use-texts";
import { Apply } from "../apply";
import { useAdmits } from "../eligibility";
import { Guide } from "../guide";
import { useApplyingTexts } from "../use-texts";

/** A programme with its guide, which is agreed to by starting an application (S1-S3, S30). */
export default function ProgrammePage({ programmeId }: { programmeId: string }) {
  const { read } = useLanguage();
  const t = useApplyingTexts().programme;
  const { query } = usePlace();
  const loaded = useLoaded(
    () => reply(api.GET("/api/programmes/{programmeId}", { params: { path: { programmeId } } })),
    [programmeId],
  );
  const catalogue = useCatalogue();
  const programme = loaded.content;
  return (
    <Page
      title={programme ? read(programme.name) : t.title}
      caption={programme ? read(programme.department.name) : undefined}
      back={{ href: withQuery(paths.programmes, query), text: t.backToSearch }}
    >
      <Await loaded={loaded}>
        {(programme) => (
          <>
            <Facts programme={programme} catalogue={catalogue.content} />
            <Guide guide={programme.guide} />
            <Checklist programme={programme} />
            <Apply programme={programme} reload={() => void loaded.reload()} />
          </>
        )}
      </Await>
    </Page>
  );
}

/** The fee under the funding category chosen; undefined where none is. */
function useFee(programme: Programme) {
  const { query } = usePlace();
  return programme.fundingCategories.find(({ id }) => id === query.get("fundingCategory"))?.fee;
}

function Facts({ programme, catalogue }: { programme: Programme; catalogue: Catalogue | null }) {
  const { read, locale } = useLanguage();
  const texts = useTexts();
  const own = useApplyingTexts();
  const t = own.programmes;
  const fee = useFee(programme);
  const { seats } = programme;
  const admits = useAdmits(programme);
  const feeText =
    fee === undefined ? t.feeByCategory : fee === null ? texts.application.feeWaived : showMoney(fee, locale);
  return (
    <SummaryList
      rows={[
        { key: t.major, value: read(programme.major) },
        ...(programme.researchArea ? [{ key: t.researchArea, value: read(programme.researchArea) }] : []),
        { key: t.teachingLanguage, value: t.teachingLanguages[programme.teachingLanguage] },
        { key: texts.application.intake, value: namesIn(catalogue, read).intake(programme.intake) },
        { key: t.duration, value: t.months(programme.durationMonths) },
        { key: t.fee, value: feeText },
        { key: t.closes, value: <Deadline at={programme.closesAt} /> },
        ...(seats
          ? [
              {
                key: own.programme.seats,
                value: own.programme.seatsLeft(Math.max(0, seats.total - seats.taken), seats.total),
              },
            ]
          : []),
        ...(admits.length > 0 ? [{ key: own.programme.admits, value: <Lines lines={admits} /> }] : []),
      ]}
    />
  );
}

function Checklist({ programme }: { programme: Programme }) {
  const documents = useDocumentTexts();
  const { read, locale } = useLanguage();
  const t = useApplyingTexts().programme;
  return (
    <section aria-labelledby="checklist">
      <h2 class="govuk-heading-m" id="checklist">
        {t.checklist}
      </h2>
      <ul class="govuk-list govuk-list--spaced site-checklist">
        {programme.checklist.map((row) => (
          <li key={row.slot}>
            <strong>{read(row.name)}</strong>{" "}
            <span class="site-muted">{row.required ? documents.required : documents.optional}</span>
            <br />
            <span class="site-muted">
              {showTakes(row, documents, locale)}
              {row.validMonths && ` ${documents.validMonths(row.validMonths)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
