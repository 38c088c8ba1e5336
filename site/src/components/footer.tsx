import { useLanguage } from "../language";
import { usePlace } from "../router";

/** Whom to ask (S71), and the other side's door. */
export function Footer() {
  const { texts } = useLanguage();
  const { path } = usePlace();
  const inConsole = path.startsWith("/console");
  return (
    <footer class="site-footer">
      <div class="govuk-width-container">
        <p class="govuk-body-s">
          {texts.footer.office}{" "}
          <a class="govuk-link" href={`mailto:${texts.footer.email}`}>
            {texts.footer.email}
          </a>{" "}
          {texts.footer.phone}
        </p>
        <p class="govuk-body-s">{texts.footer.times}</p>
        <p class="govuk-body-s">
          <a class="govuk-link" href={inConsole ? "/" : "/console/sign-in"}>
            {inConsole ? texts.footer.forApplicants : texts.footer.forStaff}
          </a>
        </p>
      </div>
    </footer>
  );
}
