import { useHandedOver } from "../hooks/hand-over";
import { useLanguage } from "../hooks/language";

/** Says what the page before has done. */
export function Done() {
  const { texts } = useLanguage();
  const { done } = useHandedOver();
  return done ? <DoneText text={texts.done[done]} /> : null;
}

/** Something that has just been done. */
export function DoneText({ text }: { text: string }) {
  return (
    <p class="govuk-inset-text site-done" role="status">
      {text}
    </p>
  );
}
