/** From a value to a place in the picture, by its logarithm: 1,000 is as far from 10,000 as that is from 100,000. */
export type Scale = (value: number) => number;

export function logScale([least, most]: [number, number], [from, to]: [number, number]): Scale {
  const [low, high] = [Math.log(least), Math.log(most)];
  // A single value is in the middle.
  if (low === high) return () => (from + to) / 2;
  return (value) => from + ((to - from) * (Math.log(value) - low)) / (high - low);
}

/** Round values from at or below the least to at or above the most: 1, 2 and 5 times a power of ten. */
export function logTicks(least: number, most: number): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(least)); power <= Math.ceil(Math.log10(most)); power += 1)
    ticks.push(...[1, 2, 5].map((step) => step * 10 ** power));
  const first = ticks.findLastIndex((tick) => tick <= least);
  const last = ticks.findIndex((tick) => tick >= most);
  return ticks.slice(Math.max(0, first), last + 1);
}

/** Moves places apart that are closer than `gap`, as little as it takes, keeping their order. */
export function spread(places: number[], gap: number): number[] {
  const order = places.map((_, index) => index).toSorted((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
  const moved = [...places];
  // Groups that touch are centred on the original places of their members.
  let groups = order.map((index) => ({ members: [index], centre: places[index] ?? 0 }));
  for (let merged = true; merged;) {
    merged = false;
    for (let at = 1; at < groups.length; at += 1) {
      const [above, below] = [groups[at - 1], groups[at]];
      if (!above || !below) continue;
      const room = ((above.members.length + below.members.length) / 2) * gap;
      if (below.centre - above.centre >= room) continue;
      const members = [...above.members, ...below.members];
      const centre = members.reduce((sum, index) => sum + (places[index] ?? 0), 0) / members.length;
      groups = [...groups.slice(0, at - 1), { members, centre }, ...groups.slice(at + 1)];
      merged = true;
      break;
    }
  }
  for (const { members, centre } of groups)
    members.forEach((index, at) => (moved[index] = centre + (at - (members.length - 1) / 2) * gap));
  return moved;
}
