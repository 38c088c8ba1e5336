import type { ApplicationStatus } from "../api/types";
import { Instant } from "../ui/instant";
import { useApplyingTexts } from "./use-texts";

/** What has happened to an application, the latest first (S67). */
export function Timeline({ history }: Pick<ApplicationStatus, "history">) {
  const t = useApplyingTexts().history;
  return (
    <section aria-labelledby="history">
      <h2 class="govuk-heading-m" id="history">
        {t.heading}
      </h2>
      <ol class="site-timeline" reversed>
        {[...history].reverse().map(({ at, event }) => (
          <li key={`${at} ${event}`}>
            <span>{t.events[event]}</span>
            <br />
            <span class="govuk-body-s site-muted">
              <Instant at={at} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
