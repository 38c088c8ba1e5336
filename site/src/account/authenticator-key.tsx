import { QrCode } from "../ui/qr-code";
import { useAccountTexts } from "./use-texts";

/** The key for an authenticator app: as a code to scan, as a link on a phone, and as text to type. */
export function AuthenticatorKey({ totpSecret, otpauthUrl }: { totpSecret: string; otpauthUrl: string }) {
  const t = useAccountTexts().authenticator;
  return (
    <div class="site-card site-scan">
      <QrCode content={otpauthUrl} label={t.qrLabel} />
      <div>
        <ol class="govuk-list govuk-list--number">
          {t.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p class="govuk-body">
          <a class="govuk-link" href={otpauthUrl}>
            {t.open}
          </a>
        </p>
        <p class="govuk-body-s">{t.byHand}</p>
        <p class="govuk-body">
          <code class="site-key">{totpSecret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
        </p>
      </div>
    </div>
  );
}
