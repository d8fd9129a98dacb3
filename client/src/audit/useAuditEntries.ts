import { type MaybeRefOrGetter, toValue } from 'vue';
import type { AuditWhere } from '../gql/graphql';
import { useConnection } from '../lib/useConnection';
import { AuditEntriesDocument } from './audit.documents';

interface AuditEntriesOptions {
  /** Entries a request. */
  first: number;
  where: MaybeRefOrGetter<AuditWhere | null>;
  /** Whether to ask at all. */
  isAllowed?: MaybeRefOrGetter<boolean>;
}

/** Entries, newest first; older ones come on demand below those that are there, which stay as they are. */
export function useAuditEntries({ first, where, isAllowed = true }: AuditEntriesOptions) {
  return useConnection({
    kind: 'audit entries',
    document: AuditEntriesDocument,
    variables: () => ({ first, where: toValue(where) }),
    connectionIn: ({ auditEntries }) => auditEntries,
    isAllowed: () => toValue(isAllowed),
  });
}

export type AuditEntries = NonNullable<ReturnType<typeof useAuditEntries>['list']['value']>;
