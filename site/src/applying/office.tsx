import type { Catalogue } from "../api/types";
import { telephone } from "../domain/telephone";
import { useLanguage } from "../hooks/language";
import { useApplyingTexts } from "./use-texts";

/** Whom to ask about an application (S70, S71). */
export function Office({ office }: { office: NonNullable<Catalogue["office"]> }) {
  const { read } = useLanguage();
  const t = useApplyingTexts().office;
  return (
    <section class="site-card" aria-labelledby="office">
      <h2 class="govuk-heading-s" id="office">
        {t.heading}
      </h2>
      <p class="govuk-body">{t.lead}</p>
      <p class="govuk-body">
        <a class="govuk-link site-anywhere" href={`mailto:${office.email}`}>
          {office.email}
        </a>
        <br />
        <a class="govuk-link" href={telephone(office.phone)}>
          {office.phone}
        </a>
        <br />
        {read(office.address)}
      </p>
    </section>
  );
}
