import type { MessageKey, Texts } from '../../messages/messages';
import { access, following } from './access-examples';
import { type Example, MADE_UP, type Subject } from './example';
import { reading, writing } from './user-examples';

export interface ExampleGroup {
  title: MessageKey;
  examples: readonly Example[];
}

export const EXAMPLE_GROUPS: readonly ExampleGroup[] = [
  { title: 'playground.examples.reading', examples: reading },
  { title: 'playground.examples.writing', examples: writing },
  { title: 'playground.examples.access', examples: access },
  { title: 'playground.examples.following', examples: following },
];

/** Characters that fit into the editor beside the answer, on a small laptop's screen. */
const LINE = 46;

/** What the editors show of an example: under a remark, with variables that it can be run with. */
export function exampleDraft(
  { remark, document, variables }: Example,
  t: Texts['global']['t'],
  subject: Subject = MADE_UP,
  /** From 0 to 1: what has to be new is another one each time. */
  chance: number = Math.random(),
): { document: string; variables: string } {
  return {
    document: `${asComment(t(remark))}\n${document}\n`,
    variables: variables ? JSON.stringify(variables(subject, chance), null, 2) : '',
  };
}

/** A text as comment lines of the document. */
function asComment(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < LINE) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => `# ${line}`).join('\n');
}
