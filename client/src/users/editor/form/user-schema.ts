import * as v from 'valibot';
import { TEXT_MAX, type TextField } from './user-draft';

const REQUIRED: readonly TextField[] = ['email', 'displayName'];

interface Texts {
  required: string;
  tooLong: (max: number) => string;
}

/** What can be said without the server: that a text is missing, or too long. All else is the server's to decide. */
export function userSchema(texts: Texts): v.GenericSchema<Record<TextField, string>> {
  const entries = Object.entries(TEXT_MAX).map(([field, max]) => {
    // In characters, as the server counts, and not in the halves of which JavaScript makes some of them.
    const fits = v.check<string, string>((text) => [...text.trim()].length <= max, texts.tooLong(max));
    const isRequired = REQUIRED.some((name) => name === field);
    const given = v.check<string, string>((text) => !isRequired || text.trim() !== '', texts.required);
    return [field, v.pipe(v.string(), given, fits)] as const;
  });
  // One entry for each text field, which fromEntries can't tell.
  return v.object(Object.fromEntries(entries)) as unknown as v.GenericSchema<Record<TextField, string>>;
}
