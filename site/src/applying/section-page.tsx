import { useApplication } from "../api/reading";
import type { Application, SectionName } from "../api/types";
import { reopenedFields } from "../domain/application-state";
import { contextOf } from "../form/application/context";
import { SECTIONS, sectionOf } from "../form/application/sections";
import { useApplicationLabels } from "../form/application/use-texts";
import { SectionSummary } from "../form/section-summary";
import type { Fields } from "../form/spec";
import { useWording } from "../form/use-wording";
import { paths } from "../paths";
import { ApplicationPage } from "../ui/application-page";
import { Await } from "../ui/await";
import { SectionForm } from "./section-form";
import { useApplyingTexts } from "./use-texts";

interface Props {
  section: SectionName;
  applicationId: string;
}

/** A step of the form (S36-S38): filled in while the application is a draft, read afterwards (S58). */
export function SectionPage({ section, applicationId }: Props) {
  const labels = useApplicationLabels();
  const wording = useWording(labels);
  const application = useApplication(applicationId);
  return (
    <ApplicationPage title={labels.sections[section].title} application={application} applicationId={applicationId}>
      <Await loaded={application}>
        {(content) => (
          <>
            <Steps application={content} current={section} />
            {content.state === "draft" || reopenedFields(content, section).length > 0 ? (
              <SectionForm
                key={content.version}
                section={sectionOf(section)}
                application={content}
                reload={() => void application.reload()}
              />
            ) : (
              <>
                <Locked application={content} />
                <SectionSummary
                  section={sectionOf(section)}
                  wording={wording}
                  fields={content.sections[section].fields as Fields}
                  context={contextOf(content, [])}
                />
              </>
            )}
          </>
        )}
      </Await>
    </ApplicationPage>
  );
}

/** Every step, to be gone to from any other (S56). */
function Steps({ application, current }: { application: Application; current: SectionName }) {
  const t = useApplyingTexts().steps;
  const labels = useApplicationLabels();
  return (
    <nav class="site-form-steps" aria-label={t.label}>
      <ol>
        {SECTIONS.map(({ name }) => (
          <li key={name}>
            <a
              class="govuk-link"
              href={paths.sections[name]({ applicationId: application.id })}
              aria-current={name === current ? "step" : undefined}
            >
              {labels.sections[name].title}
            </a>
            {application.sections[name].complete && (
              <span class="site-form-steps__done">
                {" "}
                <span aria-hidden="true">✓</span>
                <span class="govuk-visually-hidden">({t.done})</span>
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Why nothing can be changed here. */
function Locked({ application }: { application: Application }) {
  const t = useApplyingTexts();
  if (application.state === "withdrawn") return null;
  return (
    <p class="govuk-inset-text">
      {application.state === "revision_requested" ? t.revision.nothingHere : t.application.locked}
    </p>
  );
}
