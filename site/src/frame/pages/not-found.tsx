import { paths } from "../../paths";
import { Page } from "../../ui/page";
import { useTexts } from "../../ui/use-texts";

/** The answer to an address that leads nowhere. */
export default function NotFoundPage() {
  const texts = useTexts();
  return (
    <Page title={texts.notFound.title}>
      <p class="govuk-body">{texts.notFound.text}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={paths.home}>
          {texts.notFound.home}
        </a>
      </p>
    </Page>
  );
}
