import { useCatalogue } from "../api/catalogue";
import { telephone } from "../domain/telephone";
import { usePlace } from "../hooks/place";
import { isOfConsole, paths } from "../paths";
import { useTexts } from "../ui/use-texts";

/** Whom to ask (S71), and the other side's door. */
export function Footer() {
  const texts = useTexts();
  const { path } = usePlace();
  const office = useCatalogue().content?.office;
  const inConsole = isOfConsole(path);
  return (
    <footer class="site-footer">
      <div class="govuk-width-container">
        {office && (
          <p class="govuk-body-s">
            {texts.footer.office}{" "}
            <a class="govuk-link site-anywhere" href={`mailto:${office.email}`}>
              {office.email}
            </a>{" "}
            {texts.footer.orCall}{" "}
            <a class="govuk-link" href={telephone(office.phone)}>
              {office.phone}
            </a>
          </p>
        )}
        <p class="govuk-body-s">{texts.footer.times}</p>
        <p class="govuk-body-s">
          <a class="govuk-link" href={inConsole ? paths.home : paths.staffSignIn}>
            {inConsole ? texts.footer.forApplicants : texts.footer.forStaff}
          </a>
        </p>
      </div>
    </footer>
  );
}
