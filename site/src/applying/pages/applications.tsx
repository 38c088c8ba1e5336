import { useCatalogue } from "../../api/catalogue";
import { api, reply } from "../../api/client";
import { readNotices, withRead } from "../../api/notices";
import type { ApplicationSummary } from "../../api/types";
import { namesIn } from "../../domain/catalogue";
import { useLanguage } from "../../hooks/language";
import { useLoaded } from "../../hooks/use-loaded";
import { usePages } from "../../hooks/use-pages";
import { paths } from "../../paths";
import { Await } from "../../ui/await";
import { ButtonLink } from "../../ui/button";
import { Instant } from "../../ui/instant";
import { MoreButton } from "../../ui/more-button";
import { Page } from "../../ui/page";
import { StateTag } from "../../ui/state-tag";
import { useTexts } from "../../ui/use-texts";
import { NoticeList } from "../notice-list";
import { useApplyingTexts } from "../use-texts";

/** How many notices the home page shows. */
const NOTICES_SHOWN = 3;

/** The applicant's home: applications with their status, latest notices, "Start application" (S29, S67). */
export default function ApplicationsPage() {
  const own = useApplyingTexts();
  const { language } = useLanguage();
  const applications = usePages(readApplications, []);
  const notices = useLoaded(() => readNotices(), [], language);
  const t = own.applications;
  return (
    <Page title={t.title} wide>
      <Await loaded={applications.list}>
        {({ items }) =>
          items.length === 0 ? (
            <div class="site-card">
              <p class="govuk-body">{t.none}</p>
              <p class="govuk-body">
                <a class="govuk-link" href={paths.services}>
                  {t.isStudent}
                </a>
              </p>
            </div>
          ) : (
            <ul class="site-results">
              {items.map((application) => (
                <Row key={application.id} application={application} />
              ))}
            </ul>
          )
        }
      </Await>
      <MoreButton {...applications} />
      <ButtonLink href={paths.programmes}>{t.start}</ButtonLink>
      <h2 class="govuk-heading-m">{own.notices.latest}</h2>
      <Await loaded={notices}>
        {(page) => (
          <>
            <NoticeList
              notices={page.items.slice(0, NOTICES_SHOWN)}
              level="h3"
              onRead={(read) => notices.replace(withRead(page, read))}
            />
            {page.items.length > NOTICES_SHOWN && (
              <p class="govuk-body">
                <a class="govuk-link" href={paths.notices}>
                  {own.notices.all}
                </a>
              </p>
            )}
          </>
        )}
      </Await>
    </Page>
  );
}

function readApplications(cursor?: string) {
  return reply(api.GET("/api/applications", { params: { query: cursor ? { cursor } : {} } }));
}

function Row({ application }: { application: ApplicationSummary }) {
  const { read } = useLanguage();
  const texts = useTexts();
  const t = useApplyingTexts().applications;
  const names = namesIn(useCatalogue().content, read);
  return (
    <li class="site-card site-result">
      <div>
        <h2 class="govuk-heading-s">
          <a class="govuk-link" href={paths.application({ applicationId: application.id })}>
            {read(application.programme.name)}
          </a>
        </h2>
        <p class="govuk-body-s">
          {names.intake(application.intake)}
          <br />
          {application.submittedAt ? texts.application.submitted : t.changed}:{" "}
          <Instant at={application.submittedAt ?? application.updatedAt} />
        </p>
      </div>
      <div class="site-result__action">
        <StateTag state={application.state} />
      </div>
    </li>
  );
}
