import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import { useApplication } from "../../api/reading";
import { mistake, useForm } from "../../hooks/use-form";
import { paths } from "../../paths";
import { ApplicationPage } from "../../ui/application-page";
import { Await } from "../../ui/await";
import { PageProblem } from "../../ui/error-summary";
import { TextArea } from "../../ui/fields";
import { goWith } from "../../ui/hand-over";
import { Deadline } from "../../ui/instant";
import { SubmitButton } from "../../ui/submit-button";
import { useApplyingTexts } from "../use-texts";

/** The longest appeal, in characters. */
const LONGEST = 2000;

/** Objecting to a decision, once. */
export default function AppealPage({ applicationId }: { applicationId: string }) {
  const t = useApplyingTexts().appeal;
  const application = useApplication(applicationId);
  return (
    <ApplicationPage title={t.title} application={application} applicationId={applicationId}>
      <Await loaded={application}>
        {({ id, appealUntil }) =>
          appealUntil ? (
            <>
              <p class="govuk-body">{t.lead}</p>
              <p class="govuk-body">
                {t.until}: <Deadline at={appealUntil} />
              </p>
              <Appeal applicationId={id} />
            </>
          ) : (
            <p class="govuk-inset-text">{t.closed}</p>
          )
        }
      </Await>
    </ApplicationPage>
  );
}

function Appeal({ applicationId }: { applicationId: string }) {
  const t = useApplyingTexts().appeal;
  const [text, setText] = useState("");
  const form = useForm(
    text.trim(),
    (text) => {
      if (text === "") return [mistake("text", t.missing)];
      return [...text].length > LONGEST ? [mistake("text", t.tooLong(LONGEST))] : [];
    },
    async () => {
      const params = { path: { applicationId } };
      const body = { text: text.trim() };
      await reply(api.POST("/api/applications/{applicationId}/appeal", { params, body }));
      goWith(paths.application({ applicationId }), { done: "appealed" });
    },
  );
  return (
    <form noValidate onSubmit={form.submit}>
      <PageProblem of={form} />
      <TextArea
        id="text"
        label={t.text}
        hint={t.hint(LONGEST)}
        value={text}
        onValue={setText}
        rows={10}
        error={form.errors.text}
      />
      <SubmitButton form={form}>{t.submit}</SubmitButton>
    </form>
  );
}
