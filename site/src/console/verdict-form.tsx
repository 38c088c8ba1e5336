import { useState } from "preact/hooks";
import { api, reply } from "../api/client";
import { errorsByField, isProblem, Problem } from "../api/problem";
import type { RegistrationItem, RegistrationReturnReason, RegistrationReview, RegistrationVerdict } from "../api/types";
import { idOf } from "../form/values";
import { useLanguage } from "../hooks/language";
import { mistake, useForm } from "../hooks/use-form";
import { PageProblem } from "../ui/error-summary";
import { RadiosField, SelectField, TextArea } from "../ui/fields";
import { SubmitButton } from "../ui/submit-button";
import { useTexts } from "../ui/use-texts";
import { RETURN_REASONS } from "./codes";
import { ItemEvidence } from "./registration-item";
import type { ConsoleTexts } from "./texts/en";
import type { ReviewWork } from "./use-review";
import { useConsoleTexts } from "./use-texts";

/** A verdict as it is being written. */
interface Written {
  verdict: RegistrationVerdict["verdict"] | "";
  reason: RegistrationReturnReason | "";
  en: string;
  zh: string;
}

type Verdicts = Partial<Record<RegistrationItem, Written>>;

const NOTHING: Written = { verdict: "", reason: "", en: "", zh: "" };

interface Props extends Omit<ReviewWork, "claim"> {
  review: RegistrationReview;
}

/** Passing or returning each item, beside what proves it (S72, S92, S106). */
export function VerdictForm({ review, reload, onOvertaken }: Props) {
  const t = useConsoleTexts().registration;
  const [verdicts, setVerdicts] = useState<Verdicts>({});
  const items = review.items.map(({ item }) => item);

  async function judge(): Promise<void> {
    const body = { verdicts: Object.fromEntries(items.map((item) => [item, sent(verdicts[item] ?? NOTHING)])) };
    const params = { path: { reviewId: review.id } };
    try {
      await reply(api.POST("/api/reviews/{reviewId}/registration/verdict", { params, body }));
      await reload();
    } catch (error) {
      // What the university has made a stop is not approved; nobody was faster.
      const isBarred = isProblem(error, "justification_needed");
      if (isBarred) throw new Problem(409, "barred", t.barred);
      if (!(error instanceof Problem) || error.status !== 409) throw error;
      await onOvertaken(error);
    }
  }

  const form = useForm(verdicts, (verdicts) => items.flatMap((item) => mistakesIn(item, verdicts[item], t)), judge);
  const errors = errorsByField(form.problem, idOf);
  const returns = items.some((item) => verdicts[item]?.verdict === "return");
  return (
    <form noValidate onSubmit={form.submit}>
      <PageProblem of={form} fieldId={idOf} />
      {review.items.map((item) => (
        <ItemEvidence key={item.item} item={item} review={review} renew={() => void reload()}>
          <VerdictFields
            item={item}
            written={verdicts[item.item] ?? NOTHING}
            change={(changes) =>
              setVerdicts({ ...verdicts, [item.item]: { ...NOTHING, ...verdicts[item.item], ...changes } })
            }
            errors={errors}
          />
        </ItemEvidence>
      ))}
      <SubmitButton form={form}>{returns ? t.sendBack : t.approve}</SubmitButton>
    </form>
  );
}

interface FieldsProps {
  item: RegistrationReview["items"][number];
  written: Written;
  change: (changes: Partial<Written>) => void;
  errors: Partial<Record<string, string>>;
}

function VerdictFields({ item, written, change, errors }: FieldsProps) {
  const texts = useTexts();
  const { read } = useLanguage();
  const t = useConsoleTexts().registration;
  const id = `verdicts-${item.item}`;
  return (
    <>
      <RadiosField
        id={id}
        label={t.verdict(read(item.name))}
        inline
        value={written.verdict}
        onValue={(verdict) => change({ verdict: verdict === "pass" ? "pass" : "return" })}
        error={errors[id]}
        choices={[
          { value: "pass", text: t.pass },
          { value: "return", text: t.return },
        ]}
      />
      {written.verdict === "return" && (
        <>
          <SelectField
            id={`${id}-reason`}
            label={t.reason}
            value={written.reason}
            onValue={(chosen) => change({ reason: RETURN_REASONS.find((reason) => reason === chosen) ?? "" })}
            error={errors[`${id}-reason`]}
            choices={RETURN_REASONS.map((value) => ({ value, text: t.reasons[value] }))}
            empty={texts.choose}
          />
          <TextArea
            id={`${id}-note-en`}
            label={t.noteEn}
            hint={t.noteHint}
            rows={2}
            value={written.en}
            onValue={(en) => change({ en })}
            error={errors[`${id}-note-en`]}
          />
          <TextArea
            id={`${id}-note-zh`}
            label={t.noteZh}
            rows={2}
            value={written.zh}
            onValue={(zh) => change({ zh })}
            error={errors[`${id}-note-zh`]}
          />
        </>
      )}
    </>
  );
}

function mistakesIn(item: RegistrationItem, written = NOTHING, t: ConsoleTexts["registration"]) {
  const at = `verdicts/${item}`;
  if (written.verdict === "") return [mistake(at, t.verdictMissing)];
  if (written.verdict === "pass") return [];
  return [
    ...(written.reason === "" ? [mistake(`${at}/reason`, t.reasonMissing)] : []),
    ...(written.en.trim() === "" ? [mistake(`${at}/note/en`, t.noteMissing)] : []),
    ...(written.zh.trim() === "" ? [mistake(`${at}/note/zh`, t.noteMissing)] : []),
  ];
}

/** What is sent of a verdict that has no mistakes. */
function sent({ verdict, reason, en, zh }: Written): RegistrationVerdict {
  if (verdict !== "return" || reason === "") return { verdict: "pass" };
  return { verdict, reason, note: { en: en.trim(), zh: zh.trim() } };
}
