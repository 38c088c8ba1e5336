import type { Programme } from "../api/types";
import { showDate } from "../domain/time";
import { useLanguage } from "../hooks/language";
import { Paragraphs } from "../ui/paragraphs";
import { useApplyingTexts } from "./use-texts";

/** An application guide, with who published it and when (S2, S6). */
export function Guide({ guide }: Pick<Programme, "guide">) {
  const { read, locale } = useLanguage();
  const t = useApplyingTexts().programme;
  return (
    <section class="site-guide" aria-labelledby="guide">
      <h2 class="govuk-heading-m" id="guide">
        {t.guide}
      </h2>
      <p class="govuk-body-s site-muted">
        {t.guideFrom(read(guide.publisher), showDate(guide.publishedAt, locale), guide.version)}
      </p>
      <h3 class="govuk-heading-s">{t.requirements}</h3>
      <Paragraphs text={read(guide.requirements)} />
      <h3 class="govuk-heading-s">{t.documents}</h3>
      <Paragraphs text={read(guide.documentsNote)} />
      <h3 class="govuk-heading-s">{t.deadline}</h3>
      <Paragraphs text={read(guide.deadlineNote)} />
      <div class="govuk-warning-text">
        <span class="govuk-warning-text__icon" aria-hidden="true">
          !
        </span>
        <strong class="govuk-warning-text__text">
          <span class="govuk-visually-hidden">{t.warning}</span>
          {t.warningText}
        </strong>
      </div>
    </section>
  );
}
