import { describe, expect, it } from 'vitest';
import { Rows } from './figures.js';
import { growthPicture } from './growth-picture.js';
import { row, sample } from './made-up-run.js';
import { logScale, logTicks, spread } from './scale.js';

describe('a logarithmic scale', () => {
  it('puts equal factors at equal distances', () => {
    const scale = logScale([1000, 1_000_000], [0, 300]);
    expect([1000, 10_000, 100_000, 1_000_000].map(scale).map(Math.round)).toEqual([0, 100, 200, 300]);
  });

  it('has ticks of 1, 2 and 5 around the values', () => {
    expect(logTicks(80, 1100)).toEqual([50, 100, 200, 500, 1000, 2000]);
  });
});

describe('labels', () => {
  it('that would overlap are moved apart, in their order', () => {
    expect(spread([100, 104, 300], 13)).toEqual([95.5, 108.5, 300]);
  });

  it('stay in place if there is room', () => {
    expect(spread([300, 100, 200], 13)).toEqual([300, 100, 200]);
  });
});

describe('the picture of growth', () => {
  const rows = new Rows(
    ['bare', 'rollcall', 'mercurius'].flatMap((system) =>
      [1000, 1_000_000].map((users) => row(users, 'list', system, [sample()])),
    ),
  );

  it('has a line and a name for each system in each panel', () => {
    const picture = growthPicture(rows);
    expect(picture.match(/<path /g)).toHaveLength(3);
    for (const name of ['bare', 'rollcall', 'mercurius']) expect(picture).toContain(`>${name}</text>`);
    expect(picture).not.toContain('NaN');
  });

  it('draws every line from the least to the largest size', () => {
    const paths = [...growthPicture(rows).matchAll(/ d="M(\S+) \S+ L(\S+) /g)].map(([, from, to]) => [
      from,
      to,
    ]);
    expect(new Set(paths.map(String))).toEqual(new Set(['44,228']));
  });
});
