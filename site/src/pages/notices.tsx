import { api, reply } from "../api/client";
import { Await } from "../components/await";
import { Button } from "../components/button";
import { ProblemSummary } from "../components/error-summary";
import { NoticeList } from "../components/notice-list";
import { Page } from "../components/page";
import { SignedIn } from "../components/signed-in";
import { useAction } from "../hooks/use-action";
import { useLoaded } from "../hooks/use-loaded";
import { useLanguage } from "../language";

/** Everything the service has told the applicant (S66). */
export default function NoticesPage() {
  return (
    <SignedIn kind="applicant">
      <Notices />
    </SignedIn>
  );
}

function Notices() {
  const { texts, language } = useLanguage();
  const loaded = useLoaded(() => reply(api.GET("/api/notices")), [language]);
  const more = useAction(async () => {
    if (!loaded.content?.next) return;
    const page = await reply(api.GET("/api/notices", { params: { query: { cursor: loaded.content.next } } }));
    loaded.replace({ ...page, items: [...loaded.content.items, ...page.items] });
  });
  return (
    <Page title={texts.notices.title}>
      <Await loaded={loaded}>
        {({ items, next }) => (
          <>
            <NoticeList notices={items} level="h2" />
            {more.problem && <ProblemSummary problem={more.problem} />}
            {next && (
              <Button secondary busy={more.busy} onClick={() => void more.run()}>
                {texts.programmes.more}
              </Button>
            )}
          </>
        )}
      </Await>
    </Page>
  );
}
