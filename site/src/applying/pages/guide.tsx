import { api, reply } from "../../api/client";
import { useLanguage } from "../../hooks/language";
import { useLoaded } from "../../hooks/use-loaded";
import { paths } from "../../paths";
import { Await } from "../../ui/await";
import { Page } from "../../ui/page";
import { Guide } from "../guide";
import { useApplyingTexts } from "../use-texts";

/** A guide as it was published under a version: what was agreed to stays readable (S6). */
export default function GuidePage({ programmeId, version }: { programmeId: string; version: string }) {
  const { read } = useLanguage();
  const t = useApplyingTexts().programme;
  const params = { path: { programmeId, version } };
  const published = useLoaded(
    () => reply(api.GET("/api/programmes/{programmeId}/guides/{version}", { params })),
    [programmeId, version],
  );
  return (
    <Page
      title={t.guideTitle(version)}
      caption={published.content ? read(published.content.programme.name) : undefined}
      back={{ href: paths.programme({ programmeId }), text: t.toProgramme }}
    >
      <Await loaded={published}>{({ guide }) => <Guide guide={guide} />}</Await>
    </Page>
  );
}
