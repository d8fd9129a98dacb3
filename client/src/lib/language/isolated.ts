/** A name of the other direction keeps it in a sentence, and the sentence its own (Unicode's first strong isolate). */
export function isolated(name: string): string {
  const isRtl = /[\u0590-\u08ff]/.test(name);
  return isRtl === (document.documentElement.dir === 'rtl') ? name : `\u2068${name}\u2069`;
}
