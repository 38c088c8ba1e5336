import { useEffect, useState } from "preact/hooks";
import { focusTitle } from "../hooks/focus-title";
import { Button } from "../ui/button";
import { ErrorSummary } from "../ui/error-summary";
import { CheckboxField } from "../ui/fields";
import { useTexts } from "../ui/use-texts";
import { useAccountTexts } from "./use-texts";

interface Props {
  codes: readonly string[];
  /** Called when the reader says that the codes are kept. */
  onKept: () => void;
}

/** Ten recovery codes, shown this once: to copy, to download, to print. */
export function RecoveryCodes({ codes, onKept }: Props) {
  const texts = useTexts();
  const t = useAccountTexts().recoveryCodes;
  const [kept, setKept] = useState(false);
  const [refused, setRefused] = useState(0);
  const [copied, setCopied] = useState<"yes" | "no" | null>(null);
  useEffect(() => focusTitle(), []);
  useWarningBeforeLeaving();

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(codes.join("\n"));
      setCopied("yes");
    } catch {
      setCopied("no");
    }
  }
  function goOn(event: Event): void {
    event.preventDefault();
    if (kept) onKept();
    else setRefused(refused + 1);
  }

  return (
    <form noValidate onSubmit={goOn}>
      {refused > 0 && !kept && <ErrorSummary answer={refused} lines={[{ text: t.keptMissing, href: "#kept" }]} />}
      <p class="govuk-body">{t.lead}</p>
      <ol class="site-codes" aria-label={texts.recoveryCodes.title}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div class="govuk-button-group site-no-print">
        <Button secondary onClick={() => void copy()}>
          {t.copy}
        </Button>
        <a class="govuk-button govuk-button--secondary" href={asFile(codes, t.fileHeading)} download={t.fileName}>
          {t.download}
        </a>
        <Button secondary onClick={() => print()}>
          {t.print}
        </Button>
      </div>
      <p class="govuk-body site-no-print" role="status">
        {copied === "yes" && t.copied}
        {copied === "no" && t.notCopied}
      </p>
      <div class="site-no-print">
        <CheckboxField
          id="kept"
          label={t.kept}
          checked={kept}
          onChecked={setKept}
          error={refused > 0 && !kept ? t.keptMissing : undefined}
        />
        <Button>{t.goOn}</Button>
      </div>
    </form>
  );
}

/** The codes as a text file that the page itself holds: they go nowhere. */
function asFile(codes: readonly string[], heading: string): string {
  const lines = [heading, location.origin, "", ...codes, ""].join("\r\n");
  return `data:text/plain;charset=utf-8,${encodeURIComponent(lines)}`;
}

/** The codes are shown once: leaving by accident is asked about. */
function useWarningBeforeLeaving(): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, []);
}
