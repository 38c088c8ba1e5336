import { api, reply } from "../../api/client";
import { useApplication, usePayment } from "../../api/reading";
import type { Payment } from "../../api/types";
import { showMoney } from "../../domain/money";
import { useLanguage } from "../../hooks/language";
import { useAction } from "../../hooks/use-action";
import { usePolling } from "../../hooks/use-polling";
import { paths } from "../../paths";
import { ApplicationPage } from "../../ui/application-page";
import { Await } from "../../ui/await";
import { Button, ButtonLink } from "../../ui/button";
import { Instant } from "../../ui/instant";
import { QrCode } from "../../ui/qr-code";
import { SummaryList } from "../../ui/summary-list";
import { useTexts } from "../../ui/use-texts";
import { usePayingTexts } from "../use-texts";

/** Paying the application fee (S61, S62): WeChat Pay by a code to scan. */
export default function PaymentPage({ applicationId }: { applicationId: string }) {
  const t = usePayingTexts().nothing;
  const texts = useTexts();
  const path = { applicationId };
  const application = useApplication(applicationId);
  const payment = usePayment(applicationId);
  const start = useAction(async () => {
    await reply(
      api.POST("/api/applications/{applicationId}/payments", { params: { path }, body: { method: "wechat_pay" } }),
    );
    await payment.reload();
  });
  const waiting = payment.content?.state === "due" && payment.content.attempts.length > 0;
  usePolling(waiting, payment.reload, 2000);

  return (
    <ApplicationPage
      title={texts.application.fee}
      application={application}
      applicationId={applicationId}
      errors={start}
    >
      <Await loaded={payment}>
        {(payment) => (
          <div aria-live="polite">
            {payment.state === "settled" && <Settled payment={payment} applicationId={applicationId} />}
            {payment.state === "due" && <Due payment={payment} busy={start.busy} start={() => void start.run()} />}
            {(payment.state === "not_due" || payment.state === "waived") && (
              <p class="govuk-inset-text">{t[payment.state]}</p>
            )}
          </div>
        )}
      </Await>
    </ApplicationPage>
  );
}

function Settled({ payment, applicationId }: { payment: Payment; applicationId: string }) {
  const { locale } = useLanguage();
  const texts = useTexts();
  const t = usePayingTexts();
  return (
    <>
      <div class="govuk-panel govuk-panel--confirmation">
        <h2 class="govuk-panel__title">{t.paid}</h2>
        {payment.amount && <div class="govuk-panel__body">{showMoney(payment.amount, locale)}</div>}
      </div>
      {payment.settledAt && (
        <p class="govuk-body">
          {t.paidAt}: <Instant at={payment.settledAt} />
        </p>
      )}
      <p class="govuk-body">{t.afterwards}</p>
      <ButtonLink href={paths.application({ applicationId })}>{texts.application.backToTasks}</ButtonLink>
    </>
  );
}

interface DueProps {
  payment: Payment;
  busy: boolean;
  start: () => void;
}

function Due({ payment, busy, start }: DueProps) {
  const { locale } = useLanguage();
  const texts = useTexts();
  const t = usePayingTexts();
  const open = payment.attempts.find(({ codeUrl }) => codeUrl);
  return (
    <>
      <p class="govuk-body">{t.lead}</p>
      <SummaryList
        rows={[
          {
            key: t.amount,
            value: <strong>{payment.amount ? showMoney(payment.amount, locale) : texts.application.feeWaived}</strong>,
          },
          { key: t.method, value: t.wechatPay },
        ]}
      />
      {open?.codeUrl ? (
        <ScanCode codeUrl={open.codeUrl} expiresAt={open.expiresAt} />
      ) : (
        <Button busy={busy} onClick={start}>
          {payment.attempts.length > 0 ? t.newCode : t.start}
        </Button>
      )}
    </>
  );
}

function ScanCode({ codeUrl, expiresAt }: { codeUrl: string; expiresAt: string }) {
  const t = usePayingTexts();
  return (
    <section class="site-card site-scan" aria-labelledby="scan">
      <h2 class="govuk-heading-m" id="scan">
        {t.scan}
      </h2>
      <QrCode content={codeUrl} label={t.codeLabel} />
      <div>
        <ol class="govuk-list govuk-list--number">
          {t.scanSteps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p class="govuk-body-s site-muted">
          {t.codeUntil}: <Instant at={expiresAt} />
        </p>
        <p class="govuk-body site-waiting" role="status">
          {t.waiting}
        </p>
      </div>
    </section>
  );
}
