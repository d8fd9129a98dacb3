/** Moves the focus to the first field of a form that waits for a decision. False if there is none. */
export function focusUndecided(formId: string): boolean {
  const form = document.getElementById(formId);
  const first = form?.querySelector<HTMLElement>('[data-conflict=undecided] button');
  first?.focus();
  return first != null;
}
