import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import { forgetSession, useReader } from "../../api/session";
import type { OpenSession } from "../../api/types";
import { focusTitle } from "../../hooks/focus-title";
import { useAction } from "../../hooks/use-action";
import { useLoaded } from "../../hooks/use-loaded";
import { paths, signInOf } from "../../paths";
import { Await } from "../../ui/await";
import { Button } from "../../ui/button";
import { DoneText } from "../../ui/done";
import { goWith } from "../../ui/hand-over";
import { Instant } from "../../ui/instant";
import { Page } from "../../ui/page";
import { Tag } from "../../ui/tag";
import { useTexts } from "../../ui/use-texts";
import { useAccountTexts } from "../use-texts";

/** Where the reader is signed in: end one, or all. */
export default function SessionsPage() {
  const texts = useTexts();
  const own = useAccountTexts();
  const t = own.sessions;
  const kind = useReader()?.kind ?? "applicant";
  const sessions = useLoaded(() => reply(api.GET("/api/account/sessions")), []);
  const [ended, setEnded] = useState<string | null>(null);
  const end = useAction(async (target: OpenSession) => {
    const params = { path: { sessionId: target.id } };
    await reply(api.DELETE("/api/account/sessions/{sessionId}", { params }));
    await sessions.reload();
    setEnded(target.device || texts.signInLog.unknownDevice);
    focusTitle();
  });
  const endAll = useAction(async () => {
    await reply(api.DELETE("/api/account/sessions"));
    forgetSession(false);
    goWith(signInOf(kind), { done: "sessions_ended" }, { replace: true });
  });
  const problem = end.problem ?? endAll.problem;

  return (
    <Page title={t.title} back={{ href: paths.account, text: own.account.title }} errors={{ problem }}>
      {ended !== null && <DoneText text={t.ended(ended)} />}
      <p class="govuk-body">{t.lead}</p>
      <Await loaded={sessions}>
        {({ items }) => (
          <>
            <ul class="site-results">
              {items.map((item) => (
                <Row key={item.id} session={item} busy={end.busy} end={() => void end.run(item)} />
              ))}
            </ul>
            <h2 class="govuk-heading-m">{t.endAllHeading}</h2>
            <p class="govuk-body">{t.endAllText}</p>
            <Button warning busy={endAll.busy} onClick={() => void endAll.run()}>
              {t.endAll}
            </Button>
          </>
        )}
      </Await>
    </Page>
  );
}

function Row({ session, busy, end }: { session: OpenSession; busy: boolean; end: () => void }) {
  const texts = useTexts();
  const t = useAccountTexts().sessions;
  const device = session.device || texts.signInLog.unknownDevice;
  return (
    <li class="site-card site-result">
      <div>
        <h2 class="govuk-heading-s">
          {device} {session.current && <Tag colour="green">{t.current}</Tag>}
        </h2>
        <p class="govuk-body-s">
          {t.opened}: <Instant at={session.openedAt} />
          <br />
          {t.lastUsed}: <Instant at={session.lastUsedAt} />
        </p>
      </div>
      {!session.current && (
        <div class="site-result__action">
          <Button secondary busy={busy} onClick={end}>
            {t.end}
            <span class="govuk-visually-hidden"> {device}</span>
          </Button>
        </div>
      )}
    </li>
  );
}
