import type { ComponentChildren } from "preact";
import type { Application } from "../api/types";
import { useLanguage } from "../hooks/language";
import type { Loaded } from "../hooks/use-loaded";
import { paths } from "../paths";
import type { Refusable } from "./error-summary";
import { Page } from "./page";
import { useTexts } from "./use-texts";

interface Props {
  title: string;
  application: Loaded<Application>;
  applicationId: string;
  errors?: Refusable;
  children: ComponentChildren;
}

/** A page of one application: above its title the programme, and the way back to the tasks. */
export function ApplicationPage({ title, application, applicationId, errors, children }: Props) {
  const texts = useTexts();
  const { read } = useLanguage();
  return (
    <Page
      title={title}
      caption={application.content ? read(application.content.programme.name) : undefined}
      back={{ href: paths.application({ applicationId }), text: texts.application.backToTasks }}
      errors={errors}
    >
      {children}
    </Page>
  );
}
