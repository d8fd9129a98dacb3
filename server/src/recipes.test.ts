import { describe, expect, it } from 'vitest';
import { programsOf } from './testing/documents/document-programs.js';
import { runPrograms } from './testing/documents/run-programs.js';

runPrograms('js', ['recipes.md']);

describe('docs/recipes.md', () => {
  it('has each recipe for curl, Node and Python, with what they answer', () => {
    const programs = programsOf('recipes.md');
    const headings = [...new Set(programs.map(({ heading }) => heading))];
    expect(headings.length).toBeGreaterThanOrEqual(6);
    for (const heading of headings) {
      const own = programs.filter((program) => program.heading === heading);
      expect(own.map(({ language }) => language)).toEqual(['sh', 'js', 'py']);
      expect(own.every(({ answer }) => answer)).toBe(true);
    }
  });
});
