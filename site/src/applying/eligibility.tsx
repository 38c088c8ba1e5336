import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { api, reply } from "../api/client";
import type { EligibilityAnswers, EligibilityReply, Programme } from "../api/types";
import { EDUCATION } from "../domain/education";
import { dateOf, partsOf } from "../domain/partial-date";
import { countryChoices, countryName } from "../domain/places";
import { useLanguage } from "../hooks/language";
import { createStore, useStore } from "../hooks/store";
import { mistake, useForm } from "../hooks/use-form";
import { Bullets } from "../ui/bullets";
import { Button } from "../ui/button";
import { DateField } from "../ui/date-field";
import { ProblemSummary } from "../ui/error-summary";
import { SelectField } from "../ui/fields";
import { SubmitButton } from "../ui/submit-button";
import { useTexts } from "../ui/use-texts";
import type { ApplyingTexts } from "./texts/en";
import { useApplyingTexts } from "./use-texts";

type Level = EligibilityAnswers["highestEducation"];
const LEVELS = Object.keys(EDUCATION.en) as Level[];

/** What was answered last. It stays in memory, over the way through sign-in, and is nowhere stored. */
const answered = createStore<EligibilityAnswers | null>(null);

/** Who can apply for a programme, in words; empty where everybody can. */
export function useAdmits({ eligibility }: Programme): string[] {
  const { language, locale } = useLanguage();
  const t = useApplyingTexts().programme;
  const { leastAge = null, mostAge = null, leastEducation, nationalitiesNotAdmitted } = eligibility;
  const names = nationalitiesNotAdmitted.map((code) => countryName(code, locale)).join(t.separator);
  return [
    ...(leastAge !== null || mostAge !== null ? [t.age(leastAge, mostAge)] : []),
    ...(leastEducation ? [t.education(EDUCATION[language][leastEducation])] : []),
    ...(names ? [t.nationality(names)] : []),
  ];
}

interface Props {
  programme: Programme;
  fundingCategory: string;
  /** What follows once the reader can apply. */
  children: (answers: EligibilityAnswers) => ComponentChildren;
}

/** The check before the form is begun: three questions, and an answer with reasons (S2, S3). */
export function EligibilityCheck({ programme, fundingCategory, children }: Props) {
  const t = useApplyingTexts().eligibility;
  const before = useStore(answered);
  const heading = useRef<HTMLHeadingElement>(null);
  const [found, setFound] = useState<{ answers: EligibilityAnswers; reply: EligibilityReply } | null>(null);

  async function check(answers: EligibilityAnswers): Promise<void> {
    const params = { path: { programmeId: programme.id } };
    const body = { ...answers, fundingCategory };
    const found = await reply(api.POST("/api/programmes/{programmeId}/eligibility", { params, body }));
    answered.set(answers);
    setFound({ answers, reply: found });
  }

  function askAgain(): void {
    setFound(null);
    // The button goes with the outcome.
    heading.current?.focus();
  }

  return (
    <section aria-labelledby="eligibility">
      <h2 class="govuk-heading-m" id="eligibility" tabIndex={-1} ref={heading}>
        {t.heading}
      </h2>
      {found === null ? (
        <Questions before={before} check={check} />
      ) : (
        <>
          <Outcome reply={found.reply} />
          <Button secondary onClick={askAgain}>
            {t.again}
          </Button>
        </>
      )}
      {found?.reply.eligible && children(found.answers)}
    </section>
  );
}

/** It takes the place of the form, and the focus from the button that went with it. */
function Outcome({ reply }: { reply: EligibilityReply }) {
  const t = useApplyingTexts().eligibility;
  const outcome = useRef<HTMLDivElement>(null);
  useEffect(() => outcome.current?.focus(), []);
  return (
    <div
      class={`govuk-inset-text ${reply.eligible ? "site-done" : "site-not-eligible"}`}
      role="group"
      aria-labelledby="outcome"
      tabIndex={-1}
      ref={outcome}
    >
      <p class="govuk-body" id="outcome">
        {reply.eligible ? t.yes : t.no}
      </p>
      {!reply.eligible && <Bullets lines={reply.reasons.map(({ text }) => text)} />}
    </div>
  );
}

interface QuestionsProps {
  before: EligibilityAnswers | null;
  check: (answers: EligibilityAnswers) => Promise<void>;
}

function Questions({ before, check }: QuestionsProps) {
  const { language, locale } = useLanguage();
  const texts = useTexts();
  const t = useApplyingTexts().eligibility;
  const [birthDate, setBirthDate] = useState(partsOf(before?.birthDate));
  const [nationality, setNationality] = useState(before?.nationality ?? "");
  const [highestEducation, setHighestEducation] = useState<Level | "">(before?.highestEducation ?? "");
  const answers = { birthDate: dateOf(birthDate) ?? "", nationality, highestEducation };
  const form = useForm(
    answers,
    (answers) => missingIn(answers, t),
    async () => {
      if (highestEducation !== "") await check({ ...answers, highestEducation });
    },
  );
  const { errors } = form;
  return (
    <form noValidate onSubmit={form.submit}>
      <ProblemSummary problem={form.problem} answer={form.answer} />
      <p class="govuk-body">{t.lead}</p>
      <DateField
        id="birthDate"
        label={t.birthDate}
        value={birthDate}
        onValue={setBirthDate}
        autocomplete="bday"
        error={errors.birthDate}
      />
      <SelectField
        id="nationality"
        label={t.nationality}
        value={nationality}
        onValue={setNationality}
        choices={countryChoices(locale)}
        empty={texts.choose}
        error={errors.nationality}
      />
      <SelectField
        id="highestEducation"
        label={t.highestEducation}
        value={highestEducation}
        onValue={(value) => setHighestEducation(LEVELS.find((level) => level === value) ?? "")}
        choices={LEVELS.map((value) => ({ value, text: EDUCATION[language][value] }))}
        empty={texts.choose}
        error={errors.highestEducation}
      />
      <SubmitButton form={form}>{t.check}</SubmitButton>
    </form>
  );
}

function missingIn(answers: Record<keyof EligibilityAnswers, string>, t: ApplyingTexts["eligibility"]) {
  const fields = ["birthDate", "nationality", "highestEducation"] as const;
  return fields.filter((field) => answers[field] === "").map((field) => mistake(field, t.missing[field]));
}
