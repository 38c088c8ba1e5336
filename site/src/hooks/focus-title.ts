/** Goes on from the title of the page: what had the focus is gone, or the page says something else now. */
export function focusTitle(options?: FocusOptions): void {
  document.querySelector<HTMLElement>("h1")?.focus(options);
}
