import { useEffect, useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import type { LetterAnswer } from "../../api/types";
import { showDate } from "../../domain/time";
import { useLanguage } from "../../hooks/language";
import { mistake, useForm } from "../../hooks/use-form";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/fields";
import { Page } from "../../ui/page";
import { SubmitButton } from "../../ui/submit-button";
import { SummaryList } from "../../ui/summary-list";
import { useLetterTexts } from "../use-texts";

/** What the QR code of a letter holds: its number, and its code behind the last dot. */
function readScanned(): { number: string; code: string } | null {
  const [, number, code] = /^#([^.]+)\.([0-9A-Za-z]+)$/.exec(unescaped(location.hash)) ?? [];
  return number && code ? { number, code } : null;
}

/** What a damaged code says is read as it stands. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whoever has a letter before them learns whether it is one of ours, and good (S103). */
export default function VerifyLetterPage() {
  const t = useLetterTexts().verify;
  const [scanned, setScanned] = useState(readScanned);
  useEffect(() => {
    const take = () => {
      const another = readScanned();
      if (another === null) return;
      // Once read it leaves the address, so that the history does not keep it.
      history.replaceState(null, "", location.pathname);
      setScanned(another);
    };
    take();
    addEventListener("hashchange", take);
    return () => removeEventListener("hashchange", take);
  }, []);
  const [number, setNumber] = useState("");
  const [code, setCode] = useState("");
  const [answer, setAnswer] = useState<LetterAnswer | null>(null);
  useEffect(() => setAnswer(null), [scanned]);
  const asked = scanned ?? { number: number.trim(), code: code.trim() };
  const form = useForm(
    asked,
    ({ number, code }) => [
      ...(number === "" ? [mistake("number", t.numberMissing)] : []),
      ...(code === "" ? [mistake("code", t.codeMissing)] : []),
    ],
    async () => setAnswer(await reply(api.POST("/api/letter-checks", { body: asked }))),
  );
  if (answer !== null) {
    const again = () => {
      setScanned(null);
      setAnswer(null);
    };
    return <Answer answer={answer} onAgain={again} />;
  }
  return (
    <Page title={t.title} errors={form}>
      <p class="govuk-body">{t.lead}</p>
      <form noValidate onSubmit={form.submit}>
        {scanned ? (
          <>
            <p class="govuk-body">{t.scanned}</p>
            <SummaryList rows={[{ key: t.number, value: scanned.number }]} />
          </>
        ) : (
          <>
            <TextField
              id="number"
              label={t.number}
              hint={t.numberHint}
              value={number}
              onValue={setNumber}
              width={20}
              error={form.errors.number}
            />
            <TextField
              id="code"
              label={t.code}
              hint={t.codeHint}
              value={code}
              onValue={setCode}
              width={20}
              error={form.errors.code}
            />
          </>
        )}
        <SubmitButton form={form}>{t.ask}</SubmitButton>
      </form>
    </Page>
  );
}

/** The number, the initials and the last day: nothing else is known here. */
function Answer({ answer, onAgain }: { answer: LetterAnswer; onAgain: () => void }) {
  const { locale } = useLanguage();
  const t = useLetterTexts().verify;
  const { state, number, initials, validUntil } = answer;
  return (
    <Page title={t.title}>
      <div role="status">
        <h2 class="govuk-heading-m">{t.heading[state]}</h2>
        {state === "not_known" ? (
          <p class="govuk-body">{t.notKnown}</p>
        ) : (
          <>
            <p class="govuk-body">{t.compare}</p>
            <SummaryList
              rows={[
                { key: t.number, value: number },
                { key: t.initials, value: initials },
                { key: t.validUntil, value: validUntil && showDate(validUntil, locale) },
              ]}
            />
          </>
        )}
      </div>
      <Button secondary onClick={onAgain}>
        {t.another}
      </Button>
    </Page>
  );
}
