import { useHandedOver } from "./hand-over";
import { useTexts } from "./use-texts";

/** Says what the page before has done. */
export function Done() {
  const texts = useTexts();
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
