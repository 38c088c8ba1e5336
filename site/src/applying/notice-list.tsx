import { useApplyingTexts } from "./use-texts";

import type { Notice } from "../api/types";
import { useAction } from "../hooks/use-action";
import { markAsRead } from "../api/notices";
import { Button } from "../ui/button";
import { ProblemSummary } from "../ui/error-summary";
import { Instant } from "../ui/instant";
import { Tag } from "../ui/tag";

interface Props {
  notices: readonly Notice[];
  /** That of their headings on the page. */
  level: "h2" | "h3";
  /** Called with the notices that are read now. */
  onRead: (read: readonly Notice[]) => void;
}

/** Notices in the account (S66), newest first; new ones can be marked as read. */
export function NoticeList({ notices, level, onRead }: Props) {
  const t = useApplyingTexts().notices;
  const mark = useAction(async (chosen: readonly Notice[]) => {
    await markAsRead(chosen);
    onRead(chosen);
  });
  if (notices.length === 0) return <p class="govuk-body">{t.none}</p>;
  const unread = notices.filter(({ readAt }) => !readAt);
  const Heading = level;
  return (
    <>
      <ProblemSummary problem={mark.problem} />
      {unread.length > 1 && (
        <Button secondary busy={mark.busy} onClick={() => void mark.run(unread)}>
          {t.markAll}
        </Button>
      )}
      <ul class="site-notices">
        {notices.map((notice) => (
          <li key={notice.id} class="site-card">
            <Heading class="govuk-heading-s">
              {notice.title} {!notice.readAt && <Tag colour="blue">{t.new}</Tag>}
            </Heading>
            <p class="govuk-body site-prewrapped">{notice.text}</p>
            <p class="govuk-body-s site-muted">
              <Instant at={notice.createdAt} />
            </p>
            {!notice.readAt && (
              <button
                type="button"
                class="site-link-button"
                aria-disabled={mark.busy}
                onClick={() => void mark.run([notice])}
              >
                {t.markRead}
                <span class="govuk-visually-hidden">: {notice.title}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
