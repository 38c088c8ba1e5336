import type { RegistrationReview } from "../api/types";
import { useConsoleTexts } from "./use-texts";

interface Props {
  document: Pick<RegistrationReview["items"][number]["documents"][number], "url" | "contentType" | "fileName">;
  /** What it is. */
  name: string;
}

/** A document beside what it proves (S110): a picture is seen at once, and in a new tab as large as it is. */
export function Proof({ document: { url, contentType, fileName }, name }: Props) {
  const t = useConsoleTexts().review;
  return (
    <>
      <a class="govuk-link" href={url} target="_blank" rel="noreferrer noopener">
        {contentType.startsWith("image/") && <img class="site-proof" src={url} alt="" loading="lazy" />}
        {name} <span class="govuk-visually-hidden">{t.newTab}</span>
      </a>
      <br />
      <span class="site-muted site-anywhere">{fileName}</span>
    </>
  );
}
