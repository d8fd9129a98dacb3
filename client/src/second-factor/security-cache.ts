import type { TypePolicies } from '@apollo/client/core';

/** There is one, of who is signed in: every answer that brings it is seen by the whole page. */
export const securityPolicies: TypePolicies = { Security: { keyFields: [] } };
