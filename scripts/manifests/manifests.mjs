import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { fieldFaults } from './fields.mjs';

/** @typedef {{ apiVersion?: string, kind?: string, metadata?: { name?: string, namespace?: string } } & Record<string, any>} Manifest */

/** The fields of a kustomization that are in use here, as no package has its schema. */
const KUSTOMIZATION_FIELDS = [
  ...['apiVersion', 'kind', 'namespace', 'labels', 'resources', 'components', 'images', 'replicas'],
  ...['configMapGenerator', 'secretGenerator', 'generatorOptions', 'patches'],
];

/**
 * All manifests in the YAML files below a folder, with the parse errors.
 * @param {string} folder
 */
export function readManifests(folder) {
  return globSync('**/*.{yaml,yml}', { cwd: folder })
    .sort()
    .flatMap((file) =>
      parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map((document) => ({
        file,
        manifest: /** @type {Manifest | null} */ (document.toJS()),
        errors: document.errors.map(({ message }) => message),
      })),
    )
    .filter(({ manifest, errors }) => manifest !== null || errors.length > 0);
}

/**
 * The faults of the manifests below a folder, one per line.
 * @param {string} folder
 */
export async function faultsBelow(folder) {
  const all = readManifests(folder);
  /** @type {string[]} */
  const faults = [];
  const patches = new Set(all.flatMap(({ file, manifest }) => patchesOf(file, manifest)));
  const seen = new Set();
  for (const { file, manifest, errors } of all) {
    const { apiVersion, kind, metadata } = manifest ?? {};
    const what = `${file}: ${kind ?? 'a document'} ${metadata?.name ?? ''}`.trim();
    const add = (/** @type {string[]} */ found) => faults.push(...found.map((each) => `${what}: ${each}`));
    add(errors);
    if (errors.length > 0 || !manifest) continue;
    if (kind === 'Kustomization' || kind === 'Component') {
      add(kustomizationFaults(folder, file, manifest, all));
      continue;
    }
    add(await fieldFaults(manifest, { isPatch: patches.has(file) }));
    if (!metadata?.name) add(['metadata.name is missing']);
    const key = [dirname(file), apiVersion, kind, metadata?.namespace, metadata?.name].join(' ');
    if (seen.has(key)) add(['there are two of this name']);
    seen.add(key);
  }
  return { faults, count: all.length };
}

/**
 * The files of patches that a kustomization names.
 * @param {string} file
 * @param {Manifest | null} manifest
 * @returns {string[]}
 */
function patchesOf(file, manifest) {
  if (!['Kustomization', 'Component'].includes(manifest?.kind ?? '')) return [];
  return (manifest?.['patches'] ?? []).flatMap((/** @type {{ path?: string }} */ { path }) =>
    path ? [normalize(join(dirname(file), path))] : [],
  );
}

/**
 * @param {string} folder
 * @param {string} file of the kustomization
 * @param {Manifest} kustomization
 * @param {{ file: string }[]} all
 */
function kustomizationFaults(folder, file, kustomization, all) {
  const unknown = Object.keys(kustomization).filter((field) => !KUSTOMIZATION_FIELDS.includes(field));
  const listed = [...(kustomization['resources'] ?? []), ...(kustomization['components'] ?? [])].map(
    (/** @type {string} */ path) => normalize(join(dirname(file), path)),
  );
  const patches = patchesOf(file, kustomization);
  const missing = [...listed, ...patches].filter(
    (path) => globSync([path, join(path, 'kustomization.yaml')], { cwd: folder }).length === 0,
  );
  const beside = new Set(all.map((each) => each.file).filter((each) => dirname(each) === dirname(file)));
  const left = [...beside].filter((each) => each !== file && ![...listed, ...patches].includes(each));
  return [
    ...unknown.map((field) => `${field} is no field of a kustomization that is used here`),
    ...missing.map((path) => `${path} is listed and not there`),
    ...left.map((path) => `${path} is beside it and not listed`),
  ];
}
