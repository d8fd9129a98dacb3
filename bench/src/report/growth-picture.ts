import type { MeasuredJob } from '../result.js';
import { middle, type Rows, wholeCpu } from './figures.js';
import { logScale, logTicks, type Scale, spread } from './scale.js';

/** CPU for each request, of server and database, by the number of users: a picture for each of these. */
const PANELS: { job: MeasuredJob; title: string }[] = [
  { job: 'list', title: 'The first page' },
  { job: 'deep', title: 'A page 90 % in' },
  { job: 'create', title: 'A create with the new list' },
];

const PANEL = { width: 320, height: 340, left: 44, right: 92, top: 58, bottom: 44 };
const LABEL_GAP = 13;

/** Readable on white and on GitHub's dark grey. The reader's system setting decides between the two. */
const STYLE = `
    text { font: 11px system-ui, sans-serif; fill: #57606a }
    .title { font-size: 13px; font-weight: 600; fill: #1f2328 }
    .grid { stroke: #d0d7de; stroke-width: 1 }
    path { fill: none; stroke-width: 1.5 }
    .l0 { stroke: #6e7781 } text.l0 { stroke: none; fill: #57606a }
    .l1 { stroke: #9a6700 } text.l1 { stroke: none; fill: #7d4e00 }
    .l2 { stroke: #1a7f37 } text.l2 { stroke: none; fill: #116329 }
    .l3 { stroke: #8250df } text.l3 { stroke: none; fill: #6639ba }
    .l4 { stroke: #bf3989 } text.l4 { stroke: none; fill: #99286e }
    .own { stroke: #0969da; stroke-width: 3 } text.own { stroke: none; fill: #0550ae; font-weight: 600 }
    .dashed { stroke-dasharray: 4 3 }
    .dotted { stroke-dasharray: 1 3 }
    @media (prefers-color-scheme: dark) {
      text, text.l0 { fill: #9ea7b3 }
      .title { fill: #f0f6fc }
      .grid { stroke: #3d444d }
      .l0 { stroke: #9198a1 }
      .l1 { stroke: #d29922 } text.l1 { fill: #e3b341 }
      .l2 { stroke: #3fb950 } text.l2 { fill: #56d364 }
      .l3 { stroke: #ab7df8 } text.l3 { fill: #d2a8ff }
      .l4 { stroke: #db61a2 } text.l4 { fill: #f778ba }
      .own { stroke: #4493f8 } text.own { fill: #79c0ff }
    }`;

export function growthPicture(rows: Rows): string {
  const panels = PANELS.filter(({ job }) => rows.jobs.includes(job));
  const width = PANEL.width * Math.max(1, panels.length);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${PANEL.height}" width="${width}" height="${PANEL.height}" role="img" aria-label="CPU for each request by the number of users">
  <style>${STYLE}
  </style>
  <text x="${PANEL.left}" y="18">CPU for each request, server and database together, in µs, by the number of users; both axes logarithmic</text>
${panels.map(({ job, title }, index) => panel(rows, job, title, index * PANEL.width)).join('\n')}
</svg>
`;
}

interface Line {
  system: string;
  points: { users: number; cpu: number }[];
}

function panel(rows: Rows, job: MeasuredJob, title: string, x: number): string {
  const lines = rows.systems.flatMap((system): Line[] => {
    const points = rows.sizes.flatMap((users) => {
      const cpu = middle(rows.find(users, job, system), wholeCpu);
      return cpu === null ? [] : [{ users, cpu }];
    });
    return points.length > 0 ? [{ system, points }] : [];
  });
  const values = lines.flatMap(({ points }) => points.map(({ cpu }) => cpu));
  const ticks = logTicks(Math.min(...values), Math.max(...values));
  const across = logScale(
    [rows.sizes[0] ?? 1, rows.sizes.at(-1) ?? 1],
    [PANEL.left, PANEL.width - PANEL.right],
  );
  const up = logScale([ticks[0] ?? 1, ticks.at(-1) ?? 1], [PANEL.height - PANEL.bottom, PANEL.top]);
  return `  <g transform="translate(${x} 0)">
    <text class="title" x="${PANEL.left}" y="${PANEL.top - 16}">${title}</text>
${[...grid(ticks, up), ...sizes(rows.sizes, across), ...curves(lines, across, up, rows.systems)].map((line) => `    ${line}`).join('\n')}
  </g>`;
}

function grid(ticks: number[], up: Scale): string[] {
  return ticks.flatMap((tick) => [
    `<line class="grid" x1="${PANEL.left}" x2="${PANEL.width - PANEL.right}" y1="${round(up(tick))}" y2="${round(up(tick))}"/>`,
    `<text x="${PANEL.left - 6}" y="${round(up(tick) + 4)}" text-anchor="end">${short(tick)}</text>`,
  ]);
}

function sizes(users: number[], across: Scale): string[] {
  return users.map(
    (size) =>
      `<text x="${round(across(size))}" y="${PANEL.height - PANEL.bottom + 20}" text-anchor="middle">${short(size)}</text>`,
  );
}

function curves(lines: Line[], across: Scale, up: Scale, systems: string[]): string[] {
  const ends = lines.map(({ points }) => up(points.at(-1)?.cpu ?? 1));
  const labels = spread(ends, LABEL_GAP);
  return lines.flatMap(({ system, points }, index) => {
    const path = points.map(({ users, cpu }) => `${round(across(users))} ${round(up(cpu))}`).join(' L');
    const style = styleOf(system, systems);
    return [
      `<path class="${style}" d="M${path}"/>`,
      `<text class="${style}" x="${PANEL.width - PANEL.right + 6}" y="${round((labels[index] ?? 0) + 4)}">${system}</text>`,
    ];
  });
}

/** Rollcall stands out; of two of a family, the second is dashed. */
function styleOf(system: string, systems: string[]): string {
  if (system === 'rollcall') return 'own';
  if (system === 'rollcall-2') return 'own dashed';
  if (system === 'bare') return 'l0';
  if (system === 'bare-written') return 'l0 dashed';
  if (system === 'pgbench') return 'l0 dotted';
  // Tuned systems take part only in the search, which is not drawn.
  const others = systems.filter((name) => !/^(rollcall|bare|pgbench)|-tuned$/.test(name));
  return `l${1 + (others.indexOf(system) % 4)}`;
}

function short(value: number): string {
  return value.toLocaleString('en', { notation: 'compact' });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
