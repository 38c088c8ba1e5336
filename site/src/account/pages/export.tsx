import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import { callWithIntent } from "../../api/idempotency";
import { Problem } from "../../api/problem";
import type { Account, Export } from "../../api/types";
import { useAction } from "../../hooks/use-action";
import { useForm } from "../../hooks/use-form";
import { useLoaded } from "../../hooks/use-loaded";
import { usePolling } from "../../hooks/use-polling";
import { Await } from "../../ui/await";
import { Button } from "../../ui/button";
import { PageProblem } from "../../ui/error-summary";
import { ProblemSummary } from "../../ui/error-summary";
import { Instant } from "../../ui/instant";
import { SubmitButton } from "../../ui/submit-button";
import { Tag } from "../../ui/tag";
import type { TagColour } from "../../ui/tag";
import { AccountPage } from "../account-page";
import { PasswordAgain, passwordAgainMistakes } from "../password-again";
import { useAccountTexts } from "../use-texts";

const COLOURS: Record<Export["state"], TagColour> = { building: "blue", ready: "green", failed: "red" };

/** A copy of everything that is stored about the reader: asked for, made in the background, fetched. */
export default function ExportPage() {
  const t = useAccountTexts().export;
  return <AccountPage title={t.title}>{(account) => <Exports account={account} />}</AccountPage>;
}

function readExports() {
  return reply(api.GET("/api/account/exports"));
}

function Exports({ account }: { account: Account }) {
  const own = useAccountTexts();
  const t = own.export;
  const exports = useLoaded(readExports, []);
  const isBuilding = exports.content?.items.some(({ state }) => state === "building") ?? false;
  usePolling(isBuilding, exports.reload, 2000);
  const [password, setPassword] = useState("");
  const form = useForm(
    password,
    (password) => passwordAgainMistakes(password, own),
    async () => {
      const body = { password };
      await callWithIntent("export", (header) => reply(api.POST("/api/account/exports", { params: { header }, body })));
      setPassword("");
      await exports.reload();
    },
  );

  return (
    <>
      <PageProblem of={form} />
      <p class="govuk-body">{t.lead}</p>
      <Await loaded={exports}>
        {({ items }) => (
          <ul class="site-results" aria-live="polite">
            {items.map((each) => (
              <Row key={each.id} found={each} />
            ))}
          </ul>
        )}
      </Await>
      {!isBuilding && (
        <form noValidate onSubmit={form.submit}>
          <h2 class="govuk-heading-m">{t.askHeading}</h2>
          <PasswordAgain userName={account.userName} value={password} onValue={setPassword} errors={form.errors} />
          <SubmitButton form={form}>{t.submit}</SubmitButton>
        </form>
      )}
    </>
  );
}

function Row({ found }: { found: Export }) {
  const t = useAccountTexts().export;
  const download = useAction(async () => {
    // A link lives for minutes, so each download asks for its own.
    const { items } = await readExports();
    const url = items.find(({ id }) => id === found.id)?.url;
    if (!url) throw new Problem(404, "not_found", t.gone);
    location.assign(url);
  });
  return (
    <li class="site-card site-result">
      <div>
        <p class="govuk-body">
          <Tag colour={COLOURS[found.state]}>{t.states[found.state]}</Tag>
        </p>
        <p class="govuk-body-s">
          {t.requested}: <Instant at={found.requestedAt} />
          {found.state === "ready" && found.expiresAt && (
            <>
              <br />
              {t.until}: <Instant at={found.expiresAt} />
            </>
          )}
        </p>
        {found.state === "building" && <p class="govuk-body-s">{t.building}</p>}
        <ProblemSummary problem={download.problem} />
      </div>
      {found.state === "ready" && (
        <div class="site-result__action">
          <Button busy={download.busy} onClick={() => void download.run()}>
            {t.download}
          </Button>
        </div>
      )}
    </li>
  );
}
