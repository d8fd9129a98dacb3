import { type MaybeRefOrGetter, toValue } from 'vue';
import type { AuditWhere } from '../gql/graphql';
import { useConnection } from '../lib/server/useConnection';
import { AuditEntriesDocument } from './audit.documents';

interface AuditEntriesOptions {
  /** Entries a request. */
  first: number;
  where: MaybeRefOrGetter<AuditWhere | null>;
  /** Whether to ask at all. */
  isAllowed?: MaybeRefOrGetter<boolean>;
  /** Whether something else keeps them up to date. */
  isKeptUpToDate?: boolean;
}

/** The kind of list: see `useLists`. */
export const AUDIT_KIND = 'audit entries';

/** The variables of a user's history. */
export function historyOf(userId: string) {
  return { first: 20, where: { targetId: userId } };
}

/** Entries, newest first; older ones come on demand below those that are there, which stay as they are. */
export function useAuditEntries({ first, where, isAllowed = true, isKeptUpToDate }: AuditEntriesOptions) {
  return useConnection({
    kind: AUDIT_KIND,
    document: AuditEntriesDocument,
    variables: () => ({ first, where: toValue(where) }),
    connectionIn: ({ auditEntries }) => auditEntries,
    isAllowed: () => toValue(isAllowed),
    isKeptUpToDate,
  });
}
