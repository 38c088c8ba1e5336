import { useState } from "preact/hooks";
import { useLanguage } from "../../hooks/language";
import { paths } from "../../paths";
import { ButtonLink } from "../../ui/button";
import { TextField } from "../../ui/fields";
import { Page } from "../../ui/page";
import { useTexts } from "../../ui/use-texts";
import { OwnStudies } from "../own-studies";
import { SCHOOLS, servicesWith } from "../services";
import type { Service } from "../services";
import { useRegisteringTexts } from "../use-texts";

/** The home of whoever is signed in: the own studies, and every service, found by words and by school (S78). */
export default function ServicesPage() {
  const texts = useTexts();
  const { read } = useLanguage();
  const t = useRegisteringTexts().services;
  const [query, setQuery] = useState("");
  const found = servicesWith(query);
  return (
    <Page title={texts.navigation.services} wide>
      <OwnStudies>
        {({ registration }) => registration && <ButtonLink href={paths.registration}>{t.toRegistration}</ButtonLink>}
      </OwnStudies>
      <h2 class="govuk-heading-m">{t.all}</h2>
      <form role="search" onSubmit={(event) => event.preventDefault()}>
        <TextField id="query" type="search" label={t.search} hint={t.searchHint} value={query} onValue={setQuery} />
      </form>
      <p class="govuk-body" role="status">
        {found.length === 0 ? t.none : t.count(found.length)}
      </p>
      {SCHOOLS.map(({ id, name }) => (
        <School key={id} name={read(name)} services={found.filter(({ school }) => school === id)} />
      ))}
    </Page>
  );
}

function School({ name, services }: { name: string; services: readonly Service[] }) {
  const { read } = useLanguage();
  if (services.length === 0) return null;
  return (
    <section>
      <h3 class="govuk-heading-s">{name}</h3>
      <ul class="site-services">
        {services.map(({ href, name, text }) => (
          <li key={href} class="site-card">
            <a class="govuk-link" href={href}>
              {read(name)}
            </a>
            <br />
            <span class="site-muted">{read(text)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
