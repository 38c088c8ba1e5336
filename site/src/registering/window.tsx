import type { ComponentChildren } from "preact";
import type { RegistrationWindow } from "../api/types";
import { showDate } from "../domain/time";
import { useLanguage } from "../hooks/language";
import { Deadline, Instant } from "../ui/instant";
import { SummaryList } from "../ui/summary-list";
import type { SummaryRow } from "../ui/summary-list";
import { useTexts } from "../ui/use-texts";
import { useRegisteringTexts } from "./use-texts";

interface Props {
  window: RegistrationWindow;
  /** Whether something else says how it stands. */
  silent?: boolean;
  children?: ComponentChildren;
}

/** Whether one can register, when it opens or closed, and what the office does today (S73, S74). */
export function Window({ window, silent = false, children }: Props) {
  const { read } = useLanguage();
  const texts = useTexts();
  const t = useRegisteringTexts().studies;
  return (
    <section class="site-card" aria-labelledby="window">
      <h2 class="govuk-heading-m" id="window">
        {texts.navigation.registration}
        {window.semester && `: ${read(window.semester.name)}`}
      </h2>
      {!silent && (
        <p class="govuk-body">
          <strong>{window.text}</strong>
        </p>
      )}
      {window.extended && <p class="govuk-body">{t.extended}</p>}
      <Times window={window} />
      {children}
    </section>
  );
}

function Times({ window }: { window: RegistrationWindow }) {
  const { locale } = useLanguage();
  const t = useRegisteringTexts().studies;
  const { state, opensAt, closesAt, officeClosedUntil, answersBy } = window;
  const rows: SummaryRow[] = [];
  if (opensAt) rows.push({ key: state === "not_yet_open" ? t.opens : t.opened, value: <Instant at={opensAt} /> });
  if (closesAt) rows.push({ key: state === "closed" ? t.closed : t.closes, value: <Deadline at={closesAt} /> });
  if (officeClosedUntil) rows.push({ key: t.office, value: t.officeClosed(showDate(officeClosedUntil, locale)) });
  if (state === "open" && answersBy) rows.push({ key: t.answer, value: t.answersBy(showDate(answersBy, locale)) });
  return rows.length > 0 ? <SummaryList rows={rows} /> : null;
}
