import { SectionPage } from "../section-page";

/** Step 5: how to reach the applicant (S53). */
export default function ContactInformationPage({ applicationId }: { applicationId: string }) {
  return <SectionPage section="contact_information" applicationId={applicationId} />;
}
