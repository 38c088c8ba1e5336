import { SectionPage } from "../section-page";

/** Step 2: what the applicant wants to study, and which languages they bring (S44). */
export default function StudyPlanPage({ applicationId }: { applicationId: string }) {
  return <SectionPage section="study_plan" applicationId={applicationId} />;
}
