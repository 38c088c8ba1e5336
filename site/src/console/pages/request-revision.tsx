import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import { errorsByField, Problem } from "../../api/problem";
import type { BodyOf, ReviewDetails, RevisionReason, SectionName } from "../../api/types";
import type { Choice } from "../../domain/choice";
import { plain } from "../../domain/words";
import { SUBMITTED } from "../../form/application/context";
import { SECTIONS } from "../../form/application/sections";
import { useApplicationLabels } from "../../form/application/use-texts";
import { useApplicationWording } from "../../form/application/use-wording";
import type { Fields, SectionSpec } from "../../form/spec";
import { idOf, isGiven, placed, topOf } from "../../form/values";
import { useLanguage } from "../../hooks/language";
import { mistake, useForm } from "../../hooks/use-form";
import { paths } from "../../paths";
import { Await } from "../../ui/await";
import { PageProblem } from "../../ui/error-summary";
import { CheckboxesField, DayField, SelectField, TextArea } from "../../ui/fields";
import { goWith } from "../../ui/hand-over";
import { Page } from "../../ui/page";
import { SubmitButton } from "../../ui/submit-button";
import type { Texts } from "../../ui/texts/en";
import { useTexts } from "../../ui/use-texts";
import { WithClaim } from "../claim";
import { REVISION_REASONS } from "../codes";
import type { ConsoleTexts } from "../texts/en";
import { useClaim, useReview } from "../use-review";
import { useConsoleTexts } from "../use-texts";

/** Something that is asked for, as it is being written. */
interface Item {
  /** As "basic_information/passportNo"; a document as "documents/photo". */
  place: string;
  name: string;
  reason: RevisionReason | "";
  en: string;
  zh: string;
}

const DOCUMENTS = "documents";

/** Asking the applicant to revise: which entries and documents, why, and until when (S64, S65). */
export default function RequestRevisionPage({ reviewId }: { reviewId: string }) {
  const t = useConsoleTexts();
  const review = useReview(reviewId);
  const claim = useClaim(reviewId, review.reload);
  return (
    <Page
      title={t.revision.title}
      caption={review.content?.subject.applicantName}
      back={{ href: paths.review({ reviewId }), text: t.comparison.back }}
      errors={claim}
    >
      <Await loaded={review}>
        {(content) => (
          <WithClaim review={content} claim={claim} claimFirst={t.revision.claimFirst}>
            <RequestForm review={content} reload={review.reload} />
          </WithClaim>
        )}
      </Await>
    </Page>
  );
}

interface Props {
  review: ReviewDetails;
  reload: () => Promise<void>;
}

function RequestForm({ review, reload }: Props) {
  const { read } = useLanguage();
  const texts = useTexts();
  const t = useConsoleTexts().revision;
  const [items, setItems] = useState<Item[]>([]);
  const [dueOn, setDueOn] = useState("");
  const form = useForm(
    { items, dueOn },
    (values) => mistakesIn(values, t, texts),
    async () => {
      const params = { path: { reviewId: review.id } };
      const body = { items: items.flatMap(sent), dueOn };
      try {
        await reply(api.POST("/api/reviews/{reviewId}/revision", { params, body }));
      } catch (error) {
        // The claim was lost: shows who has it, beside what was typed.
        if (error instanceof Problem && error.status === 409) await reload();
        throw error;
      }
      goWith(paths.reviews, { done: "revision_requested" });
    },
  );
  const errors = errorsByField(form.problem, idOf);
  const shared = { items, setItems, errors };
  return (
    <form noValidate onSubmit={form.submit}>
      <PageProblem of={form} fieldId={idOf} />
      <p class="govuk-body">{t.lead}</p>
      <h2 class="govuk-heading-m">{t.fields}</h2>
      {errors.items && <p class="govuk-error-message">{errors.items}</p>}
      {SECTIONS.map((section, index) => (
        <Entries
          key={section.name}
          id={index === 0 ? "items" : section.name}
          section={section}
          fields={review.submission.sections[section.name] as Fields}
          {...shared}
        />
      ))}
      <Group
        id={DOCUMENTS}
        name={DOCUMENTS}
        title={texts.application.documents}
        choices={review.slots.map(({ slot, name }) => ({ value: slot, text: read(name) }))}
        {...shared}
      />
      <p class="govuk-body" role="status">
        {items.length > 0 && t.asked(items.length)}
      </p>
      <DayField id="dueOn" label={t.dueOn} hint={t.dueHint} value={dueOn} onValue={setDueOn} error={errors.dueOn} />
      <SubmitButton form={form}>{t.submit}</SubmitButton>
    </form>
  );
}

interface EntriesProps extends Items {
  id: string;
  section: SectionSpec<SectionName>;
  fields: Fields;
}

