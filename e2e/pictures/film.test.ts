import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { animate } from './animated-webp.ts';

/** A still of one pixel, as a browser makes it. */
const STILL = Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64');

/** The chunks of a file, in their order. */
function chunksOf(file: Buffer): { name: string; content: Buffer }[] {
  const chunks: { name: string; content: Buffer }[] = [];
  for (let place = 12; place < file.length;) {
    const size = file.readUInt32LE(place + 4);
    chunks.push({
      name: file.toString('latin1', place, place + 4),
      content: file.subarray(place + 8, place + 8 + size),
    });
    place += 8 + size + (size % 2);
  }
  return chunks;
}

test('stills become one film, each with its time', () => {
  const film = animate(
    [300, 1_200].map((milliseconds) => ({ webp: STILL, milliseconds })),
    { width: 1, height: 1 },
  );
  expect(film.readUInt32LE(4)).toBe(film.length - 8);
  const [head, animation, ...frames] = chunksOf(film);
  expect([head?.name, animation?.name]).toEqual(['VP8X', 'ANIM']);
  expect(frames.map(({ content }) => content.readUIntLE(12, 3))).toEqual([300, 1_200]);
  expect(frames.every(({ content }) => content.subarray(16, 20).toString() === 'VP8L')).toBe(true);
});

test('the film of the README is one, and small enough for a page', async () => {
  const film = await readFile(new URL('../../docs/images/film.webp', import.meta.url));
  expect(film.length).toBeLessThan(1_500_000);
  expect(chunksOf(film).filter(({ name }) => name === 'ANMF').length).toBeGreaterThan(10);
});
