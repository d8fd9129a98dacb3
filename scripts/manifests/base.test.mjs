// Checks the manifests beyond the schema. Whether a cluster accepts them needs a cluster.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../steps.mjs';
import { readManifests } from './manifests.mjs';

const all = readManifests(join(root, 'server/deploy/kubernetes'))
  .filter(({ file }) => !file.includes('/'))
  .map(({ manifest }) => /** @type {any} */ (manifest));
const ofKind = (/** @type {string} */ kind) => all.filter((each) => each.kind === kind);

const [namespace] = ofKind('Namespace');
const [kustomization] = ofKind('Kustomization');
const deployments = ofKind('Deployment').map((each) => /** @type {const} */ ([each.metadata.name, each]));
const server = Object.fromEntries(deployments)['rollcall-server'];

describe('the deployment', () => {
  it('is one of the server and one of the client', () => {
    expect(deployments.map(([name]) => name)).toEqual(['rollcall-client', 'rollcall-server']);
  });

  it.each(deployments)('%s runs as the image does, with no rights and no file to write', (name, { spec }) => {
    const { spec: pod } = spec.template;
    const dockerfile = readFileSync(join(root, `${name.replace('rollcall-', '')}/Dockerfile`), 'utf8');
    // The official image's user `node` has the number 1000.
    const [, user] = /^USER (\w+)/m.exec(dockerfile) ?? [];
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: user === 'node' ? 1000 : Number(user),
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(namespace.metadata.labels['pod-security.kubernetes.io/enforce']).toBe('restricted');
    for (const container of pod.containers) {
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(Object.keys(container.resources.limits)).toEqual(['cpu', 'memory']);
      expect(Object.keys(container.resources.requests)).toEqual(['cpu', 'memory']);
      expect(container).toMatchObject({ readinessProbe: {}, livenessProbe: {} });
      // A volume in memory.
      for (const { emptyDir } of pod.volumes) expect(emptyDir.medium).toBe('Memory');
    }
  });

  it.each(deployments)('%s is found by its service, budget, autoscaler and policy', (name, { spec }) => {
    const { labels } = spec.template.metadata;
    const named = (/** @type {string} */ kind) => ofKind(kind).find(({ metadata }) => metadata.name === name);
    expect(spec.selector.matchLabels).toEqual(labels);
    expect(named('Service').spec.selector).toEqual(labels);
    expect(named('PodDisruptionBudget').spec.selector.matchLabels).toEqual(labels);
    expect(named('NetworkPolicy').spec).toMatchObject({
      podSelector: { matchLabels: labels },
      policyTypes: ['Ingress', 'Egress'],
    });
    const { scaleTargetRef, minReplicas, maxReplicas } = named('HorizontalPodAutoscaler').spec;
    expect(scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name });
    // One may be removed while another stays, and an apply does not reset the autoscaler's number.
    expect([minReplicas, maxReplicas > minReplicas, spec.replicas]).toEqual([2, true, undefined]);
    expect(spec.strategy.rollingUpdate.maxUnavailable).toBe(0);
  });

  it.each(deployments)(
    '%s has the image of this version, and settings of the kustomization',
    (name, { spec }) => {
      const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
      const [container] = spec.template.spec.containers;
      expect(container.image).toBe(name);
      expect(kustomization.images).toContainEqual({ name, newTag: version });
      const [settings] = kustomization.configMapGenerator;
      expect(container.envFrom[0].configMapRef.name).toBe(settings.name);
    },
  );

  it('of the server may take as long to start as its migrations may, and to stop', () => {
    const [{ startupProbe, lifecycle }] = server.spec.template.spec.containers;
    const start = startupProbe.periodSeconds * startupProbe.failureThreshold;
    const migrate = readFileSync(join(root, 'server/src/database/start/migrate.ts'), 'utf8');
    const [, minutes] = /= (\d+) \* 60_000;/.exec(migrate) ?? [];
    expect(start).toBeGreaterThan(Number(minutes) * 60);
    expect(server.spec.progressDeadlineSeconds).toBeGreaterThan(start);
    // SHUTDOWN_SECONDS, by docs/operating.md.
    const stop = lifecycle.preStop.sleep.seconds + 10;
    expect(server.spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(stop);
  });

  it('of the server has its secrets only by reference', () => {
    const [{ env, envFrom }] = server.spec.template.spec.containers;
    expect(
      env.map((/** @type {any} */ each) => [each.name, each.value, each.valueFrom?.secretKeyRef]),
    ).toEqual([['DATABASE_URL', undefined, { name: 'rollcall-database-app', key: 'uri' }]]);
    expect(envFrom[1]).toEqual({ secretRef: { name: 'rollcall-secrets', optional: true } });
    expect(ofKind('Secret')).toEqual([]);
  });
});

it('only the client reaches the server, and Prometheus only the port of metrics', () => {
  const policy = ofKind('NetworkPolicy').find(({ metadata }) => metadata.name === 'rollcall-server');
  expect(policy.spec.ingress).toEqual([
    {
      from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'rollcall-client' } } }],
      ports: [{ port: 4000 }],
    },
    {
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
      ports: [{ port: 9400 }],
    },
  ]);
});
