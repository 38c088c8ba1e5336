import { useEffect } from "preact/hooks";
import { readOwnAccount, useOwnAccount } from "../api/own-account";
import { useReader } from "../api/session";
import { paths } from "../paths";
import { Instant } from "../ui/instant";
import { useTexts } from "../ui/use-texts";

/** With fewer recovery codes a member of staff is told to make new ones. */
const ENOUGH_CODES = 3;

/** What whoever is signed in must know on every page: mails come back, the address is not confirmed, or the account is about to be deleted. */
export function AccountBanners() {
  const texts = useTexts();
  const account = useOwnAccount().content;
  const reader = useReader()?.id ?? null;
  useEffect(() => readOwnAccount(reader !== null), [reader]);
  const t = texts.banners;
  if (!account) return null;
  const codesLeft = account.recoveryCodesLeft ?? ENOUGH_CODES;
  const isAllWell = !account.emailTrouble && account.emailConfirmed && !account.deletion && codesLeft >= ENOUGH_CODES;
  if (isAllWell) return null;
  return (
    <section class="site-banners" aria-label={t.label}>
      <div class="govuk-width-container">
        {account.emailTrouble && (
          <p class="site-banner">
            {t.emailTrouble[account.emailTrouble.state](account.email)}{" "}
            <a class="govuk-link" href={paths.email}>
              {t.changeEmail}
            </a>
          </p>
        )}
        {!account.emailConfirmed && (
          <p class="site-banner">
            {t.emailOfRoster(account.email)}{" "}
            <a class="govuk-link" href={paths.email}>
              {t.confirmEmail}
            </a>
          </p>
        )}
        {account.deletion && (
          <p class="site-banner">
            {account.deletion.hindrances.length > 0 ? (
              texts.banners.deletionHeld
            ) : (
              <>
                {t.deletion} <Instant at={account.deletion.dueAt} />
              </>
            )}{" "}
            <a class="govuk-link" href={paths.deletion}>
              {t.takeBack}
            </a>
          </p>
        )}
        {codesLeft < ENOUGH_CODES && (
          <p class="site-banner">
            {texts.recoveryCodes.title}: {texts.recoveryCodes.left(codesLeft)}{" "}
            <a class="govuk-link" href={paths.recoveryCodes}>
              {texts.recoveryCodes.renew}
            </a>
          </p>
        )}
      </div>
    </section>
  );
}
