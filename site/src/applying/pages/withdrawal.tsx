import { api, reply } from "../../api/client";
import { Problem } from "../../api/problem";
import { useApplication } from "../../api/reading";
import type { Application } from "../../api/types";
import { isActive } from "../../domain/application-state";
import { mistake, useForm } from "../../hooks/use-form";
import { useTick } from "../../hooks/use-tick";
import { paths } from "../../paths";
import { ApplicationPage } from "../../ui/application-page";
import { Await } from "../../ui/await";
import { PageProblem } from "../../ui/error-summary";
import { CheckboxField } from "../../ui/fields";
import { goWith } from "../../ui/hand-over";
import { SubmitButton } from "../../ui/submit-button";
import { useApplyingTexts } from "../use-texts";

/** Taking an application back, with what it means said before. */
export default function WithdrawalPage({ applicationId }: { applicationId: string }) {
  const t = useApplyingTexts().withdrawal;
  const application = useApplication(applicationId);
  return (
    <ApplicationPage title={t.title} application={application} applicationId={applicationId}>
      <Await loaded={application}>
        {(content) =>
          isActive(content) ? (
            <Withdraw application={content} reload={application.reload} />
          ) : (
            <p class="govuk-inset-text">{t.closed}</p>
          )
        }
      </Await>
    </ApplicationPage>
  );
}

interface Props {
  application: Application;
  reload: () => Promise<void>;
}

function Withdraw({ application, reload }: Props) {
  const t = useApplyingTexts().withdrawal;
  const { id, version } = application;
  const sure = useTick(version);
  const form = useForm(
    sure.ticked,
    (sure) => (sure ? [] : [mistake("sure", t.sureMissing)]),
    async () => {
      const params = { path: { applicationId: id } };
      try {
        await reply(api.POST("/api/applications/{applicationId}/withdrawal", { params, body: { version } }));
      } catch (error) {
        // Something has changed meanwhile, perhaps what withdrawing means: it is shown before it is asked again.
        if (error instanceof Problem && error.status === 409) await reload();
        throw error;
      }
      goWith(paths.application({ applicationId: id }), { done: "application_withdrawn" });
    },
  );
  return (
    <form noValidate onSubmit={form.submit}>
      <PageProblem of={form} />
      <p class="govuk-body">{t.lead}</p>
      <ul class="govuk-list govuk-list--bullet">
        {application.state === "accepted" && <li>{t.accepted}</li>}
        {t.means.map((meaning) => (
          <li key={meaning}>{meaning}</li>
        ))}
        {application.feeState === "settled" && <li>{t.feePaid}</li>}
        <li>{t.keeps}</li>
      </ul>
      <p class="govuk-inset-text">
        {t.restart}{" "}
        <a class="govuk-link" href={paths.restart({ applicationId: id })}>
          {useApplyingTexts().restart.title}
        </a>
      </p>
      {sure.outdated && <p class="govuk-inset-text">{t.changed}</p>}
      <CheckboxField id="sure" label={t.sure} checked={sure.ticked} onChecked={sure.set} error={form.errors.sure} />
      <SubmitButton form={form} warning>
        {t.submit}
      </SubmitButton>
    </form>
  );
}
