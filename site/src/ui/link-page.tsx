import type { Action } from "../hooks/use-action";
import { Button, ButtonLink } from "./button";
import { Page } from "./page";
import { useTexts } from "./use-texts";

interface Props {
  texts: { title: string; lead: string; confirm: string };
  /** What the link carries; empty where it was cut off. */
  code: string;
  /** What the press of the button does. */
  confirm: Action<[]>;
  /** Where who cannot go on with the link goes instead. */
  instead: { href: string; text: string };
}

/** The page of a link in a mail that does something only once a person presses the button. */
export function LinkPage({ texts: t, code, confirm, instead }: Props) {
  const texts = useTexts();
  if (code === "") {
    return (
      <Page title={t.title}>
        <p class="govuk-body">{texts.links.incomplete}</p>
        <ButtonLink href={instead.href}>{instead.text}</ButtonLink>
      </Page>
    );
  }
  return (
    <Page title={t.title} errors={confirm}>
      <p class="govuk-body">{t.lead}</p>
      <Button busy={confirm.busy} onClick={() => void confirm.run()}>
        {t.confirm}
      </Button>
      {confirm.problem && confirm.problem.status !== 0 && (
        <p class="govuk-body">
          <a class="govuk-link" href={instead.href}>
            {instead.text}
          </a>
        </p>
      )}
    </Page>
  );
}
