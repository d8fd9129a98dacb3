/** Compares a manifest with the schema of its kind (docs/decisions/0066-what-is-shipped.md). */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../steps.mjs';

/**
 * Custom resources: the groups that these manifests may use, and the package with their schemas. All else must be a kind of
 * Kubernetes itself.
 * @type {Record<string, string>}
 */
const CUSTOM = { 'postgresql.cnpg.io/v1': '@kubernetes-models/cloudnative-pg' };

/** @typedef {import('./manifests.mjs').Manifest} Manifest */

/**
 * @param {Manifest} manifest
 * @param {{ isPatch?: boolean }} [options] a patch has only what it changes
 * @returns {Promise<string[]>}
 */
export async function fieldFaults(manifest, { isPatch = false } = {}) {
  const { apiVersion = '', kind = '' } = manifest;
  const validate = await validatorOf(apiVersion, kind);
  if (!validate)
    return [`${apiVersion} ${kind} is no kind that is known; a custom resource is listed in fields.mjs`];
  const { proxy, unread } = tracked(manifest);
  try {
    validate.call(proxy);
  } catch (error) {
    const faults = String(/** @type {Error} */ (error).message).split(', ');
    const wrong = faults.filter((fault) => !(isPatch && fault.includes('must have required property')));
    if (wrong.length > 0) return wrong;
  }
  // With strict validation a cluster refuses an unknown field; otherwise it drops the field silently.
  return unread().map((path) => `${path} is no field of this kind`);
}

/**
 * @param {string} apiVersion
 * @param {string} kind
 * @returns {Promise<((this: object) => void) | undefined>}
 */
async function validatorOf(apiVersion, kind) {
  // Beta versions are gone after some releases; the package still has them.
  if (!/^(?:[a-z0-9.]+\/)?v\d+$/.test(apiVersion) || !/^[A-Za-z]+$/.test(kind)) return undefined;
  const packaged = join(root, 'node_modules', CUSTOM[apiVersion] ?? 'kubernetes-models');
  const file = join(packaged, apiVersion, `${kind}.js`);
  if (!existsSync(file)) return undefined;
  return (await import(pathToFileURL(file).href))[kind].prototype.validate;
}

/**
 * The validators read the known fields and ignore all others. So unread fields are unknown. If an object may have any content,
 * they read none of it, which is not a fault.
 * @param {object} value
 */
function tracked(value) {
  /** @type {{ path: string, object: object, read: Set<string> }[]} */
  const objects = [];
  /** @type {(object: object, path: string) => object} */
  const wrap = (object, path) => {
    const read = /** @type {Set<string>} */ (new Set());
    objects.push({ path, object, read });
    // A proxy must return the same child each time.
    const children = new Map();
    return new Proxy(object, {
      get(target, key, receiver) {
        const child = Reflect.get(target, key, receiver);
        if (typeof key !== 'string') return child;
        read.add(key);
        if (child === null || typeof child !== 'object') return child;
        const made = children.get(key) ?? wrap(child, path ? `${path}.${key}` : key);
        children.set(key, made);
        return made;
      },
    });
  };
  const proxy = wrap(value, '');
  const unread = () =>
    objects
      .filter(({ object, read }) => !Array.isArray(object) && read.size > 0)
      .flatMap(({ path, object, read }) =>
        Object.keys(object)
          .filter((key) => !read.has(key))
          .map((key) => (path ? `${path}.${key}` : key)),
      );
  return { proxy, unread };
}
