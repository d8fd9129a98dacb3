import { Spec, Validation } from '@cyclonedx/cyclonedx-library';

/**
 * What CycloneDX's own schema finds wrong: unknown fields, and licences that SPDX does not know, among others.
 * @param {object} sbom
 * @returns {Promise<string[]>}
 */
export async function schemaFaults(sbom) {
  const errors = await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(JSON.stringify(sbom));
  return errors === null ? [] : [`CycloneDX's schema refuses the SBOM: ${JSON.stringify(errors)}`];
}
