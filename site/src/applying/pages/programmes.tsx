import { useState } from "preact/hooks";
import { useCatalogue } from "../../api/catalogue";
import { api, reply } from "../../api/client";
import type { Catalogue, ProgrammeSummary, ReplyOf } from "../../api/types";
import type { Choice } from "../../domain/choice";
import { showMoney } from "../../domain/money";
import { useLanguage } from "../../hooks/language";
import { go, usePlace } from "../../hooks/place";
import { mistake, useForm } from "../../hooks/use-form";
import { usePages } from "../../hooks/use-pages";
import { paths, withQuery } from "../../paths";
import { Await } from "../../ui/await";
import { Button } from "../../ui/button";
import { CheckboxField, RadiosField, SelectField, TextField } from "../../ui/fields";
import { Deadline } from "../../ui/instant";
import { MoreButton } from "../../ui/more-button";
import { Page } from "../../ui/page";
import { SummaryList } from "../../ui/summary-list";
import { Tag } from "../../ui/tag";
import { useTexts } from "../../ui/use-texts";
import { useApplyingTexts } from "../use-texts";

/** The choices that narrow one another, in their order (S31-S33, S35). They stand in the address. */
const STEPS = ["intake", "fundingCategory", "admissionType"] as const;
type Step = (typeof STEPS)[number];

/** Choosing a programme: intake, funding category, admission type, then the search. */
export default function ProgrammesPage() {
  const t = useApplyingTexts().programmes;
  const { query } = usePlace();
  const catalogue = useCatalogue();
  const step = STEPS.find((step) => !query.has(step));
  if (catalogue.content === null) {
    return (
      <Page title={t.title}>
        <Await loaded={catalogue}>{() => null}</Await>
      </Page>
    );
  }
  if (step) return <ChoicePage key={step} step={step} catalogue={catalogue.content} />;
  return <SearchPage key={STEPS.map((step) => query.get(step)).join()} catalogue={catalogue.content} />;
}

function ChoicePage({ step, catalogue }: { step: Step; catalogue: Catalogue }) {
  const own = useApplyingTexts();
  const texts = useTexts();
  const { query } = usePlace();
  const [chosen, setChosen] = useState("");
  const choices = useChoices(step, catalogue, query);
  const t = own.programmes.steps[step];
  const form = useForm(
    { chosen },
    ({ chosen }) => (chosen === "" ? [mistake(step, t.missing)] : []),
    async () => go(addressWith(query, { [step]: chosen })),
  );
  const before = STEPS[STEPS.indexOf(step) - 1];

  return (
    <Page
      title={t.title}
      caption={own.programmes.title}
      errors={form}
      {...(before ? { back: { href: addressWithout(query, before), text: texts.back } } : {})}
    >
      <form noValidate onSubmit={form.submit}>
        <RadiosField
          id={step}
          label={texts.application[step]}
          value={chosen}
          onValue={setChosen}
          choices={choices}
          error={form.errors[step]}
        />
        <Button>{texts.next}</Button>
      </form>
    </Page>
  );
}

function useChoices(step: Step, catalogue: Catalogue, query: URLSearchParams): Choice[] {
  const { read, locale } = useLanguage();
  const t = useApplyingTexts().programmes;
  const windowText = (closesAt: string) => {
    const day = lastDay(closesAt, locale);
    return Date.parse(closesAt) > Date.now() ? t.openUntil(day) : t.closedSince(day);
  };
  if (step === "intake") {
    return catalogue.intakes.map(({ id, name, closesAt }) => ({
      value: id,
      text: read(name),
      hint: windowText(closesAt),
    }));
  }
  const categories = catalogue.fundingCategories;
  const rows =
    step === "fundingCategory"
      ? categories
      : (categories.find(({ id }) => id === query.get("fundingCategory"))?.admissionTypes ?? []);
  return rows.map(({ id, name }) => ({ value: id, text: read(name) }));
}

/** The last day, in Beijing, before `closesAt`. */
function lastDay(closesAt: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "Asia/Shanghai" });
  return format.format(new Date(Date.parse(closesAt) - 60_000));
}

function addressWith(query: URLSearchParams, changes: Record<string, string>): string {
  const changed = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === "") changed.delete(name);
    else changed.set(name, value);
  }
  return withQuery(paths.programmes, changed);
}

/** The page that asks for `step` again, and with it for everything after. */
function addressWithout(query: URLSearchParams, step: Step): string {
  const names = ["from", "fromVersion", ...STEPS.slice(0, STEPS.indexOf(step))];
  const kept = names.flatMap((name) => (query.has(name) ? [[name, query.get(name) ?? ""]] : []));
  return withQuery(paths.programmes, new URLSearchParams(kept));
}

function SearchPage({ catalogue }: { catalogue: Catalogue }) {
  const t = useApplyingTexts().programmes;
  const { read } = useLanguage();
  const texts = useTexts();
  const { query } = usePlace();
  const chosen = chosenNames(catalogue, query);
  return (
    <Page title={t.title} wide>
      <SummaryList
        rows={STEPS.map((step) => ({
          key: texts.application[step],
          value: chosen[step] ? read(chosen[step]) : (query.get(step) ?? ""),
          change: { href: addressWithout(query, step), text: texts.change },
        }))}
      />
      <SearchForm catalogue={catalogue} />
      <Results />
    </Page>
  );
}

