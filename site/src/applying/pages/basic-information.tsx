import { SectionPage } from "../section-page";

/** Step 1 of the form: who the applicant is, as in the passport (S42). */
export default function BasicInformationPage({ applicationId }: { applicationId: string }) {
  return <SectionPage section="basic_information" applicationId={applicationId} />;
}
