import { useEffect, useRef, useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import type { BodyOf, Registration, RegistrationSection } from "../../api/types";
import type { Folder } from "../../form/documents/folder";
import { SECTIONS } from "../../form/registration/sections";
import type { Fields } from "../../form/spec";
import { useDraft } from "../../form/use-draft";
import type { Draft, Found } from "../../form/use-draft";
import { useVersionedSave } from "../../form/use-versioned-save";
import { checklistOf } from "../use-registration";

/** What the form asks for, which changes with each save. */
type Asked = Pick<Registration, "version" | "facts" | "checklist" | "openSlots" | "openSections">;

/** A registration while it is filled in: all its sections stand on one page. */
export interface Filling {
  asked: Asked;
  drafts: Record<RegistrationSection, Draft>;
  folder: Folder;
  /** Keeps all that was typed; throws what goes wrong. */
  settle: () => Promise<void>;
  /** The same, and begins the registration if nobody has: documents and links to addresses need one. */
  begin: () => Promise<void>;
}

/** Fills in a registration. */
export function useFilling(registration: Registration): Filling {
  const path = { registrationId: registration.id };
  const [asked, setAsked] = useState<Asked>(registration);
  const newest = useRef(registration.version);

  /** Answers may overtake each other. */
  function take(answer: Asked): void {
    if (answer.version < newest.current) return;
    newest.current = answer.version;
    setAsked(answer);
  }
  useEffect(() => take(registration), [registration]);

  // The sections are always the same ones, in the same order.
  const sections = SECTIONS.map(({ name }) => useSection(registration, name, take));

  async function settle(): Promise<void> {
    for (const { draft } of sections) await draft.settle();
  }

  async function begin(): Promise<void> {
    await settle();
    const [first] = sections;
    // What was returned may ask for more by now than when it was kept last: the service takes that once it is kept.
    const isToBeKept = newest.current === 0 || registration.state === "returned";
    if (isToBeKept && first) await first.save("save_draft", first.draft.fields);
  }

  return {
    asked,
    drafts: Object.fromEntries(sections.map(({ name, draft }) => [name, draft])) as Filling["drafts"],
    settle,
    begin,
    folder: {
      id: registration.id,
      ...checklistOf(asked),
      async announce(files) {
        await begin();
        return reply(api.POST("/api/registrations/{registrationId}/documents", { params: { path }, body: { files } }));
      },
      async remove(documentId) {
        await reply(
          api.DELETE("/api/registrations/{registrationId}/documents/{documentId}", {
            params: { path: { ...path, documentId } },
          }),
        );
      },
    },
  };
}

function useSection(registration: Registration, name: RegistrationSection, onSaved: (answer: Asked) => void) {
  const save = useVersionedSave(registration.version, async (version, intent, given) => {
    const fields = given as BodyOf<"save_registration_section">["fields"];
    const saved = await reply(
      api.PUT("/api/registrations/{registrationId}/sections/{section}", {
        params: { path: { registrationId: registration.id, section: name } },
        body: { version, intent, fields },
      }),
    );
    onSaved(saved);
    return saved;
  });
  const draft = useDraft(foundIn(registration, name), save, () => undefined);
  // What was said of it may have changed with another section, or with the language.
  useEffect(() => draft.lookedAgain(foundIn(registration, name)), [registration]);
  return { name, draft, save };
}

/** What the service says of a section. */
function foundIn({ sections }: Registration, name: RegistrationSection): Found {
  const { missing, warnings, fields } = sections[name];
  return { missing, warnings, fields: fields as Fields };
}
