import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { useLanguage } from "../hooks/language";

interface Props {
  title: string;
  /** A line above the heading that says what the page belongs to. */
  caption?: string | undefined;
  /** The page one step up. */
  back?: { href: string; text: string };
  /** Whether the page shows errors; its title then says so first. */
  hasErrors?: boolean;
  /** Lets the content use the whole width (tables). */
  wide?: boolean;
  children: ComponentChildren;
}

/** The frame of every page: title, way back, main landmark, heading. */
export function Page({ title, caption, back, hasErrors = false, wide = false, children }: Props) {
  const { texts } = useLanguage();
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
            {children}
          </div>
        </main>
      </div>
    </div>
  );
}
