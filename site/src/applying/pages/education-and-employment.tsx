import { SectionPage } from "../section-page";

/** Step 3: schools, universities and work (S45-S50). */
export default function EducationAndEmploymentPage({ applicationId }: { applicationId: string }) {
  return <SectionPage section="education_and_employment" applicationId={applicationId} />;
}
