import { useState } from "preact/hooks";
import { api, reply } from "../api/client";
import { errorsByField } from "../api/problem";
import type { FieldProblem } from "../api/problem";
import type { BodyOf, Semester } from "../api/types";
import { beijingDay } from "../domain/time";
import { useLanguage } from "../hooks/language";
import { useForm } from "../hooks/use-form";
import { Button } from "../ui/button";
import { PageProblem } from "../ui/error-summary";
import { DayField, TextField } from "../ui/fields";
import { SubmitButton } from "../ui/submit-button";
import { useConsoleTexts } from "./use-texts";

type Entries = BodyOf<"set_semester">;
type WindowEntries = Entries["windows"][number];

const NO_WINDOW: WindowEntries = { cohort: "", opensOn: "", closesOn: "" };

/** What the form begins with: days in Beijing, of a window the last one in which it is open. */
function entriesOf(semester: Semester | null): Entries {
  if (semester === null) {
    return { id: "", version: 0, name: { en: "", zh: "" }, startsOn: "", endsOn: "", windows: [NO_WINDOW] };
  }
  const windows = semester.windows.map(({ cohort, opensAt, closesAt }) => ({
    cohort,
    opensOn: beijingDay(opensAt),
    closesOn: beijingDay(new Date(Date.parse(closesAt) - 1).toISOString()),
  }));
  return { ...semester, windows };
}

/** The field that a pointer means: its parts in a row, so that each window has its own. */
const fieldId = (pointer: string) => pointer.split("/").filter(Boolean).join("-");

/** What is left empty. */
function missing({ id, name, startsOn, endsOn, windows }: Entries, detail: string): FieldProblem[] {
  const entries = {
    "/id": id,
    "/name/en": name.en,
    "/name/zh": name.zh,
    "/startsOn": startsOn,
    "/endsOn": endsOn,
    ...Object.fromEntries(
      windows.flatMap((window, number) =>
        Object.entries(window).map(([field, value]) => [`/windows/${number}/${field}`, value]),
      ),
    ),
  };
  const empty = Object.entries(entries).filter(([, value]) => value.trim() === "");
  return empty.map(([pointer]) => ({ pointer, code: "required", detail }));
}

interface Props {
  /** The one to change; null for a new one. */
  semester: Semester | null;
  onSaved: () => Promise<void>;
  onCancel: () => void;
}

/** Sets a semester and the windows of its cohorts. Days off are refused by the service, which has the calendar. */
export function SemesterForm({ semester, onSaved, onCancel }: Props) {
  const { read } = useLanguage();
  const t = useConsoleTexts().semesters;
  const [entries, setEntries] = useState(() => entriesOf(semester));
  const form = useForm(
    entries,
    (entries) => missing(entries, t.missing),
    async () => {
      const { id, version, name, startsOn, endsOn, windows } = entries;
      await reply(api.PUT("/api/staff/semesters", { body: { id, version, name, startsOn, endsOn, windows } }));
      await onSaved();
    },
  );
  const errors = errorsByField(form.problem, fieldId);
  const set = (change: Partial<Entries>) => setEntries((before) => ({ ...before, ...change }));
  const { id, name, startsOn, endsOn, windows } = entries;
  return (
    <form noValidate onSubmit={form.submit}>
      <PageProblem of={form} fieldId={fieldId} />
      <h2 class="govuk-heading-m">{semester === null ? t.add : t.editHeading(read(semester.name))}</h2>
      {semester === null && (
        <TextField
          id="id"
          label={t.id}
          hint={t.idHint}
          value={id}
          onValue={(id) => set({ id })}
          width={20}
          error={errors.id}
        />
      )}
      <TextField
        id="name-en"
        label={t.nameEn}
        value={name.en}
        onValue={(en) => set({ name: { ...name, en } })}
        error={errors["name-en"]}
      />
      <TextField
        id="name-zh"
        label={t.nameZh}
        value={name.zh}
        onValue={(zh) => set({ name: { ...name, zh } })}
        error={errors["name-zh"]}
      />
      <DayField
        id="startsOn"
        label={t.startsOn}
        value={startsOn}
        onValue={(startsOn) => set({ startsOn })}
        error={errors.startsOn}
      />
      <DayField
        id="endsOn"
        label={t.endsOn}
        value={endsOn}
        onValue={(endsOn) => set({ endsOn })}
        error={errors.endsOn}
      />
      <h3 class="govuk-heading-s">{t.windows}</h3>
      <p class="govuk-body">{t.windowsHint}</p>
      <Windows windows={windows} onWindows={(windows) => set({ windows })} errors={errors} />
      <div class="govuk-button-group">
        <SubmitButton form={form}>{t.save}</SubmitButton>
        <Button secondary onClick={onCancel}>
          {t.cancel}
        </Button>
      </div>
    </form>
  );
}

interface WindowsProps {
  windows: readonly WindowEntries[];
  onWindows: (windows: WindowEntries[]) => void;
  errors: Record<string, string>;
}

function Windows({ windows, onWindows, errors }: WindowsProps) {
  const t = useConsoleTexts().semesters;
  return (
    <>
      {windows.map((window, number) => {
        const fieldOf = (field: keyof WindowEntries) => {
          const id = `windows-${number}-${field}`;
          const put = (value: string) => ({ ...window, [field]: value });
          return {
            id,
            value: window[field],
            error: errors[id],
            onValue: (value: string) => onWindows(windows.map((each, at) => (at === number ? put(value) : each))),
          };
        };
        return (
          <fieldset key={number} class="govuk-fieldset site-card">
            <legend class="govuk-fieldset__legend">{t.window(number + 1)}</legend>
            <TextField {...fieldOf("cohort")} label={t.cohort} hint={t.cohortHint} width={20} />
            <DayField {...fieldOf("opensOn")} label={t.opensOn} />
            <DayField {...fieldOf("closesOn")} label={t.closesOn} />
            <Button secondary onClick={() => onWindows(windows.filter((_, at) => at !== number))}>
              {t.removeWindow}
              <span class="govuk-visually-hidden"> {t.window(number + 1)}</span>
            </Button>
          </fieldset>
        );
      })}
      <Button secondary onClick={() => onWindows([...windows, NO_WINDOW])}>
        {t.addWindow}
      </Button>
    </>
  );
}
