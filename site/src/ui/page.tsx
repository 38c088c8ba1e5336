import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { PageProblem } from "./error-summary";
import type { Refusable } from "./error-summary";
import { PageErrors } from "./page-errors";
import { useTexts } from "./use-texts";

interface Props {
  title: string;
  /** A line above the heading that says what the page belongs to. */
  caption?: string | undefined;
  /** The page one step up. */
  back?: { href: string; text: string };
  /** The form or action that the page is about: why it did not succeed stands on top. */
  errors?: Refusable | undefined;
  /** Lets the content use the whole width (tables). */
  wide?: boolean;
  children: ComponentChildren;
}

/** The frame of every page: title, way back, main landmark, heading, and what went wrong. */
export function Page({ title, caption, back, errors, wide = false, children }: Props) {
  const texts = useTexts();
  const [shown, setShown] = useState(0);
  const hasErrors = shown > 0;
  useEffect(() => {
    document.title = `${hasErrors ? `${texts.errors.titlePrefix}: ` : ""}${title} - ${texts.service}`;
  }, [title, hasErrors, texts]);

  return (
    <div class="site-page">
      <div class="govuk-width-container">
        {back && (
          <nav aria-label={texts.back}>
            <a href={back.href} class="govuk-back-link">
              {back.text}
            </a>
          </nav>
        )}
        <main class="govuk-main-wrapper" id="main">
          <div class={wide ? "" : "site-column"}>
            {caption && <span class="govuk-caption-l">{caption}</span>}
            <h1 class="govuk-heading-l" tabIndex={-1}>
              {title}
            </h1>
            <PageErrors.Provider value={setShown}>
              {errors && <PageProblem of={errors} />}
              {children}
            </PageErrors.Provider>
          </div>
        </main>
      </div>
    </div>
  );
}
