import { api, reply } from "../../api/client";
import type { DeletionReceipt } from "../../api/types";
import { useLanguage } from "../../hooks/language";
import { useCodeOfLink } from "../../hooks/use-code-of-link";
import { useLoaded } from "../../hooks/use-loaded";
import { Await } from "../../ui/await";
import { Button } from "../../ui/button";
import { Instant } from "../../ui/instant";
import { Page } from "../../ui/page";
import { SummaryList } from "../../ui/summary-list";
import { useTexts } from "../../ui/use-texts";
import { useAccountTexts } from "../use-texts";

/** What was erased with an account and what had to be kept: for whoever has the link of the last mail. */
export default function DeletionReceiptPage() {
  const { language } = useLanguage();
  const texts = useTexts();
  const t = useAccountTexts().deletionReceipt;
  const code = useCodeOfLink();
  const receipt = useLoaded(
    () => reply(api.POST("/api/deletion-receipts/views", { body: { code } })),
    [code],
    language,
  );
  return (
    <Page title={t.title}>
      {code === "" ? (
        <p class="govuk-body">{texts.links.incomplete}</p>
      ) : (
        <Await loaded={receipt}>{(receipt) => <Receipt receipt={receipt} />}</Await>
      )}
    </Page>
  );
}

function Receipt({ receipt }: { receipt: DeletionReceipt }) {
  const t = useAccountTexts().deletionReceipt;
  return (
    <>
      <p class="govuk-body-l">{t.lead}</p>
      <SummaryList
        rows={[
          { key: t.requested, value: <Instant at={receipt.requestedAt} /> },
          { key: t.erasedAt, value: <Instant at={receipt.erasedAt} /> },
        ]}
      />
      <h2 class="govuk-heading-m">{t.erased}</h2>
      <SummaryList rows={receipt.erased.map(({ text, count }) => ({ key: text, value: String(count) }))} />
      <h2 class="govuk-heading-m">{t.kept}</h2>
      {receipt.kept.length === 0 && <p class="govuk-body">{t.nothingKept}</p>}
      <ul class="govuk-list govuk-list--bullet">
        {receipt.kept.map(({ code, text, until }) => (
          <li key={code}>
            {text}
            {until && (
              <>
                {" "}
                {t.until} <Instant at={until} />
              </>
            )}
          </li>
        ))}
      </ul>
      <div class="site-no-print">
        <Button secondary onClick={() => print()}>
          {t.print}
        </Button>
      </div>
    </>
  );
}
