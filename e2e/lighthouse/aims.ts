/** Lighthouse's categories, as its table and the aims name them. */
export const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
export type Category = (typeof CATEGORIES)[number];
export const PRESETS = ['desktop', 'mobile'] as const;
export type Preset = (typeof PRESETS)[number];

/** The least score of each page, of 100. Desktop: every category is full. Mobile: performance may lose 5. */
export const AIMS: Readonly<Record<Preset, Readonly<Record<Category, number>>>> = {
  desktop: { performance: 100, accessibility: 100, 'best-practices': 100, seo: 100 },
  mobile: { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 },
};
