import type { ComponentChildren } from "preact";
import type { Registration, RegistrationSection, UploadedDocument } from "../../api/types";
import { slotsOf } from "../../domain/slots";
import { isUnconfirmed } from "../../form/contact-confirmation";
import { SlotSection } from "../../form/documents/slot-section";
import { Parts } from "../../form/parts";
import { contextOf } from "../../form/registration/context";
import { itemOf } from "../../form/registration/items";
import { SectionSummary } from "../../form/section-summary";
import { isShown } from "../../form/spec";
import type { Context, FieldSpec, Fields, FieldValue, PartSpec, SectionSpec } from "../../form/spec";
import { nameOf, narrowed, topOf } from "../../form/values";
import { Said } from "../../ui/said";
import { isAboutAnswer } from "./checks";
import { PaymentGuide, Regulations } from "./guide";
import { ReturnedItem } from "./returned";
import type { Filling } from "./use-filling";
import { useFormInBoth } from "./use-words";

interface Props {
  section: SectionSpec<RegistrationSection>;
  registration: Registration;
  documents: readonly UploadedDocument[];
  filling: Filling;
  /** Whether the reader wanted to be done, and is told of every gap. */
  showsGaps: boolean;
  reloadDocuments: () => Promise<void>;
  children?: ComponentChildren;
}

/** A section of the form: what is open of it to be filled in, and the rest to be read (S101). */
export function FormSection({
  section,
  registration,
  documents,
  filling,
  showsGaps,
  reloadDocuments,
  children,
}: Props) {
  const { wording, say, sayOfDocuments } = useFormInBoth();
  const { name } = section;
  const { draft, asked, folder } = { ...filling, draft: filling.drafts[name] };
  const context = contextOf(asked.facts);
  if (!isAsked(section.parts, draft.fields, context)) return null;
  // What has come to lack something is open in a section that is not.
  const lacking = [...draft.found.missing.map(({ pointer }) => topOf(pointer)), ...draft.asked, ...asked.openSlots];
  const isOpen = asked.openSections.includes(name);
  const open = isOpen ? section : narrowed(section, lacking, "these");
  const slots = slotsOf(folder, documents);
  const drawSlot = (slot: string) => {
    const found = slots.find(({ row }) => row.slot === slot);
    return (
      found && (
        <SlotSection
          folder={folder}
          slot={found}
          name={found.row.name}
          say={sayOfDocuments}
          heading="h3"
          reload={reloadDocuments}
        />
      )
    );
  };
  const { missing, warnings } = draft.found;
  const shown = missing.filter((gap) => showsGaps || isAboutAnswer(gap));
  return (
    <section class="site-form-section" aria-labelledby={`section-${name}`}>
      <h2 class="govuk-heading-m" id={`section-${name}`}>
        <Said words={say(({ sections }) => sections[name])} />
      </h2>
      <ReturnedItem registration={registration} item={itemOf(name)} />
      <Parts
        sheet={{
          section: name,
          say: wording.say,
          context,
          errors: byPointer([...shown, ...draft.wrong]),
          warnings: byPointer(warnings.filter((each) => !isUnconfirmed(each))),
          change: (pointer, value) => change(filling, section, pointer, value),
          isPrefilled: (pointer) => isPrefilled(registration, name, pointer, draft.fields),
          above: (pointer) => ABOVE[`${name}${pointer}`]?.(registration),
          document: drawSlot,
          agreement: registration.regulations,
        }}
        parts={open.parts}
        fields={draft.fields}
        place=""
      />
      {children}
      {!isOpen && (
        <>
          <SectionSummary
            section={narrowed(section, lacking, "others")}
            wording={wording}
            fields={draft.fields}
            context={context}
          />
          {section.parts.map((part) =>
            "document" in part && !lacking.includes(part.document) && isShown(part, draft.fields, context, "")
              ? drawSlot(part.document)
              : null,
          )}
        </>
      )}
    </section>
  );
}

/** What has to be read before a question is answered, by section and pointer. */
const ABOVE: Partial<Record<string, (registration: Registration) => ComponentChildren>> = {
  "tuition/payment": () => <PaymentGuide />,
  "regulations/agreedTo": ({ regulations }) => <Regulations version={regulations} />,
};

/** Kinds that are answered with one press: what else is asked may follow from it. */
const CHOSEN: readonly FieldSpec["kind"][] = ["radios", "yesNo", "tick", "agreement"];

function change(
  filling: Filling,
  { name, parts }: SectionSpec<RegistrationSection>,
  pointer: string,
  value: FieldValue,
): void {
  const draft = filling.drafts[name];
  draft.change(pointer, value);
  const part = parts.find((part) => nameOf(part) === topOf(pointer));
  if (part && "kind" in part && CHOSEN.includes(part.kind)) draft.hurry();
}

/** Whether anything of the section is asked of this student (S105). */
export function isAsked(parts: readonly PartSpec[], fields: Fields, context: Context): boolean {
  return parts.some((part) => isShown(part, fields, context, `/${nameOf(part)}`));
}

/** Whether a field still is as it was filled in for the student. */
function isPrefilled({ prefilled, sections }: Registration, name: RegistrationSection, pointer: string, now: Fields) {
  const field = topOf(pointer);
  const before = sections[name].fields as Fields;
  return prefilled.includes(`/${name}${pointer}`) && now[field] === before[field];
}

function byPointer(found: readonly { pointer: string; detail: string }[]): Record<string, string> {
  return Object.fromEntries(found.map(({ pointer, detail }) => [pointer, detail]));
}