/** What of a section can be re-opened: what was given, and what may be left out. */
function Entries({ id, section, fields, ...items }: EntriesProps) {
  const labels = useApplicationLabels();
  const wording = useApplicationWording();
  const asked = placed(section, fields, SUBMITTED).filter((field) => isGiven(field) || field.optional);
  const names = [...new Set(asked.map(({ pointer }) => topOf(pointer)))];
  const choices = names.map((name) => {
    const single = asked.find(({ pointer }) => pointer === `/${name}`);
    const value = single && wording.value(single);
    return {
      value: name,
      text: wording.name(section.name, name),
      hint: value !== undefined && value.length < 80 ? value : undefined,
    };
  });
  return <Group id={id} name={section.name} title={labels.sections[section.name].title} choices={choices} {...items} />;
}

interface Items {
  items: readonly Item[];
  setItems: (items: Item[]) => void;
  errors: Partial<Record<string, string>>;
}

interface GroupProps extends Items {
  id: string;
  /** The section, or "documents". */
  name: string;
  title: string;
  choices: readonly Choice<string>[];
}

/** A section of the form, or the documents: folded up until something is to be chosen. */
function Group({ id, name, title, choices, items, setItems, errors }: GroupProps) {
  const chosen = items.filter(({ place }) => place.startsWith(`${name}/`));
  const choose = (values: readonly string[]) => {
    const kept = items.filter((item) => !chosen.includes(item) || values.includes(item.place.slice(name.length + 1)));
    const added = choices.filter(
      ({ value }) => values.includes(value) && !items.some(({ place }) => place === `${name}/${value}`),
    );
    setItems([
      ...kept,
      ...added.map(({ value, text }) => ({
        place: `${name}/${value}`,
        name: text,
        reason: "" as const,
        en: "",
        zh: "",
      })),
    ]);
  };
  return (
    <details class="govuk-details site-group">
      <summary class="govuk-details__summary" id={id}>
        <span class="govuk-details__summary-text">
          {title}
          {chosen.length > 0 && ` (${chosen.length})`}
        </span>
      </summary>
      <div class="govuk-details__text">
        <CheckboxesField
          id={`choices-${name}`}
          label={title}
          value={chosen.map(({ place }) => place.slice(name.length + 1))}
          onValue={choose}
          choices={choices}
          more={({ value, text }) => {
            const index = items.findIndex(({ place }) => place === `${name}/${value}`);
            const item = items[index];
            if (!item) return null;
            const change = (changes: Partial<Item>) =>
              setItems(items.map((each) => (each === item ? { ...each, ...changes } : each)));
            return <Asking index={index} name={plain(text)} item={item} change={change} errors={errors} />;
          }}
        />
      </div>
    </details>
  );
}

interface AskingProps {
  index: number;
  name: string;
  item: Item;
  change: (changes: Partial<Item>) => void;
  errors: Partial<Record<string, string>>;
}

/** Why one thing is to be revised, and what is to be done. */
function Asking({ index, name, item, change, errors }: AskingProps) {
  const texts = useTexts();
  const t = useConsoleTexts().revision;
  const id = `items-${index}`;
  return (
    <fieldset class="govuk-fieldset">
      <legend class="govuk-visually-hidden">{name}</legend>
      <SelectField
        id={`${id}-reason`}
        label={t.reason}
        value={item.reason}
        onValue={(value) => change({ reason: REVISION_REASONS.find((each) => each === value) ?? "" })}
        choices={REVISION_REASONS.map((value) => ({ value, text: t.reasons[value] }))}
        empty={texts.choose}
        error={errors[`${id}-reason`]}
      />
      <TextArea
        id={`${id}-note-en`}
        label={t.noteEn}
        hint={t.noteHint}
        rows={2}
        value={item.en}
        onValue={(en) => change({ en })}
        error={errors[`${id}-note-en`]}
      />
      <TextArea
        id={`${id}-note-zh`}
        label={t.noteZh}
        rows={2}
        value={item.zh}
        onValue={(zh) => change({ zh })}
        error={errors[`${id}-note-zh`]}
      />
    </fieldset>
  );
}

function mistakesIn(
  { items, dueOn }: { items: readonly Item[]; dueOn: string },
  t: ConsoleTexts["revision"],
  { errors }: Texts,
) {
  return [
    ...(items.length === 0 ? [mistake("items", t.missing.items)] : []),
    ...items.flatMap(({ name, reason, en, zh }, index) => [
      ...(reason === "" ? [mistake(`items/${index}/reason`, errors.inField(name, t.missing.reason))] : []),
      ...(en.trim() === "" ? [mistake(`items/${index}/note/en`, errors.inField(name, t.missing.noteEn))] : []),
      ...(zh.trim() === "" ? [mistake(`items/${index}/note/zh`, errors.inField(name, t.missing.noteZh))] : []),
    ]),
    ...(dueOn === "" ? [mistake("dueOn", t.missing.dueOn)] : []),
  ];
}

function sent({ place, reason, en, zh }: Item): BodyOf<"request_revision">["items"] {
  const [part, name = ""] = place.split("/");
  const section = SECTIONS.find((each) => each.name === part)?.name;
  const what = section ? { section, field: name } : { slot: name };
  return reason === "" ? [] : [{ ...what, reason, note: { en: en.trim(), zh: zh.trim() } }];
}
