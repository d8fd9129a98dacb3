import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../steps.mjs';
import { fieldFaults } from './fields.mjs';
import { faultsBelow } from './manifests.mjs';

const BASE = join(root, 'server/deploy/kubernetes');

/** @type {string} */
let folder;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-manifests-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/**
 * The faults of our manifests after a change to one file.
 * @param {string} file
 * @param {string} from
 * @param {string} to
 */
async function faultsAfter(file, from, to) {
  cpSync(BASE, folder, { recursive: true });
  const text = readFileSync(join(folder, file), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(folder, file), text.replace(from, to));
  return (await faultsBelow(folder)).faults;
}

describe('the check of manifests', () => {
  it('finds no fault in ours', async () => {
    const { faults, count } = await faultsBelow(BASE);
    expect(faults).toEqual([]);
    expect(count).toBeGreaterThanOrEqual(12);
  });

  it.each([
    [
      'a field that is not there',
      'readinessProbe:',
      'readynessProbe:',
      /containers\.0\.readynessProbe is no field/,
    ],
    ['one at the top', 'spec:\n  # The autoscaler', 'specs:\n  # The autoscaler', /specs is no field/],
    ['a field in the wrong place', 'progressDeadlineSeconds: 2100', 'enableServiceLinks: false', /no field/],
    ['a text for a number', 'periodSeconds: 2', "periodSeconds: 'two'", /periodSeconds must be integer/],
    [
      'what must be there',
      '  selector:\n    matchLabels: { app',
      '  x:\n    matchLabels: { app',
      /required .*selector/,
    ],
    ['a quantity that is none', 'memory: 192Mi', 'memory: 192 MB', /memory/],
    ['a kind that nobody knows', 'kind: PodDisruptionBudget', 'kind: PodDisruption', /no kind that is known/],
    ['an API version that went', 'autoscaling/v2\n', 'autoscaling/v2beta2\n', /no kind that is known/],
    ['a name that is missing', 'metadata:\n  name: rollcall-server\n', 'metadata:\n', /name is missing/],
    ['a key that is there twice', 'policy/v1\n', 'policy/v1\nspec: {}\n', /unique/],
  ])('names %s', async (_what, from, to, fault) => {
    const faults = await faultsAfter('server.yaml', from, to);
    expect(faults).toEqual(expect.arrayContaining([expect.stringMatching(fault)]));
    expect(faults[0]).toMatch(/^server\.yaml: /);
  });

  it.each([
    ['a file that is not listed', '  - client.yaml\n', '', /client\.yaml is beside it and not listed/],
    [
      'a file that is not there',
      '  - client.yaml',
      '  - clients.yaml',
      /clients\.yaml is listed and not there/,
    ],
    ['a field that it does not have', 'resources:', 'resource:', /resource is no field/],
  ])('names %s in the kustomization', async (_what, from, to, fault) => {
    const faults = await faultsAfter('kustomization.yaml', from, to);
    expect(faults).toEqual(expect.arrayContaining([expect.stringMatching(fault)]));
  });

  it('accepts a patch, which has only the changed fields, and reports an unknown field', async () => {
    const patch = (/** @type {string} */ field) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: rollcall-server }
spec: { template: { spec: { containers: [{ name: server, ${field}: [{ name: A, value: b }] }] } } }
`;
    const component =
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{ path: patch.yaml }]\n';
    const patched = join(folder, 'patched');
    cpSync(BASE, folder, { recursive: true });
    mkdirSync(patched, { recursive: true });
    writeFileSync(join(patched, 'kustomization.yaml'), component);
    writeFileSync(join(patched, 'patch.yaml'), patch('env'));
    expect((await faultsBelow(folder)).faults).toEqual([]);
    writeFileSync(join(patched, 'patch.yaml'), patch('envs'));
    expect((await faultsBelow(folder)).faults).toEqual([
      expect.stringMatching(/^patched\/patch\.yaml: .*containers\.0\.envs is no field/),
    ]);
    rmSync(patched, { recursive: true });
  });

  it('accepts a custom resource of a listed group, and checks its fields', async () => {
    const cluster = {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      metadata: { name: 'rollcall-database' },
      spec: { instances: 3, storage: { size: '10Gi' }, postgresql: { parameters: { jit: 'off' } } },
    };
    expect(await fieldFaults(cluster)).toEqual([]);
    expect(await fieldFaults({ ...cluster, spec: { ...cluster.spec, instance: 2 } })).toEqual([
      'spec.instance is no field of this kind',
    ]);
    expect(await fieldFaults({ ...cluster, apiVersion: 'example.org/v1' })).toEqual([
      expect.stringMatching(/no kind that is known/),
    ]);
  });
});
