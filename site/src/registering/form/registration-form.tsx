import { useState } from "preact/hooks";
import type { Registration, UploadedDocument } from "../../api/types";
import { api, reply } from "../../api/client";
import { ContactConfirmation, isUnconfirmed } from "../../form/contact-confirmation";
import { DraftProblems, SaveStatus } from "../../form/draft-parts";
import { contextOf } from "../../form/registration/context";
import { SECTIONS } from "../../form/registration/sections";
import { idOf } from "../../form/values";
import { useLanguage } from "../../hooks/language";
import { go } from "../../hooks/place";
import { useAction } from "../../hooks/use-action";
import type { Loaded } from "../../hooks/use-loaded";
import type { SaveState } from "../../hooks/use-autosave";
import { paths } from "../../paths";
import { Button } from "../../ui/button";
import { ErrorSummary, PageProblem } from "../../ui/error-summary";
import type { ErrorLine } from "../../ui/error-summary";
import { useErrorsOfPage } from "../../ui/page-errors";
import { useFormTexts } from "../../form/use-texts";
import { useTexts } from "../../ui/use-texts";
import { gapsIn, readDocuments, readRegistration } from "../use-registration";
import { useRegisteringTexts } from "../use-texts";
import { FormSection } from "./form-section";
import { useFilling } from "./use-filling";
import type { Filling } from "./use-filling";
import { useFormInBoth } from "./use-words";

interface Props {
  registration: Registration;
  loaded: Loaded<Registration>;
  documents: readonly UploadedDocument[];
  loadedDocuments: Loaded<{ items: UploadedDocument[] }>;
  /** Shows what the service has in place of what was typed. */
  startAnew: () => void;
}

/** The form: all of it on one page, kept as it is typed, and looked through before it is submitted (S79-S100). */
export function RegistrationForm({ registration, loaded, documents, loadedDocuments, startAnew }: Props) {
  const t = useRegisteringTexts().registration;
  const formTexts = useFormTexts();
  const { wording } = useFormInBoth();
  const filling = useFilling(registration);
  // Another object with each press, so that the summary takes the focus anew.
  const [looked, setLooked] = useState<object | null>(null);

  const check = useAction(async () => {
    setLooked(null);
    await filling.settle();
    const [fresh, { items }] = await Promise.all([readRegistration(registration.id), readDocuments(registration.id)]);
    loaded.replace(fresh);
    loadedDocuments.replace({ items });
    const isComplete = SECTIONS.every(({ name }) => fresh.sections[name].complete);
    if (isComplete && gapsIn(fresh, items).length === 0) go(paths.checkRegistration({ registrationId: fresh.id }));
    else setLooked({});
  });
  const saveDraft = useAction(() => filling.begin());

  const context = contextOf(filling.asked.facts);
  const refused = SECTIONS.filter(({ name }) => filling.drafts[name].problem !== null);
  const problem = refused.length > 0 ? null : (check.problem ?? saveDraft.problem);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void check.run();
      }}
    >
      <PageProblem of={{ problem }} />
      {refused.map((section) => (
        <DraftProblems
          key={section.name}
          draft={filling.drafts[section.name]}
          section={section}
          wording={wording}
          context={context}
          reload={startAnew}
        />
      ))}
      {looked && refused.length === 0 && (
        <Gaps answer={looked} registration={registration} documents={documents} filling={filling} />
      )}
      {SECTIONS.map((section) => (
        <FormSection
          key={section.name}
          section={section}
          registration={registration}
          documents={documents}
          filling={filling}
          showsGaps={looked !== null}
          reloadDocuments={loadedDocuments.reload}
        >
          {section.name === "contact" && (
            <Contact registration={registration} filling={filling} lookAgain={loaded.reload} />
          )}
        </FormSection>
      ))}
      <SaveStatus state={slowest(SECTIONS.map(({ name }) => filling.drafts[name].saveState))} />
      <div class="govuk-button-group">
        <Button busy={check.busy}>{t.check}</Button>
        <Button secondary busy={saveDraft.busy} onClick={() => void saveDraft.run()}>
          {formTexts.saveDraft}
        </Button>
      </div>
    </form>
  );
}

/** What keeps the form from being done, each leading to its field or its document. */
function Gaps({ answer, registration, documents, filling }: GapsProps) {
  const texts = useTexts();
  const t = useRegisteringTexts().registration;
  const { read } = useLanguage();
  const { wording } = useFormInBoth();
  const inFields = SECTIONS.flatMap(({ name }) =>
    filling.drafts[name].found.missing.map(({ pointer, detail }) => ({
      text: texts.errors.inField(wording.label(name, pointer), detail),
      href: `#${idOf(pointer)}`,
    })),
  );
  const inDocuments = gapsIn({ ...registration, ...filling.asked }, documents).map(({ row }) => ({
    text: texts.errors.inField(read(row.name), t.documentMissing),
    href: `#${row.slot}`,
  }));
  const lines: ErrorLine[] = [...inFields, ...inDocuments];
  useErrorsOfPage(lines.length > 0);
  return lines.length > 0 ? <ErrorSummary answer={answer} lines={lines} /> : null;
}

interface GapsProps {
  answer: object;
  registration: Registration;
  documents: readonly UploadedDocument[];
  filling: Filling;
}

interface ContactProps {
  registration: Registration;
  filling: Filling;
  lookAgain: () => Promise<void>;
}

/** The address as it is kept, as long as it is not confirmed (S79). */
function Contact({ registration, filling, lookAgain }: ContactProps) {
  const { found, fields } = filling.drafts.contact;
  const email = typeof found.fields.email === "string" ? found.fields.email : "";
  const isOpen = registration.state === "draft" || registration.state === "returned";
  if (!isOpen || ![...found.missing, ...found.warnings].some(isUnconfirmed) || email !== fields.email) return null;
  const params = { path: { registrationId: registration.id } };
  return (
    <ContactConfirmation
      key={email}
      email={email}
      ask={async () => {
        await filling.begin();
        return reply(api.POST("/api/registrations/{registrationId}/email", { params }));
      }}
      onMaybeConfirmed={() => void lookAgain()}
    />
  );
}

/** From what the reader has to know first to what can wait. */
const ORDER: readonly SaveState[] = ["refused", "failed", "saving", "unsaved", "saved"];

function slowest(states: readonly SaveState[]): SaveState {
  return ORDER.find((state) => states.includes(state)) ?? "untouched";
}
