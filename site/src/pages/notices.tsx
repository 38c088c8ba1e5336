import { Await } from "../components/await";
import { MoreButton } from "../components/more-button";
import { NoticeList } from "../components/notice-list";
import { Page } from "../components/page";
import { usePages } from "../hooks/use-pages";
import { useLanguage } from "../language";
import { readNotices, withRead } from "../notices";

/** Everything the service has told the applicant (S66). */
export default function NoticesPage() {
  const { texts, language } = useLanguage();
  const pages = usePages(readNotices, [], language);
  return (
    <Page title={texts.notices.title}>
      <Await loaded={pages.list}>
        {(page) => (
          <>
            <NoticeList notices={page.items} level="h2" onRead={(read) => pages.list.replace(withRead(page, read))} />
            <MoreButton {...pages} />
          </>
        )}
      </Await>
    </Page>
  );
}
