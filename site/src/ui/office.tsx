import type { Catalogue } from "../api/types";
import { telephone } from "../domain/telephone";
import { useLanguage } from "../hooks/language";

interface Props {
  office: NonNullable<Catalogue["office"]>;
  heading: string;
  lead: string;
}

/** Whom to ask (S70, S71). */
export function Office({ office, heading, lead }: Props) {
  const { read } = useLanguage();
  return (
    <section class="site-card" aria-labelledby="office">
      <h2 class="govuk-heading-s" id="office">
        {heading}
      </h2>
      <p class="govuk-body">{lead}</p>
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
