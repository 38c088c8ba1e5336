import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import { errorsByField } from "../../api/problem";
import type { LetterSettings } from "../../api/types";
import { idOf } from "../../form/values";
import { mistake, useForm } from "../../hooks/use-form";
import { useLoaded } from "../../hooks/use-loaded";
import { paths } from "../../paths";
import { Await } from "../../ui/await";
import { DoneText } from "../../ui/done";
import { PageProblem } from "../../ui/error-summary";
import { CheckboxField, TextArea, TextField } from "../../ui/fields";
import { Page } from "../../ui/page";
import { SubmitButton } from "../../ui/submit-button";
import { useTexts } from "../../ui/use-texts";
import { showSlots, slotsIn } from "../collection-slots";
import { useConsoleTexts } from "../use-texts";

const NOTHING = { en: "", zh: "" };

/** Before anything is set. */
const UNSET: LetterSettings = {
  version: 0,
  university: NOTHING,
  office: NOTHING,
  address: NOTHING,
  contact: "",
  addressee: NOTHING,
  validDays: 30,
  downloadable: false,
  collection: { place: NOTHING, hours: NOTHING, slots: [] },
};

/** Who writes letters and to whom, how long they are good, and where and when they are collected (S103). */
export default function LetterSettingsPage() {
  const texts = useTexts();
  const t = useConsoleTexts().letters;
  const settings = useLoaded(() => reply(api.GET("/api/visa/letter-settings")), []);
  const [saved, setSaved] = useState(false);
  return (
    <Page title={t.settings} caption={texts.consoleName} back={{ href: paths.letters, text: t.title }}>
      {saved && <DoneText text={t.saved} />}
      <Await loaded={settings}>
        {({ settings: set }) => (
          <SettingsForm
            key={set?.version ?? 0}
            settings={set ?? UNSET}
            onSaved={async () => {
              await settings.reload();
              setSaved(true);
            }}
          />
        )}
      </Await>
    </Page>
  );
}

interface FormProps {
  settings: LetterSettings;
  onSaved: () => Promise<void>;
}

/** The field that a pointer means: all slots are written in one. */
const fieldId = (pointer: string) => (pointer.startsWith("/collection/slots") ? "collection-slots" : idOf(pointer));

/** The texts that are said in both languages, by their pointer. */
const BILINGUAL = ["university", "office", "address", "addressee", "collection-place", "collection-hours"] as const;
type Bilingual = (typeof BILINGUAL)[number];

function textsOf({ collection, ...settings }: LetterSettings): Record<Bilingual, { en: string; zh: string }> {
  const { university, office, address, addressee } = settings;
  const own = { university, office, address, addressee };
  return { ...own, "collection-place": collection.place, "collection-hours": collection.hours };
}

function SettingsForm({ settings, onSaved }: FormProps) {
  const t = useConsoleTexts().letters;
  const [texts, setTexts] = useState(() => textsOf(settings));
  const [contact, setContact] = useState(settings.contact);
  const [validDays, setValidDays] = useState(String(settings.validDays));
  const [downloadable, setDownloadable] = useState(settings.downloadable);
  const [slots, setSlots] = useState(() => showSlots(settings.collection.slots));
  const form = useForm(
    slots,
    (slots) => (slotsIn(slots) === null ? [mistake("collection/slots", t.slotsWrong)] : []),
    async () => {
      const { "collection-place": place, "collection-hours": hours, ...own } = texts;
      const collection = { place, hours, slots: slotsIn(slots) ?? [] };
      const days = Number(validDays) || 0;
      const body = { version: settings.version, ...own, contact, validDays: days, downloadable, collection };
      await reply(api.PUT("/api/visa/letter-settings", { body }));
      await onSaved();
    },
  );
  const errors = errorsByField(form.problem, fieldId);
  return (
    <form noValidate onSubmit={form.submit}>
      <PageProblem of={form} fieldId={fieldId} />
      {BILINGUAL.map((name) =>
        (["zh", "en"] as const).map((language) => (
          <TextField
            key={`${name}-${language}`}
            id={`${name}-${language}`}
            label={t.settingNames[name](t.languages[language])}
            value={texts[name][language]}
            onValue={(text) => setTexts({ ...texts, [name]: { ...texts[name], [language]: text } })}
            maxLength={200}
            error={errors[`${name}-${language}`]}
          />
        )),
      )}
      <TextField id="contact" label={t.contact} value={contact} onValue={setContact} error={errors.contact} />
      <TextField
        id="validDays"
        label={t.validDays}
        inputMode="numeric"
        width={10}
        value={validDays}
        onValue={setValidDays}
        error={errors.validDays}
      />
      <CheckboxField id="downloadable" label={t.downloadable} checked={downloadable} onChecked={setDownloadable} />
      <TextArea
        id="collection-slots"
        label={t.slots}
        hint={t.slotsHint}
        value={slots}
        onValue={setSlots}
        error={errors["collection-slots"]}
      />
      <SubmitButton form={form}>{t.save}</SubmitButton>
    </form>
  );
}
