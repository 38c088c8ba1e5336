import { useApplyingTexts } from "../use-texts";

import { Await } from "../../ui/await";
import { MoreButton } from "../../ui/more-button";
import { NoticeList } from "../notice-list";
import { Page } from "../../ui/page";
import { usePages } from "../../hooks/use-pages";
import { useLanguage } from "../../hooks/language";
import { readNotices, withRead } from "../../api/notices";

/** Everything the service has told the applicant (S66). */
export default function NoticesPage() {
  const t = useApplyingTexts().notices;
  const { language } = useLanguage();
  const pages = usePages(readNotices, [], language);
  return (
    <Page title={t.title}>
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
