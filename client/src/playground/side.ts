/** What stands beside the editors. */
export const SIDES = [
  { name: 'examples', icon: 'i-lucide-lightbulb' },
  { name: 'documentation', icon: 'i-lucide-book-open' },
  { name: 'history', icon: 'i-lucide-history' },
] as const;

export type Side = (typeof SIDES)[number]['name'];

/** What a phone shows one of. */
export const PANES = [
  { name: 'write', icon: 'i-lucide-square-pen' },
  { name: 'answer', icon: 'i-lucide-braces' },
  { name: 'side', icon: 'i-lucide-book-open' },
] as const;

export type Pane = (typeof PANES)[number]['name'];
