import { api, reply } from "../../api/client";
import type { Comparison } from "../../api/types";
import { SUBMITTED } from "../../form/application/context";
import { SECTIONS, sectionOf } from "../../form/application/sections";
import { useApplicationLabels } from "../../form/application/use-texts";
import { useApplicationWording } from "../../form/application/use-wording";
import type { Fields, FieldValue } from "../../form/spec";
import { isGiven, narrowed, placed } from "../../form/values";
import { usePlace } from "../../hooks/place";
import { useLoaded } from "../../hooks/use-loaded";
import { paths } from "../../paths";
import { Await } from "../../ui/await";
import { DataTable } from "../../ui/data-table";
import { Page } from "../../ui/page";
import { Tag } from "../../ui/tag";
import { useTexts } from "../../ui/use-texts";
import { useSlotName } from "../use-slot-name";
import { useConsoleTexts } from "../use-texts";

/** What differs between two submissions of an application. */
export default function ComparisonPage({ reviewId }: { reviewId: string }) {
  const t = useConsoleTexts().comparison;
  const { query } = usePlace();
  const from = Number(query.get("from") ?? 1);
  const to = Number(query.get("to") ?? 2);
  const params = { path: { reviewId }, query: { from, to } };
  const comparison = useLoaded(
    () => reply(api.GET("/api/reviews/{reviewId}/comparison", { params })),
    [reviewId, from, to],
  );
  return (
    <Page title={t.title(from, to)} back={{ href: paths.review({ reviewId }), text: t.back }} wide>
      <Await loaded={comparison}>
        {(content) => (
          <>
            <Changes comparison={content} />
            <Documents documents={content.documents} />
          </>
        )}
      </Await>
    </Page>
  );
}

function Changes({ comparison }: { comparison: Comparison }) {
  const labels = useApplicationLabels();
  const wording = useApplicationWording();
  const t = useConsoleTexts().comparison;
  const { from, to, changes } = comparison;
  if (changes.length === 0) return <p class="govuk-body">{t.same}</p>;
  const sections = SECTIONS.filter(({ name }) => changes.some(({ section }) => section === name));
  return (
    <>
      {sections.map(({ name }) => (
        <DataTable
          key={name}
          comparing
          caption={labels.sections[name].title}
          items={changes.filter(({ section }) => section === name)}
          keyOf={({ field }) => field}
          columns={[
            { heading: t.field, cell: ({ field }) => wording.name(name, field) },
            {
              heading: t.before(from),
              anywhere: true,
              cell: ({ field, before }) => <Value section={name} field={field} value={before as FieldValue} />,
            },
            {
              heading: t.before(to),
              anywhere: true,
              cell: ({ field, after }) => <Value section={name} field={field} value={after as FieldValue} />,
            },
          ]}
        />
      ))}
    </>
  );
}

/** One entry in words; of a list or a group every line that is given. */
function Value({ section, field, value }: { section: string; field: string; value: FieldValue }) {
  const texts = useTexts();
  const wording = useApplicationWording();
  const t = useConsoleTexts().comparison;
  // Its conditions look at other entries, which do not matter here.
  const alone = withoutConditions(narrowed(sectionOf(section), [field], "these"));
  const given = placed(alone, { [field]: value } as Fields, SUBMITTED).filter(isGiven);
  if (given.length === 0) return <span class="site-muted">{t.empty}</span>;
  return (
    <ul class="govuk-list site-lines">
      {given.map((part) => (
        <li key={part.pointer} class="site-prewrapped">
          {part.pointer === `/${field}`
            ? wording.value(part)
            : texts.errors.inField(wording.label(section, part.pointer), wording.value(part))}
        </li>
      ))}
    </ul>
  );
}

function withoutConditions(section: ReturnType<typeof sectionOf>): ReturnType<typeof sectionOf> {
  return { ...section, parts: section.parts.map(({ shown: _, ...part }) => part) };
}

function Documents({ documents }: Pick<Comparison, "documents">) {
  const texts = useTexts();
  const slotName = useSlotName();
  const { comparison: t, review } = useConsoleTexts();
  const rows = (["added", "removed", "kept"] as const).flatMap((state) =>
    documents[state].map((document) => ({ ...document, state })),
  );
  return (
    <section aria-labelledby="documents">
      <h2 class="govuk-heading-m" id="documents">
        {t.documents}
      </h2>
      {rows.length === 0 && <p class="govuk-body">{t.noDocuments}</p>}
      <ul class="govuk-list govuk-list--spaced">
        {rows.map(({ id, slot, fileName, url, state }) => (
          <li key={`${id} ${state}`}>
            <Tag colour={({ added: "green", removed: "red", kept: "grey" } as const)[state]}>
              {t.documentStates[state]}
            </Tag>{" "}
            <a class="govuk-link site-anywhere" href={url} target="_blank" rel="noreferrer noopener">
              {texts.errors.inField(slotName(slot), fileName)}{" "}
              <span class="govuk-visually-hidden">{review.newTab}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
