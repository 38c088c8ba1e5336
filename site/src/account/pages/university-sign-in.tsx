import { useEffect, useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import { Problem } from "../../api/problem";
import { startSession } from "../../api/session";
import { go, usePlace } from "../../hooks/place";
import { useAction } from "../../hooks/use-action";
import { paths } from "../../paths";
import { Waiting } from "../../ui/await";
import { Page } from "../../ui/page";
import { useTexts } from "../../ui/use-texts";
import { takeWanted } from "../led-on";
import { UniversityCard } from "../university-card";
import { useAccountTexts } from "../use-texts";

/** What came back with the browser: the code of OpenID Connect, or the ticket of CAS. */
interface Returned {
  state: string;
  proof: string;
  issuer?: string;
}

function returnedWith(query: URLSearchParams): Returned | null {
  const [state, proof, issuer] = [query.get("state"), query.get("code") ?? query.get("ticket"), query.get("iss")];
  return state && proof ? { state, proof, ...(issuer ? { issuer } : {}) } : null;
}

/** Where the university leads back to (S77): signs in, or says why not and which other ways there are. */
export default function UniversitySignInPage() {
  const t = useAccountTexts().university;
  const { query } = usePlace();
  const [returned] = useState(() => returnedWith(query));
  const finish = useAction(async () => {
    if (returned === null) throw new Problem(0, "university_not_finished", "");
    startSession(await reply(api.POST("/api/sessions/university", { body: returned })));
    go(takeWanted(paths.services), { replace: true });
  });
  useEffect(() => {
    // The code works once; it stays in no history.
    go(paths.universitySignIn, { replace: true });
    if (returned !== null) void finish.run();
  }, []);

  if (returned !== null && finish.problem === null) {
    return (
      <Page title={t.working}>
        <Waiting />
      </Page>
    );
  }
  return (
    <Page title={t.failed} errors={returned === null ? undefined : finish}>
      {returned === null && <p class="govuk-body">{t.notFinished}</p>}
      <OtherWays />
      <UniversityCard />
    </Page>
  );
}

/** The two other ways in. */
function OtherWays() {
  const texts = useTexts();
  const t = useAccountTexts().university;
  return (
    <>
      <h2 class="govuk-heading-m">{t.otherWays}</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>
          <a class="govuk-link" href={paths.signIn}>
            {texts.home.signIn}
          </a>
          : {t.byPassword}
        </li>
        <li>
          <a class="govuk-link" href={paths.claimStudentRecord}>
            {t.claim}
          </a>
          : {t.byClaim}
        </li>
      </ul>
    </>
  );
}
