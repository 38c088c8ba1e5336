import { api, reply } from "../api/client";
import { callWithIntent } from "../api/idempotency";
import { isProblem } from "../api/problem";
import { useSession } from "../api/session";
import type { EligibilityAnswers, Programme } from "../api/types";
import { go, usePlace } from "../hooks/place";
import { useAction } from "../hooks/use-action";
import { onTheWayTo, paths, withQuery } from "../paths";
import { Button, ButtonLink } from "../ui/button";
import { ProblemSummary } from "../ui/error-summary";
import { useTexts } from "../ui/use-texts";
import { EligibilityCheck } from "./eligibility";
import { useApplyingTexts } from "./use-texts";

interface Props {
  programme: Programme;
  reload: () => void;
}

/** The way from a programme to an application: the check where there is something to check, then the agreement (S30). */
export function Apply({ programme, reload }: Props) {
  const { query } = usePlace();
  const t = useApplyingTexts().programme;
  const fundingCategory = query.get("fundingCategory");
  const admissionType = query.get("admissionType");
  if (programme.removedAt) return <p class="govuk-inset-text">{t.removed}</p>;
  if (!programme.open) return <p class="govuk-inset-text">{t.closed}</p>;
  if (!fundingCategory || !admissionType) {
    return <ButtonLink href={withQuery(paths.programmes, query)}>{t.chooseFirst}</ButtonLink>;
  }
  const choice = {
    programmeId: programme.id,
    fundingCategory,
    admissionType,
    intake: query.get("intake") ?? programme.intake,
    guideVersion: programme.guide.version,
    from: query.get("from"),
    fromVersion: Number(query.get("fromVersion")) || null,
  };
  if (!programme.mustBeChecked) return <Start choice={choice} eligibility={null} reload={reload} />;
  return (
    <EligibilityCheck programme={programme} fundingCategory={fundingCategory}>
      {(answers) => <Start choice={choice} eligibility={answers} reload={reload} />}
    </EligibilityCheck>
  );
}

interface Choice {
  programmeId: string;
  fundingCategory: string;
  admissionType: string;
  intake: string;
  guideVersion: string;
  /** The application whose content is taken over. */
  from: string | null;
  /** As it was when the reader saw what beginning anew means. */
  fromVersion: number | null;
}

interface StartProps {
  choice: Choice;
  eligibility: EligibilityAnswers | null;
  reload: () => void;
}

function Start({ choice, eligibility, reload }: StartProps) {
  const texts = useTexts();
  const session = useSession();
  const { programme: t, restart } = useApplyingTexts();

  const start = useAction(async () => {
    const intent = `start ${Object.values(choice).join(" ")}`;
    try {
      const body = { ...choice, eligibility };
      const application = await callWithIntent(intent, (header) =>
        reply(api.POST("/api/applications", { params: { header }, body })),
      );
      go(paths.application({ applicationId: application.id }));
    } catch (error) {
      if (isProblem(error, "guide_changed")) reload();
      throw error;
    }
  });

  if (session.state !== "signed_in") {
    const here = location.pathname + location.search;
    return (
      <>
        <p class="govuk-body">{t.signInFirst}</p>
        <ButtonLink href={onTheWayTo(here, paths.signIn)}>{t.signInAndApply}</ButtonLink>
      </>
    );
  }
  return (
    <>
      <ProblemSummary problem={start.problem} />
      {isProblem(start.problem, "active_application_exists") && (
        <p class="govuk-body">
          <a class="govuk-link" href={paths.applications}>
            {texts.home.toApplications}
          </a>
        </p>
      )}
      {choice.from && isProblem(start.problem, "version_conflict") && (
        <p class="govuk-body">
          {restart.changed}{" "}
          <a class="govuk-link" href={paths.restart({ applicationId: choice.from })}>
            {restart.title}
          </a>
        </p>
      )}
      {choice.from && (
        <p class="govuk-inset-text">
          {restart.from} {restart.replaced}
        </p>
      )}
      <p class="govuk-body">{t.agreeText}</p>
      <Button busy={start.busy} onClick={() => void start.run()}>
        {t.agree}
      </Button>
    </>
  );
}
