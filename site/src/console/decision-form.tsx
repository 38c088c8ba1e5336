import { useState } from "preact/hooks";
import { api, reply } from "../api/client";
import { errorsByField, isProblem, Problem } from "../api/problem";
import type { AdmissionCondition, BodyOf, DecisionOutcome, DecisionReason, ReviewDetails } from "../api/types";
import { idOf } from "../form/values";
import { mistake, useForm } from "../hooks/use-form";
import { PageProblem } from "../ui/error-summary";
import { CheckboxesField, DayField, RadiosField, TextArea } from "../ui/fields";
import { SubmitButton } from "../ui/submit-button";
import { CONDITIONS, OUTCOMES, REASONS } from "./codes";
import type { ConsoleTexts } from "./texts/en";
import type { ReviewWork } from "./use-review";
import { useConsoleTexts } from "./use-texts";

/** A condition as it is being written. */
interface Condition {
  code: AdmissionCondition["code"];
  en: string;
  zh: string;
  dueOn: string;
}

interface Props extends ReviewWork {
  review: ReviewDetails;
}

/** Deciding on an application: outcome, reasons, conditions, and a justification where a rule is set aside. */
export function DecisionForm({ review, reload, onOvertaken }: Props) {
  const t = useConsoleTexts().decision;
  const [outcome, setOutcome] = useState<DecisionOutcome | "">("");
  const [reasons, setReasons] = useState<DecisionReason[]>([]);
  const [conditions, setConditions] = useState<Condition[]>([]);
  const [note, setNote] = useState("");
  const [justification, setJustification] = useState("");
  const [isForbidden, setForbidden] = useState(false);
  const [lacksPlace, setLacksPlace] = useState(false);

  async function decide(): Promise<void> {
    if (outcome === "") return;
    const body: BodyOf<"decide_application"> = {
      outcome,
      reasons: reasons.filter((reason) => REASONS[outcome].includes(reason)),
      conditions: outcome === "accept" ? conditions.map(sent) : [],
      noteToApplicant: note.trim() || null,
      justification: (asksJustification && justification.trim()) || null,
      withoutPlace: asksJustification && lacksPlace,
    };
    try {
      await reply(api.POST("/api/reviews/{reviewId}/decision", { params: { path: { reviewId: review.id } }, body }));
      await reload();
    } catch (error) {
      const isFull = isProblem(error, "no_place_left");
      const isBlocked = isProblem(error, "justification_needed");
      setLacksPlace(lacksPlace || isFull);
      setForbidden(isForbidden || isBlocked);
      if (isFull || isBlocked || !(error instanceof Problem) || error.status !== 409) throw error;
      await onOvertaken(error);
    }
  }

  const form = useForm({ outcome, reasons, conditions, note: note.trim() }, (values) => mistakesIn(values, t), decide);
  const { problem } = form;
  const errors = errorsByField(problem, idOf);
  // What is on the waiting list cannot be put there.
  const possible = OUTCOMES.filter((value) => value !== "waitlist" || review.queue !== "waitlist");
  const isBlocked = review.findings.some(({ severity }) => severity === "blocking");
  const asksJustification = outcome === "accept" && (isBlocked || isForbidden || lacksPlace);
  const asksSecond =
    asksJustification ||
    review.secondLook?.kind === "reopening" ||
    (review.secondLook?.kind === "appeal" && outcome === "decline");

  return (
    <form noValidate class="site-decide" onSubmit={form.submit}>
      <PageProblem of={form} fieldId={idOf} />
      <h2 class="govuk-heading-m">{t.heading}</h2>
      <RadiosField
        id="outcome"
        label={t.outcome}
        value={outcome}
        onValue={(value) => setOutcome(OUTCOMES.find((each) => each === value) ?? "")}
        error={errors.outcome}
        choices={possible.map((value) => ({
          value,
          text: t.outcomes[value],
          hint: value === "decline" && review.appealed ? t.declineAfterAppeal : t.outcomeHints[value],
        }))}
      />
      {outcome !== "" && (
        <CheckboxesField
          id="reasons"
          label={t.reasons}
          hint={t.reasonsHint}
          value={reasons}
          onValue={(chosen) => setReasons(REASONS[outcome].filter((reason) => chosen.includes(reason)))}
          error={errors.reasons}
          choices={REASONS[outcome].map((value) => ({ value, text: t.reasonNames[value] }))}
        />
      )}
      {outcome === "accept" && <Conditions value={conditions} onValue={setConditions} errors={errors} />}
      <TextArea
        id="noteToApplicant"
        label={t.note}
        hint={t.noteHint}
        value={note}
        onValue={setNote}
        error={errors.noteToApplicant}
      />
      {asksJustification && (
        <>
          <p class="govuk-inset-text">{lacksPlace ? t.withoutPlace : t.justificationNeeded}</p>
          <TextArea
            id="justification"
            label={t.justification}
            hint={t.justificationHint}
            value={justification}
            onValue={setJustification}
            error={errors.justification}
          />
        </>
      )}
      {asksSecond && <p class="govuk-inset-text">{t.secondPerson}</p>}
      <SubmitButton form={form}>{asksSecond ? t.propose : t.submit}</SubmitButton>
    </form>
  );
}

