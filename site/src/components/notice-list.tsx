import type { Notice } from "../api/types";
import { useLanguage } from "../language";
import { Instant } from "./instant";

/** Notices in the account (S66), newest first; `level` is that of their headings on the page. */
export function NoticeList({ notices, level }: { notices: readonly Notice[]; level: "h2" | "h3" }) {
  const { texts } = useLanguage();
  if (notices.length === 0) return <p class="govuk-body">{texts.notices.none}</p>;
  const Heading = level;
  return (
    <ul class="site-notices">
      {notices.map((notice) => (
        <li key={notice.id} class="site-card">
          <Heading class="govuk-heading-s">{notice.title}</Heading>
          <p class="govuk-body site-prewrapped">{notice.text}</p>
          <p class="govuk-body-s site-muted">
            <Instant at={notice.createdAt} />
          </p>
        </li>
      ))}
    </ul>
  );
}
