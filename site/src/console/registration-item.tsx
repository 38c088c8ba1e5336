import type { ComponentChildren } from "preact";
import type { RegistrationReview, RegistrationRound } from "../api/types";
import { contextOf } from "../form/registration/context";
import { sectionOf } from "../form/registration/sections";
import { useRegistrationWording } from "../form/registration/use-wording";
import type { Fields } from "../form/spec";
import { placed, topOf } from "../form/values";
import { useLanguage } from "../hooks/language";
import { Button } from "../ui/button";
import { DataTable } from "../ui/data-table";
import { Tag } from "../ui/tag";
import { useTexts } from "../ui/use-texts";
import { Proof } from "./proof";
import { useSlotName } from "./use-slot-name";
import { useConsoleTexts } from "./use-texts";

type Item = RegistrationReview["items"][number];

interface Props {
  item: Item;
  review: RegistrationReview;
  /** Has new links to the documents made. */
  renew: () => void;
  children?: ComponentChildren;
}

/** One of the things that are passed or returned: what was typed beside the uploads that prove it (S110). */
export function ItemEvidence({ item, review, renew, children }: Props) {
  const { read } = useLanguage();
  const id = `item-${item.item}`;
  return (
    <section class="site-card" aria-labelledby={id}>
      <h2 class="govuk-heading-m" id={id}>
        {read(item.name)}
      </h2>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <Typed item={item} review={review} />
          <Doubts item={item} />
        </div>
        <div class="govuk-grid-column-one-third">
          <Uploads item={item} renew={renew} />
        </div>
      </div>
      {children}
    </section>
  );
}

/** What was typed, beside what was approved last semester; what differs from the round before is marked. */
function Typed({ item, review }: Pick<Props, "item" | "review">) {
  const { read } = useLanguage();
  const t = useConsoleTexts().registration;
  const wording = useRegistrationWording();
  const context = contextOf(review.facts);
  const rows = item.sections.flatMap(({ section, fields, lastSemester, changed }) =>
    placed(sectionOf(section), fields as Fields, context).map((field) => {
      const last = lastSemester ? (lastSemester as Fields)[topOf(field.pointer)] : undefined;
      return {
        pointer: `${section}${field.pointer}`,
        label: wording.label(section, field.pointer),
        value: wording.value(field),
        last: lastSemester ? wording.value({ ...field, value: last }) : t.noLast,
        isChanged: changed.includes(topOf(field.pointer)),
      };
    }),
  );
  return (
    <DataTable
      caption={read(item.name)}
      items={rows}
      keyOf={({ pointer }) => pointer}
      columns={[
        { heading: t.field, cell: ({ label }) => label },
        {
          heading: t.typed,
          anywhere: true,
          cell: ({ value, isChanged }) => (
            <>
              {value} {isChanged && <Tag colour="yellow">{t.changed}</Tag>}
            </>
          ),
        },
        { heading: t.last, anywhere: true, cell: ({ last }) => last },
      ]}
    />
  );
}

/** What does not fit together. */
function Doubts({ item }: Pick<Props, "item">) {
  const texts = useTexts();
  const wording = useRegistrationWording();
  if (item.findings.length === 0) return null;
  return (
    <ul class="govuk-list site-findings">
      {item.findings.map(({ pointer, code, detail }) => {
        const [, section = "", field = ""] = pointer.split("/");
        return (
          <li key={`${pointer} ${code}`} class="site-warning">
            {texts.errors.inField(wording.label(section, `/${field}`), detail)}
          </li>
        );
      })}
    </ul>
  );
}

function Uploads({ item, renew }: Pick<Props, "item" | "renew">) {
  const t = useConsoleTexts();
  const texts = useTexts();
  const { read } = useLanguage();
  const slotName = useSlotName();
  const changed: readonly string[] = item.changedSlots;
  if (item.documents.length === 0) return <p class="govuk-body site-muted">{t.registration.noDocuments}</p>;
  return (
    <>
      <h3 class="govuk-heading-s">{texts.application.documents}</h3>
      <ul class="govuk-list govuk-list--spaced">
        {item.documents.map((document) => (
          <li key={document.id}>
            {changed.includes(document.slot) && <Tag colour="yellow">{t.registration.changed}</Tag>}
            <Proof document={document} name={slotName(document.slot)} />
          </li>
        ))}
      </ul>
      <p class="govuk-body-s">{t.review.linksShortLived}</p>
      <Button secondary onClick={renew}>
        {t.review.renewLinks}
        <span class="govuk-visually-hidden">: {read(item.name)}</span>
      </Button>
    </>
  );
}

/** What was said of an item. */
export function Verdict({ verdict }: { verdict: RegistrationRound["verdicts"][number] }) {
  const { read } = useLanguage();
  const t = useConsoleTexts().registration;
  return (
    <>
      <Tag colour={verdict.passed ? "green" : "orange"}>{verdict.passed ? t.passed : t.returned}</Tag>
      {verdict.reasonText && <> {read(verdict.reasonText)}</>}
      {verdict.note && <p class="govuk-body-s site-prewrapped">{read(verdict.note)}</p>}
    </>
  );
}
