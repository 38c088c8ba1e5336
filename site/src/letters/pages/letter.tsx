import { api, reply } from "../../api/client";
import type { OwnLetter } from "../../api/types";
import { showDate } from "../../domain/time";
import { useLanguage } from "../../hooks/language";
import { useLoaded } from "../../hooks/use-loaded";
import { paths } from "../../paths";
import { Await } from "../../ui/await";
import { Instant } from "../../ui/instant";
import { Page } from "../../ui/page";
import { SummaryList } from "../../ui/summary-list";
import type { SummaryRow } from "../../ui/summary-list";
import { Collection } from "../collection";
import { NewPermit } from "../new-permit";
import { useLetterTexts } from "../use-texts";

/** A student's letter: where it is, how it is collected (S103), and the new permit that follows (S104). */
export default function LetterPage({ registrationId }: { registrationId: string }) {
  const { read } = useLanguage();
  const t = useLetterTexts().letter;
  const params = { path: { registrationId } };
  const letter = useLoaded(
    () => reply(api.GET("/api/registrations/{registrationId}/letter", { params })),
    [registrationId],
  );
  const semester = letter.content?.semester;
  return (
    <Page title={t.title} caption={semester && read(semester.name)} back={{ href: paths.registration, text: t.back }}>
      <Await loaded={letter}>
        {(content) => (
          <>
            <Letter letter={content} />
            <Collection registrationId={registrationId} letter={content} reload={letter.reload} />
            {content.letter && <NewPermit registrationId={registrationId} />}
          </>
        )}
      </Await>
    </Page>
  );
}

function Letter({ letter: { state, letter, file, collectedAt } }: { letter: OwnLetter }) {
  const { locale } = useLanguage();
  const t = useLetterTexts().letter;
  const rows: SummaryRow[] = letter
    ? [
        { key: t.number, value: letter.number },
        { key: t.issuedOn, value: showDate(letter.issuedOn, locale) },
        { key: t.validUntil, value: showDate(letter.validUntil, locale) },
      ]
    : [];
  if (collectedAt) rows.push({ key: t.collectedAt, value: <Instant at={collectedAt} /> });
  return (
    <>
      <p class="govuk-body" role="status">
        <strong>{t.states[state]}</strong>
      </p>
      {rows.length > 0 && <SummaryList rows={rows} />}
      {file && (
        <p class="govuk-body">
          <a class="govuk-link" href={file.url} rel="noreferrer">
            {t.download}
          </a>
        </p>
      )}
    </>
  );
}
