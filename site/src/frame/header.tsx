import { useEffect } from "preact/hooks";
import { countUnread, useUnread } from "../api/notices";
import { useReader } from "../api/session";
import type { Reader } from "../api/session";
import { focusTitle } from "../hooks/focus-title";
import { chooseLanguage, useLanguage } from "../hooks/language";
import type { Language } from "../hooks/language";
import { usePlace } from "../hooks/place";
import { isOfConsole, paths } from "../paths";
import { isStudentOfficeOnly } from "../ui/roles";
import { useTexts } from "../ui/use-texts";
import { UserMenu } from "./user-menu";

/** The service's name, the language switch (S4), and where one can go. */
export function Header() {
  const texts = useTexts();
  return (
    <>
      <a
        href="#main"
        class="govuk-skip-link"
        onClick={(event) => {
          event.preventDefault();
          focusTitle();
        }}
      >
        {texts.skipToContent}
      </a>
      <header class="site-header">
        <div class="govuk-width-container site-header__row">
          <a class="site-header__name" href={paths.home}>
            <Mark />
            <span>
              Sojourn <span lang="zh-CN">来华留学服务</span>
            </span>
          </a>
          <LanguageSwitch />
        </div>
        <Navigation />
      </header>
    </>
  );
}

/** The seal: a gate that stands open. */
function Mark() {
  return (
    <svg class="site-header__mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="5" fill="#b8272c" />
      <path
        d="M8 25V14a8 8 0 0 1 16 0v11M16 25V14M5 25h22"
        fill="none"
        stroke="#fff"
        stroke-width="2.5"
        stroke-linecap="round"
      />
    </svg>
  );
}

const LANGUAGES: readonly { language: Language; name: string; lang: string }[] = [
  { language: "en", name: "English", lang: "en" },
  { language: "zh", name: "中文", lang: "zh-CN" },
];

function LanguageSwitch() {
  const { language } = useLanguage();
  const texts = useTexts();
  return (
    <nav class="site-languages" aria-label={texts.chooseLanguage}>
      {LANGUAGES.map((other) =>
        other.language === language ? (
          <span key={other.language} lang={other.lang} aria-current="true">
            {other.name}
          </span>
        ) : (
          <button
            key={other.language}
            type="button"
            lang={other.lang}
            onClick={() => void chooseLanguage(other.language)}
          >
            {other.name}
          </button>
        ),
      )}
    </nav>
  );
}

function Navigation() {
  const texts = useTexts();
  const { path } = usePlace();
  const reader = useReader();
  const links = linksFor(reader, path);
  const current = links.find(({ href }) => path === href || path.startsWith(`${href}/`));
  const applicant = reader?.kind === "applicant" ? reader.id : null;
  useEffect(() => {
    // A page that shows notices counts them itself.
    const timer = setTimeout(() => void countUnread(applicant), applicant === null ? 0 : 1500);
    return () => clearTimeout(timer);
  }, [applicant, path]);
  return (
    <nav class="site-navigation" aria-label={texts.navigation.label}>
      <ul class="govuk-width-container site-navigation__list">
        {links.map(({ href, text }) => (
          <li key={href}>
            <a href={href} aria-current={current?.href === href ? "page" : undefined}>
              {texts.navigation[text]}
              {text === "notices" && <UnreadCount />}
            </a>
          </li>
        ))}
        {reader && <UserMenu userName={reader.userName} />}
      </ul>
    </nav>
  );
}

/** How many notices are new. */
function UnreadCount() {
  const texts = useTexts();
  const count = useUnread();
  if (count === 0) return null;
  return (
    <>
      {" "}
      <span class="site-count" aria-hidden="true">
        {count}
      </span>
      <span class="govuk-visually-hidden">{texts.navigation.unread(count)}</span>
    </>
  );
}

function linksFor(reader: Reader | null, path: string) {
  if (reader?.kind === "staff") {
    const reviews = { href: paths.reviews, text: "reviews" } as const;
    const applicants = { href: paths.applicants, text: "applicants" } as const;
    const catalogue = { href: paths.catalogue, text: "catalogue" } as const;
    const staff = { href: paths.staff, text: "staff" } as const;
    const roster = { href: paths.roster, text: "roster" } as const;
    const students = { href: paths.students, text: "students" } as const;
    const semesters = { href: paths.semesters, text: "semesters" } as const;
    const letters = { href: paths.letters, text: "letters" } as const;
    const board = { href: paths.board, text: "board" } as const;
    const isRegistrar = reader.roles.includes("registrar");
    const isVisaOfficer = reader.roles.includes("visa_officer");
    const isOther = !isStudentOfficeOnly(reader.roles);
    return [
      ...(isOther || isVisaOfficer ? [reviews] : []),
      ...(isOther ? [applicants] : []),
      ...(isVisaOfficer ? [letters] : []),
      ...(isRegistrar ? [roster] : []),
      ...(isRegistrar || isVisaOfficer ? [students, board] : []),
      ...(isRegistrar ? [semesters] : []),
      ...(reader.roles.includes("administrator") ? [catalogue, staff] : []),
    ];
  }
  if (isOfConsole(path)) return [{ href: paths.staffSignIn, text: "staffSignIn" }] as const;
  if (reader) {
    return [
      { href: paths.applications, text: "applications" },
      { href: paths.services, text: "services" },
      { href: paths.programmes, text: "programmes" },
      { href: paths.notices, text: "notices" },
    ] as const;
  }
  return [
    { href: paths.programmes, text: "programmes" },
    { href: paths.signIn, text: "signIn" },
    { href: paths.register, text: "register" },
  ] as const;
}
