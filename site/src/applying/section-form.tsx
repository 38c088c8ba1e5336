import { useEffect } from "preact/hooks";
import { api, reply } from "../api/client";
import { useOwnAccount } from "../api/own-account";
import type { Application, SectionName } from "../api/types";
import { reopenedFields } from "../domain/application-state";
import { contextOf } from "../form/application/context";
import { SECTIONS } from "../form/application/sections";
import { useApplicationWording } from "../form/application/use-wording";
import { ContactConfirmation, isUnconfirmed } from "../form/contact-confirmation";
import { DraftButtons, DraftProblems, Places } from "../form/draft-parts";
import { Parts } from "../form/parts";
import { SectionSummary } from "../form/section-summary";
import type { Fields, SectionSpec } from "../form/spec";
import { useDraft } from "../form/use-draft";
import type { Draft, Found } from "../form/use-draft";
import { useFormTexts } from "../form/use-texts";
import { narrowed } from "../form/values";
import { go } from "../hooks/place";
import { useAction } from "../hooks/use-action";
import { paths } from "../paths";
import { askForLink } from "./ask-for-link";
import { AskedHere } from "./revision";
import { useSection } from "./use-section";
import { useApplyingTexts } from "./use-texts";

interface Props {
  section: SectionSpec<SectionName>;
  application: Application;
  reload: () => void;
}

/** The form of a draft; of an application to be revised only what is re-opened, and what that makes necessary. */
export function SectionForm({ section: whole, application, reload }: Props) {
  const t = useFormTexts();
  const own = useApplyingTexts();
  const wording = useApplicationWording();
  const revises = application.state === "revision_requested";
  const { name } = whole;

  const save = useSection(application, name);
  const draft = useDraft(foundIn(application, name), save, () => {
    const following = SECTIONS[SECTIONS.indexOf(whole) + 1];
    const next = following ? paths.sections[following.name] : paths.documents;
    go((revises ? paths.application : next)({ applicationId: application.id }));
  });
  usePrefilledEmail(name, draft);

  const { fields, found, wrong } = draft;
  const open = [...reopenedFields(application, name), ...draft.asked];
  const section = revises ? narrowed(whole, open, "these") : whole;
  // What is missing now, or was when "Save and next" refused: both may ask for another field.
  const context = contextOf(
    application,
    [...found.missing, ...wrong].map(({ pointer }) => pointer),
  );
  const errors = Object.fromEntries(wrong.map(({ pointer, detail }) => [pointer, detail]));
  const lacking = found.missing.filter((each) => !isUnconfirmed(each));
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void draft.saveAndNext.run();
      }}
    >
      <DraftProblems draft={draft} section={section} wording={wording} context={context} reload={reload} />
      <AskedHere
        application={application}
        items={(application.revision?.items ?? []).filter((item) => item.section === name)}
      />
      {name === "basic_information" && !revises && <p class="govuk-inset-text">{own.steps.asInPassport}</p>}
      <Parts
        sheet={{ section: name, say: wording.say, context, errors, change: draft.change }}
        parts={section.parts}
        fields={fields}
        place=""
      />
      <Contact application={application} draft={draft} />
      <Places
        section={section}
        wording={wording}
        title={t.lookAgain}
        found={found.warnings.filter((each) => !isUnconfirmed(each))}
      />
      {draft.showsMissing && !draft.problem && (
        <Places section={section} wording={wording} title={t.stillMissing(lacking.length)} found={lacking} />
      )}
      <DraftButtons draft={draft} next={revises ? own.revision.save : t.saveAndNext} />
      {revises && (
        <>
          <h2 class="govuk-heading-m">{own.revision.rest}</h2>
          <SectionSummary
            section={narrowed(whole, open, "others")}
            wording={wording}
            fields={fields}
            context={context}
          />
        </>
      )}
    </form>
  );
}

/** What the service says of a section of the application. */
function foundIn({ sections }: Pick<Application, "sections">, name: SectionName): Found {
  const { missing, warnings, fields } = sections[name];
  return { missing, warnings, fields: fields as Fields };
}

/** The contact address; nothing in the sections that have none. */
function emailOf(fields: Fields): string {
  return typeof fields.email === "string" ? fields.email.trim() : "";
}

/** The contact address as it is kept, as long as it is not confirmed (S13). */
function Contact({ application: { id }, draft }: { application: Application; draft: Draft }) {
  const lookAgain = useAction(async () => {
    const params = { path: { applicationId: id } };
    const application = await reply(api.GET("/api/applications/{applicationId}", { params }));
    draft.lookedAgain(foundIn(application, "contact_information"));
  });
  const { found, fields } = draft;
  const email = emailOf(found.fields);
  if (![...found.missing, ...found.warnings].some(isUnconfirmed) || email !== emailOf(fields)) return null;
  return (
    <ContactConfirmation
      key={email}
      ask={() => askForLink(id)}
      email={email}
      onMaybeConfirmed={() => void lookAgain.run()}
    />
  );
}

/** The address of the account stands in the field until another is typed. */
function usePrefilledEmail(section: SectionName, draft: Draft): void {
  const email = useOwnAccount().content?.email;
  useEffect(() => {
    if (section === "contact_information" && email) draft.prefill("email", email);
  }, [email]);
}
