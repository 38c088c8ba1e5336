import { paths } from "../paths";
import type { ComponentChildren } from "preact";
import type { Application } from "../api/types";
import type { Loaded } from "../hooks/use-loaded";
import { useLanguage } from "../hooks/language";
import { Page } from "./page";

interface Props {
  title: string;
  application: Loaded<Application>;
  applicationId: string;
  hasErrors?: boolean;
  children: ComponentChildren;
}

/** A page of one application: above its title the programme, and the way back to the tasks. */
export function ApplicationPage({ title, application, applicationId, hasErrors = false, children }: Props) {
  const { texts, read } = useLanguage();
  return (
    <Page
      title={title}
      caption={application.content ? read(application.content.programme.name) : undefined}
      back={{ href: paths.application({ applicationId }), text: texts.application.backToTasks }}
      hasErrors={hasErrors}
    >
      {children}
    </Page>
  );
}