interface Written {
  outcome: DecisionOutcome | "";
  reasons: readonly DecisionReason[];
  conditions: readonly Condition[];
  note: string;
}

function mistakesIn({ outcome, reasons, conditions, note }: Written, t: ConsoleTexts["decision"]) {
  if (outcome === "") return [mistake("outcome", t.outcomeMissing)];
  if (outcome === "accept") {
    return conditions.flatMap(({ code, en, zh }, place) =>
      code === "other" && !(en.trim() && zh.trim())
        ? [mistake(`conditions/${place}/note/en`, t.conditionNoteMissing)]
        : [],
    );
  }
  const given = reasons.filter((reason) => REASONS[outcome].includes(reason));
  return [
    ...(given.length === 0 ? [mistake("reasons", t.reasonsMissing)] : []),
    // "Something else" alone tells an applicant nothing.
    ...(given.includes("other") && note === "" ? [mistake("noteToApplicant", t.noteMissing)] : []),
  ];
}

interface ConditionsProps {
  value: readonly Condition[];
  onValue: (value: Condition[]) => void;
  errors: Partial<Record<string, string>>;
}

function Conditions({ value, onValue, errors }: ConditionsProps) {
  const t = useConsoleTexts().decision;
  return (
    <CheckboxesField
      id="conditions"
      label={t.conditions}
      hint={t.conditionsHint}
      error={errors.conditions}
      value={value.map(({ code }) => code)}
      onValue={(codes) =>
        onValue(
          CONDITIONS.filter((code) => codes.includes(code)).map(
            (code) => value.find((each) => each.code === code) ?? { code, en: "", zh: "", dueOn: "" },
          ),
        )
      }
      choices={CONDITIONS.map((code) => ({ value: code, text: t.conditionNames[code] }))}
      more={({ value: code }) => {
        const place = value.findIndex((each) => each.code === code);
        const condition = value[place];
        if (!condition) return null;
        const change = (changes: Partial<Condition>) =>
          onValue(value.map((each) => (each === condition ? { ...each, ...changes } : each)));
        const id = `conditions-${place}`;
        return (
          <>
            <TextArea
              id={`${id}-note-en`}
              label={t.conditionNoteEn}
              rows={2}
              value={condition.en}
              onValue={(en) => change({ en })}
              error={errors[`${id}-note-en`] ?? errors[`${id}-note`]}
            />
            <TextArea
              id={`${id}-note-zh`}
              label={t.conditionNoteZh}
              rows={2}
              value={condition.zh}
              onValue={(zh) => change({ zh })}
              error={errors[`${id}-note-zh`]}
            />
            <DayField
              id={`${id}-dueOn`}
              label={t.conditionDue}
              value={condition.dueOn}
              onValue={(dueOn) => change({ dueOn })}
              error={errors[`${id}-dueOn`]}
            />
          </>
        );
      }}
    />
  );
}

function sent({ code, en, zh, dueOn }: Condition): AdmissionCondition {
  const note = { en: en.trim(), zh: zh.trim() };
  return { code, note: note.en || note.zh ? note : null, dueOn: dueOn || null };
}
