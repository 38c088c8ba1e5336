import type { ComponentChildren } from "preact";

interface Props {
  children: ComponentChildren;
  /** Without it the button submits its form. */
  onClick?: () => void;
  secondary?: boolean;
  warning?: boolean;
  /** The work it started is still going on; pressing again does nothing. */
  busy?: boolean;
  name?: string;
  id?: string;
}

/** A button. While busy it stays focusable, so that the keyboard does not lose its place. */
export function Button({ children, onClick, secondary, warning, busy = false, name, id }: Props) {
  const look = secondary ? " govuk-button--secondary" : warning ? " govuk-button--warning" : "";
  return (
    <button
      type={onClick ? "button" : "submit"}
      class={`govuk-button${look}`}
      name={name}
      id={id}
      aria-disabled={busy}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.();
      }}
    >
      {children}
    </button>
  );
}

/** A link that looks like a button, because it is the next step. */
export function ButtonLink({
  href,
  secondary,
  onFollow,
  children,
}: {
  href: string;
  secondary?: boolean;
  /** Runs just before the link is followed. */
  onFollow?: () => void;
  children: ComponentChildren;
}) {
  return (
    <a href={href} class={`govuk-button${secondary ? " govuk-button--secondary" : ""}`} onClick={onFollow}>
      {children}
    </a>
  );
}
