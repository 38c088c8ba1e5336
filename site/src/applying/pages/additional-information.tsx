import { SectionPage } from "../section-page";

/** Step 4: family, who pays, whom to call (S51, S52). */
export default function AdditionalInformationPage({ applicationId }: { applicationId: string }) {
  return <SectionPage section="additional_information" applicationId={applicationId} />;
}
