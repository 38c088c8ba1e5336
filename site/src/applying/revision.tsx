import type { Application, RevisionItem } from "../api/types";
import { sectionOf } from "../form/application/sections";
import { useApplicationLabels } from "../form/application/use-texts";
import { useApplicationWording } from "../form/application/use-wording";
import { useLanguage } from "../hooks/language";
import { paths, withField } from "../paths";
import { ButtonLink } from "../ui/button";
import { Deadline } from "../ui/instant";
import { useTexts } from "../ui/use-texts";
import { useApplyingTexts } from "./use-texts";

/** What staff ask to have revised, until when, and where it is done (S64, S65). */
export function RevisionRequest({ application }: { application: Application }) {
  const t = useApplyingTexts().revision;
  const nameOf = useItemName(application);
  const { id, revision } = application;
  if (!revision) return null;
  return (
    <section class="govuk-notification-banner" aria-labelledby="revision">
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id="revision">
          {t.heading}
        </h2>
      </div>
      <div class="govuk-notification-banner__content">
        <p class="govuk-body">
          <strong>{t.until}:</strong>
          <br />
          <Deadline at={revision.dueAt} />
        </p>
        <p class="govuk-body">{t.lead}</p>
        <ol class="govuk-list govuk-list--number govuk-list--spaced">
          {revision.items.map((item) => (
            <li key={`${item.section}/${item.field}/${item.slot}`}>
              <a class="govuk-link" href={placeOf(item, id)}>
                {nameOf(item)}
              </a>
              <Ask item={item} />
            </li>
          ))}
        </ol>
        <ButtonLink href={paths.reviewAndSubmit({ applicationId: id })}>{t.send}</ButtonLink>
      </div>
    </section>
  );
}

/** On the page where it is done: what is asked for there. */
export function AskedHere({ application, items }: { application: Application; items: readonly RevisionItem[] }) {
  const t = useApplyingTexts().revision;
  const nameOf = useItemName(application);
  if (items.length === 0) return null;
  return (
    <section class="govuk-inset-text" aria-labelledby="asked">
      <h2 class="govuk-heading-s" id="asked">
        {t.asked}
      </h2>
      <ul class="govuk-list govuk-list--spaced">
        {items.map((item) => (
          <li key={`${item.field}/${item.slot}`}>
            <strong>{nameOf(item)}</strong>
            <Ask item={item} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Why something is to be revised. */
function Ask({ item }: { item: RevisionItem }) {
  const { read } = useLanguage();
  return (
    <p class="govuk-body site-prewrapped">
      {read(item.reasonText)}
      <br />
      {read(item.note)}
    </p>
  );
}

/** The page of an item, and on it the field or slot. */
function placeOf({ section, field, slot }: RevisionItem, applicationId: string): string {
  if (slot) return withField(paths.documents({ applicationId }), slot);
  return withField(paths.sections[sectionOf(section ?? "").name]({ applicationId }), field ?? "");
}

/** What an item is called on its page. */
function useItemName({ checklist }: Application) {
  const { read } = useLanguage();
  const texts = useTexts();
  const labels = useApplicationLabels();
  const wording = useApplicationWording();
  return ({ section, field, slot }: RevisionItem): string => {
    if (slot) {
      const row = checklist.find((row) => row.slot === slot);
      return texts.errors.inField(texts.application.documents, row ? read(row.name) : slot);
    }
    const { name } = sectionOf(section ?? "");
    return texts.errors.inField(labels.sections[name].title, wording.name(name, field ?? ""));
  };
}
