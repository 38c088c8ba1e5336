import { useApplication } from "../../api/reading";
import { isActive } from "../../domain/application-state";
import { paths, withQuery } from "../../paths";
import { ApplicationPage } from "../../ui/application-page";
import { Await } from "../../ui/await";
import { ButtonLink } from "../../ui/button";
import { useApplyingTexts } from "../use-texts";

/** Beginning again with what was entered, with what it means said before. */
export default function RestartPage({ applicationId }: { applicationId: string }) {
  const t = useApplyingTexts().restart;
  const application = useApplication(applicationId);
  return (
    <ApplicationPage title={t.title} application={application} applicationId={applicationId}>
      <Await loaded={application}>
        {(content) => (
          <>
            <p class="govuk-body">{t.lead}</p>
            <ul class="govuk-list govuk-list--bullet">
              {t.means.map((meaning) => (
                <li key={meaning}>{meaning}</li>
              ))}
              {isActive(content) && <li>{t.replaces}</li>}
              {content.state === "accepted" && <li>{t.accepted}</li>}
              {content.feeState === "settled" && <li>{t.feePaid}</li>}
            </ul>
            <ButtonLink
              href={withQuery(paths.programmes, { from: applicationId, fromVersion: String(content.version) })}
            >
              {t.choose}
            </ButtonLink>
          </>
        )}
      </Await>
    </ApplicationPage>
  );
}
