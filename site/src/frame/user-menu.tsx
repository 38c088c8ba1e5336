import { useEffect, useRef, useState } from "preact/hooks";
import { api, reply } from "../api/client";
import { forgetSession, useReader } from "../api/session";
import { go, usePlace } from "../hooks/place";
import { paths } from "../paths";
import { useTexts } from "../ui/use-texts";

const PAGES = [
  { href: paths.account, text: "account" },
  { href: paths.password, text: "changePassword" },
  { href: paths.sessions, text: "sessions" },
] as const;

/** The reader's avatar with the way to the account (S22), and beside it the way out. */
export function UserMenu({ userName }: { userName: string }) {
  const texts = useTexts();
  const { path } = usePlace();
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLLIElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  useEffect(() => setOpen(false), [path]);
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => {
      if (!menu.current?.contains(event.target as Node)) setOpen(false);
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      setOpen(false);
      opener.current?.focus();
    };
    document.addEventListener("click", outside);
    document.addEventListener("focusin", outside);
    document.addEventListener("keydown", escape);
    return () => {
      document.removeEventListener("click", outside);
      document.removeEventListener("focusin", outside);
      document.removeEventListener("keydown", escape);
    };
  }, [open]);

  return (
    <>
      <li class="site-user" ref={menu}>
        <button
          type="button"
          class="site-user__opener"
          aria-expanded={open}
          aria-controls="user-menu"
          ref={opener}
          onClick={() => setOpen(!open)}
        >
          <span class="site-user__avatar" aria-hidden="true">
            {[...userName][0]?.toUpperCase()}
          </span>
          <span class="govuk-visually-hidden">{texts.navigation.signedInAs} </span>
          <span class="site-user__name">{userName}</span>
        </button>
        <ul class="site-user__menu" id="user-menu" hidden={!open}>
          {PAGES.map(({ href, text }) => (
            <li key={href}>
              <a href={href} aria-current={path === href ? "page" : undefined} onClick={() => setOpen(false)}>
                {texts.navigation[text]}
              </a>
            </li>
          ))}
        </ul>
      </li>
      <li>
        <SignOut />
      </li>
    </>
  );
}

function SignOut() {
  const texts = useTexts();
  const isStaff = useReader()?.kind === "staff";
  async function signOut(): Promise<void> {
    // The page forgets the session even when the line is down.
    await reply(api.DELETE("/api/sessions/current")).catch(() => undefined);
    forgetSession(false);
    go(isStaff ? paths.staffSignIn : paths.home);
  }
  return (
    <button type="button" onClick={() => void signOut()}>
      {texts.navigation.signOut}
    </button>
  );
}
