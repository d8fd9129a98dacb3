import { json } from '@codemirror/lang-json';
import type { Extension } from '@codemirror/state';
import { reading, writing } from './shared-extensions';
import { variablesLint, type VariablesUse } from './variables-lint';

/** For the variables of an operation. */
export const variablesEditor = (use: VariablesUse): Extension => [writing([]), json(), variablesLint(use)];

/** For an answer. */
export const answerView: Extension = [reading, json()];
