/** The project's own lint rules, for checks that no published plugin has. */
import { relative } from 'node:path';

/** A folder or file with such a name does not describe its content, so everything ends up in it. */
const VAGUE = /^(utils?|helpers?|common|shared|types?|misc)(\.|$)/i;

/** @type {import('eslint').Rule.RuleModule} */
const noVagueNames = {
  meta: {
    type: 'problem',
    schema: [],
    docs: { description: 'Refuse folders and files named utils, helpers, common, shared, types or misc.' },
    messages: { vague: '"{{name}}" says nothing of what is inside: name the feature or the job.' },
  },
  create(context) {
    return {
      Program(node) {
        const path = relative(context.cwd, context.physicalFilename).split(/[\\/]/);
        const name = path.find((segment) => VAGUE.test(segment));
        if (name) context.report({ node, messageId: 'vague', data: { name } });
      },
    };
  },
};

export default { rules: { 'no-vague-names': noVagueNames } };
