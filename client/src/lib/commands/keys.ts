/** Signs by the place of their key, for layouts whose letters are not Latin: there, `n` types an Arabic letter. */
const BY_PLACE: Record<string, readonly [plain: string, shifted: string]> = { Slash: ['/', '?'] };

/** Whether a key press is the one that a text such as `n`, `?`, `escape` or `mod+k` names. */
export function pressed(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.split('+');
  const wanted = parts.at(-1);
  const mod = parts.includes('mod');
  if (mod !== (event.metaKey || event.ctrlKey) || event.altKey) return false;
  const key = keyOf(event);
  // A sign such as `?` needs Shift on one layout and not on the next; letters and named keys are others with it.
  if (/^[a-z]/.test(key) && parts.includes('shift') !== event.shiftKey) return false;
  return key === wanted;
}

/** Whether the keys are letters or signs alone, which a person may want to be left out of action (WCAG 2.1.4). */
export function isSingleKey(keys: string): boolean {
  return keys.split(' ').every((key) => [...key].length === 1);
}

/**
 * Whether key presses belong to what has the focus: a field, a menu, or a dialog that lies over the page.
 * @param inDialog a selector: a dialog that holds such an element leaves the keys alone
 */
export function isTaken(event: KeyboardEvent, inDialog?: string): boolean {
  // Inside a shadow tree, such as a code editor's, the window hears of its host alone.
  const [target] = event.composedPath();
  if (!(target instanceof Element)) return false;
  if (target instanceof HTMLElement && target.isContentEditable) return true;
  if (target.closest('input, textarea, select, [role="menu"], [role="listbox"]')) return true;
  const dialogs = document.querySelectorAll(':is([role="dialog"], [role="alertdialog"])[data-state="open"]');
  return [...dialogs].some((dialog) => !inDialog || !dialog.querySelector(inDialog));
}

function keyOf({ key, code, shiftKey }: KeyboardEvent): string {
  if (key === ' ') return 'space';
  if (key.length > 1 || /^[\x20-\x7e]$/.test(key)) return key.toLowerCase();
  const sign = BY_PLACE[code];
  if (sign) return sign[shiftKey ? 1 : 0];
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key;
}
