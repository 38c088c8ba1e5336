import { api, reply } from "../api/client";
import { useCatalogue } from "../api/catalogue";
import { intentKey, settle } from "../api/idempotency";
import { Problem, isProblem } from "../api/problem";
import type { Catalogue, Programme } from "../api/types";
import { Await } from "../components/await";
import { Button, ButtonLink } from "../components/button";
import { ProblemSummary } from "../components/error-summary";
import { Deadline } from "../components/instant";
import { Page } from "../components/page";
import { Paragraphs } from "../components/paragraphs";
import { SummaryList } from "../components/summary-list";
import { showTakes } from "../domain/files";
import { showMoney } from "../domain/money";
import { showDate } from "../domain/time";
import { useAction } from "../hooks/use-action";
import { useLoaded } from "../hooks/use-loaded";
import { useLanguage } from "../language";
import { go, usePlace } from "../router";
import { useSession } from "../session";

/** A programme with its guide, which is agreed to by starting an application (S1-S3, S30). */
export default function ProgrammePage({ programmeId = "" }: { programmeId?: string }) {
  const { texts, read } = useLanguage();
  const { query } = usePlace();
  const loaded = useLoaded(
    () => reply(api.GET("/api/programmes/{programmeId}", { params: { path: { programmeId } } })),
    [programmeId],
  );
  const catalogue = useCatalogue();
  const programme = loaded.content;
  return (
    <Page
      title={programme ? read(programme.name) : texts.programme.title}
      caption={programme ? read(programme.department.name) : undefined}
      back={{ href: backToSearch(query), text: texts.programme.backToSearch }}
    >
      <Await loaded={loaded}>
        {(programme) => (
          <>
            <Facts programme={programme} catalogue={catalogue.content} />
            <Guide programme={programme} />
            <Checklist programme={programme} />
            <Apply programme={programme} reload={() => void loaded.reload()} />
          </>
        )}
      </Await>
    </Page>
  );
}

function backToSearch(query: URLSearchParams): string {
  const kept = query.toString();
  return kept === "" ? "/programmes" : `/programmes?${kept}`;
}

/** The fee under the funding category chosen; undefined where none is. */
function useFee(programme: Programme) {
  const { query } = usePlace();
  return programme.fundingCategories.find(({ id }) => id === query.get("fundingCategory"))?.fee;
}

function Facts({ programme, catalogue }: { programme: Programme; catalogue: Catalogue | null }) {
  const { texts, read, locale } = useLanguage();
  const t = texts.programmes;
  const fee = useFee(programme);
  const intake = catalogue?.intakes.find(({ id }) => id === programme.intake)?.name;
  const feeText = fee === undefined ? t.feeByCategory : fee === null ? t.feeWaived : showMoney(fee, locale);
  return (
    <SummaryList
      rows={[
        { key: t.major, value: read(programme.major) },
        ...(programme.researchArea ? [{ key: t.researchArea, value: read(programme.researchArea) }] : []),
        { key: t.teachingLanguage, value: t.teachingLanguages[programme.teachingLanguage] },
        { key: t.steps.intake.label, value: intake ? read(intake) : programme.intake },
        { key: t.duration, value: t.months(programme.durationMonths) },
        { key: t.fee, value: feeText },
        { key: t.closes, value: <Deadline at={programme.closesAt} /> },
      ]}
    />
  );
}

function Guide({ programme: { guide } }: { programme: Programme }) {
  const { texts, read, locale } = useLanguage();
  const t = texts.programme;
  return (
    <section class="site-guide" aria-labelledby="guide">
      <h2 class="govuk-heading-m" id="guide">
        {t.guide}
      </h2>
      <p class="govuk-body-s site-muted">
        {t.guideFrom(read(guide.publisher), showDate(guide.publishedAt, locale), guide.version)}
      </p>
      <h3 class="govuk-heading-s">{t.requirements}</h3>
      <Paragraphs text={read(guide.requirements)} />
      <h3 class="govuk-heading-s">{t.documents}</h3>
      <Paragraphs text={read(guide.documentsNote)} />
      <h3 class="govuk-heading-s">{t.deadline}</h3>
      <Paragraphs text={read(guide.deadlineNote)} />
      <div class="govuk-warning-text">
        <span class="govuk-warning-text__icon" aria-hidden="true">
          !
        </span>
        <strong class="govuk-warning-text__text">
          <span class="govuk-visually-hidden">{t.warning}</span>
          {t.warningText}
        </strong>
      </div>
    </section>
  );
}

function Checklist({ programme }: { programme: Programme }) {
  const { texts, read, locale } = useLanguage();
  const t = texts.programme;
  return (
    <section aria-labelledby="checklist">
      <h2 class="govuk-heading-m" id="checklist">
        {t.checklist}
      </h2>
      <ul class="govuk-list govuk-list--spaced site-checklist">
        {programme.checklist.map((row) => (
          <li key={row.slot}>
            <strong>{read(row.name)}</strong> <span class="site-muted">{row.required ? t.required : t.optional}</span>
            <br />
            <span class="site-muted">
              {showTakes(row, texts, locale)}
              {row.validMonths && ` ${texts.documents.validMonths(row.validMonths)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Apply({ programme, reload }: { programme: Programme; reload: () => void }) {
  const { texts } = useLanguage();
  const { query } = usePlace();
  const session = useSession();
  const t = texts.programme;
  const fundingCategory = query.get("fundingCategory");
  const admissionType = query.get("admissionType");
  const intake = query.get("intake") ?? programme.intake;

  const start = useAction(async () => {
    const intent = `start ${programme.id} ${fundingCategory} ${admissionType} ${intake} ${programme.guide.version}`;
    try {
      const application = await reply(
        api.POST("/api/applications", {
          params: { header: { "Idempotency-Key": intentKey(intent) } },
          body: {
            programmeId: programme.id,
            fundingCategory: fundingCategory ?? "",
            admissionType: admissionType ?? "",
            intake,
            guideVersion: programme.guide.version,
          },
        }),
      );
      settle(intent);
      go(`/applications/${application.id}`);
    } catch (error) {
      if (error instanceof Problem && error.status !== 0) settle(intent);
      if (isProblem(error, "guide_changed")) reload();
      throw error;
    }
  });

  if (!programme.open) return <p class="govuk-inset-text">{t.closed}</p>;
  if (!fundingCategory || !admissionType) return <ButtonLink href="/programmes">{t.chooseFirst}</ButtonLink>;
  if (session.state !== "signed_in") {
    const here = encodeURIComponent(location.pathname + location.search);
    return (
      <>
        <p class="govuk-body">{t.signInFirst}</p>
        <ButtonLink href={`/sign-in?next=${here}`}>{t.signInAndApply}</ButtonLink>
      </>
    );
  }
  return (
    <>
      {start.problem && <ProblemSummary problem={start.problem} />}
      {isProblem(start.problem, "active_application_exists") && (
        <p class="govuk-body">
          <a class="govuk-link" href="/applications">
            {texts.home.toApplications}
          </a>
        </p>
      )}
      <p class="govuk-body">{t.agreeText}</p>
      <Button busy={start.busy} onClick={() => void start.run()}>
        {t.agree}
      </Button>
    </>
  );
}
