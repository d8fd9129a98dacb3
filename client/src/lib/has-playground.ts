/** Whether this server offers the playground (PLAYGROUND): where not, it marks the page. */
export function hasPlayground(): boolean {
  return !document.documentElement.hasAttribute('data-no-playground');
}
