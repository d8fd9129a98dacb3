import type { TypePolicies } from '@apollo/client/core';

/** There is one object, that of the viewer: the whole page shows each answer that has it. */
export const securityPolicies: TypePolicies = { Security: { keyFields: [] } };