function chosenNames(catalogue: Catalogue, query: URLSearchParams) {
  const category = catalogue.fundingCategories.find(({ id }) => id === query.get("fundingCategory"));
  return {
    intake: catalogue.intakes.find(({ id }) => id === query.get("intake"))?.name,
    fundingCategory: category?.name,
    admissionType: category?.admissionTypes.find(({ id }) => id === query.get("admissionType"))?.name,
  };
}

/** S33: by department, teaching language, and text (name, major, research area). */
function SearchForm({ catalogue }: { catalogue: Catalogue }) {
  const { read } = useLanguage();
  const { query } = usePlace();
  const t = useApplyingTexts().programmes;
  const [department, setDepartment] = useState(query.get("department") ?? "");
  const [teachingLanguage, setTeachingLanguage] = useState(query.get("teachingLanguage") ?? "");
  const [text, setText] = useState(query.get("text") ?? "");
  const [open, setOpen] = useState(query.has("open"));
  return (
    <form
      class="site-search"
      role="search"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        go(addressWith(query, { department, teachingLanguage, text: text.trim(), open: open ? "true" : "" }));
      }}
    >
      <SelectField
        id="department"
        label={t.department}
        value={department}
        onValue={setDepartment}
        choices={catalogue.departments.map(({ id, name }) => ({ value: id, text: read(name) }))}
        empty={t.anyDepartment}
      />
      <SelectField
        id="teachingLanguage"
        label={t.teachingLanguage}
        value={teachingLanguage}
        onValue={setTeachingLanguage}
        choices={catalogue.teachingLanguages.map((id) => ({ value: id, text: t.teachingLanguages[id] }))}
        empty={t.anyLanguage}
      />
      <TextField id="text" type="search" label={t.text} value={text} onValue={setText} />
      <CheckboxField id="open" small label={t.onlyOpen} checked={open} onChecked={setOpen} />
      <Button secondary>{t.find}</Button>
    </form>
  );
}

/** How many pages are looked through for the next result. */
const LOOKED_THROUGH = 5;

/** Reads the next results. A page of a narrowed search may have none although more follow. */
async function find(query: URLSearchParams, cursor?: string): Promise<ReplyOf<"find_programmes">> {
  let page = await readPage(query, cursor);
  for (let looked = 1; looked < LOOKED_THROUGH && page.items.length === 0 && page.next; looked++) {
    page = await readPage(query, page.next);
  }
  return page;
}

function readPage(query: URLSearchParams, cursor?: string) {
  const required = {
    intake: query.get("intake") ?? "",
    fundingCategory: query.get("fundingCategory") ?? "",
    admissionType: query.get("admissionType") ?? "",
  };
  const narrowing = Object.fromEntries(
    ["department", "teachingLanguage", "text", "open"].flatMap((name) => {
      const value = query.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
  const wanted = { ...required, ...narrowing, ...(cursor ? { cursor } : {}) };
  return reply(api.GET("/api/programmes", { params: { query: wanted } }));
}

function Results() {
  const { query } = usePlace();
  const t = useApplyingTexts().programmes;
  const pages = usePages((cursor) => find(query, cursor), [query.toString()]);
  return (
    <section aria-labelledby="results">
      <h2 class="govuk-heading-m" id="results">
        {t.results}
      </h2>
      <Await loaded={pages.list}>
        {({ items, next }) => (
          <>
            <p class="govuk-body" role="status">
              {t.count(items.length, Boolean(next))}
            </p>
            <ul class="site-results">
              {items.map((programme) => (
                <Result key={programme.id} programme={programme} />
              ))}
            </ul>
            <MoreButton {...pages} />
          </>
        )}
      </Await>
    </section>
  );
}

/** A row of the results, with its Apply (S34). */
function Result({ programme }: { programme: ProgrammeSummary }) {
  const texts = useTexts();
  const { read, locale } = useLanguage();
  const { query } = usePlace();
  const t = useApplyingTexts().programmes;
  return (
    <li class="site-card site-result">
      <div>
        <h3 class="govuk-heading-s">{read(programme.name)}</h3>
        <p class="govuk-body-s">
          {read(programme.department.name)} · {t.teachingLanguages[programme.teachingLanguage]} ·{" "}
          {t.months(programme.durationMonths)}
        </p>
        <p class="govuk-body-s">
          {t.fee}: {programme.fee ? showMoney(programme.fee, locale) : texts.application.feeWaived}
          <br />
          {t.closes}: <Deadline at={programme.closesAt} />
        </p>
      </div>
      <div class="site-result__action">
        {programme.open ? (
          <a class="govuk-button" href={withQuery(paths.programme({ programmeId: programme.id }), query)}>
            {t.apply}
            <span class="govuk-visually-hidden">: {read(programme.name)}</span>
          </a>
        ) : (
          <Tag colour="grey">{t.closed}</Tag>
        )}
      </div>
    </li>
  );
}
