/** With extensions and letters: "+1-555-0100;ext=12", "1-800-FLOWERS", "055 12 poste 3". */
const PHONE = /^[+\p{L}\p{M}\d ().\-/#*;,:=]+$/u;

/** A telephone number as stored; undefined for any other text. */
export function readPhone(text: string): string | undefined {
  return PHONE.test(text) && /\d/.test(text) ? text : undefined;
}
