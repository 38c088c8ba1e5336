import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import { useOwnAccount } from "../../api/own-account";
import type { Account } from "../../api/types";
import { focusTitle } from "../../hooks/focus-title";
import { useAction } from "../../hooks/use-action";
import { mistake, useForm } from "../../hooks/use-form";
import { paths } from "../../paths";
import { Bullets } from "../../ui/bullets";
import { Button } from "../../ui/button";
import { DoneText } from "../../ui/done";
import { ErrorSummary, ProblemSummary } from "../../ui/error-summary";
import { CheckboxField } from "../../ui/fields";
import { Instant } from "../../ui/instant";
import { useErrorsOfPage } from "../../ui/page-errors";
import { problemText } from "../../ui/problem-text";
import { SubmitButton } from "../../ui/submit-button";
import { useTexts } from "../../ui/use-texts";
import { AccountPage } from "../account-page";
import { PasswordAgain, passwordAgainMistakes } from "../password-again";
import { useAccountTexts } from "../use-texts";

/** Deleting the account: what goes, what stays and why, asking for it, taking it back. */
export default function DeletionPage() {
  const t = useAccountTexts().deletion;
  return (
    <AccountPage title={t.title}>
      {(account) =>
        account.deletion ? <Scheduled deletion={account.deletion} /> : <AskForDeletion account={account} />
      }
    </AccountPage>
  );
}

function AskForDeletion({ account }: { account: Account }) {
  const own = useAccountTexts();
  const texts = useTexts();
  const t = own.deletion;
  const { reload } = useOwnAccount();
  const [password, setPassword] = useState("");
  const [understood, setUnderstood] = useState(false);
  const form = useForm(
    { password, understood },
    ({ password, understood }) => [
      ...passwordAgainMistakes(password, own),
      ...(understood ? [] : [mistake("understood", t.understoodMissing)]),
    ],
    async () => {
      await reply(api.POST("/api/account/deletion", { body: { password } }));
      await reload();
      focusTitle();
    },
  );
  const { problem } = form;
  useErrorsOfPage(problem !== null);
  const refused = problem?.code === "deletion_refused" ? problem : null;
  return (
    <>
      {refused && (
        <ErrorSummary
          answer={form.answer}
          lines={[{ text: problemText(refused, texts) }, ...refused.errors.map(({ detail }) => ({ text: detail }))]}
        />
      )}
      {problem && !refused && <ProblemSummary problem={problem} answer={form.answer} />}
      <p class="govuk-body">{t.lead}</p>
      <List heading={t.erasedHeading} items={t.erased} />
      <List heading={t.keptHeading} items={t.kept} />
      <p class="govuk-body">
        {t.exportFirst}{" "}
        <a class="govuk-link" href={paths.export}>
          {own.export.title}
        </a>
      </p>
      <form noValidate onSubmit={form.submit}>
        <h2 class="govuk-heading-m">{t.askHeading}</h2>
        <PasswordAgain userName={account.userName} value={password} onValue={setPassword} errors={form.errors} />
        <CheckboxField
          id="understood"
          label={t.understood}
          checked={understood}
          onChecked={setUnderstood}
          error={form.errors.understood}
        />
        <SubmitButton form={form} warning>
          {t.submit}
        </SubmitButton>
      </form>
    </>
  );
}

function List({ heading, items }: { heading: string; items: readonly string[] }) {
  return (
    <>
      <h2 class="govuk-heading-s">{heading}</h2>
      <Bullets lines={items} />
    </>
  );
}

function Scheduled({ deletion }: { deletion: NonNullable<Account["deletion"]> }) {
  const texts = useTexts();
  const t = useAccountTexts().deletion;
  const { reload } = useOwnAccount();
  const cancel = useAction(async () => {
    await reply(api.DELETE("/api/account/deletion"));
    await reload();
    focusTitle();
  });
  return (
    <>
      <ProblemSummary problem={cancel.problem} />
      {deletion.hindrances.length > 0 ? (
        <>
          <List
            heading={texts.banners.deletionHeld}
            items={deletion.hindrances.map((hindrance) => t.hindrances[hindrance])}
          />
          <p class="govuk-body">{t.heldUntil}</p>
          <p class="govuk-body">
            {t.lookedAtAgain}: <Instant at={deletion.dueAt} />
          </p>
        </>
      ) : (
        <>
          <DoneText text={t.scheduled} />
          <p class="govuk-body">
            {t.due}: <Instant at={deletion.dueAt} />
          </p>
        </>
      )}
      <p class="govuk-body">{t.untilThen}</p>
      <Button busy={cancel.busy} onClick={() => void cancel.run()}>
        {t.cancel}
      </Button>
    </>
  );
}
