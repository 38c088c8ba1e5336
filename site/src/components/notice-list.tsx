import type { Notice } from "../api/types";
import { useLanguage } from "../language";
import { Instant } from "./instant";

/** Notices in the account (S66), newest first. */
export function NoticeList({ notices }: { notices: readonly Notice[] }) {
  const { texts } = useLanguage();
  if (notices.length === 0) return <p class="govuk-body">{texts.notices.none}</p>;
  return (
    <ul class="site-notices">
      {notices.map((notice) => (
        <li key={notice.id} class="site-card">
          <h3 class="govuk-heading-s">{notice.title}</h3>
          <p class="govuk-body site-prewrapped">{notice.text}</p>
          <p class="govuk-body-s site-muted">
            <Instant at={notice.createdAt} />
          </p>
        </li>
      ))}
    </ul>
  );
}
