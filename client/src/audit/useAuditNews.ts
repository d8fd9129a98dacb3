import { useThrottleFn } from '@vueuse/core';
import { useSubscription } from '@vue/apollo-composable';
import { onScopeDispose, watch } from 'vue';
import { usePermission } from '../auth/session/useSession';
import { connection } from '../lib/server/connection';
import { ActivityChangedDocument } from './audit.documents';

/** Milliseconds between two calls in a busy directory; the first call is immediate. */
const GATHER_MS = 3_000;

/**
 * Calls back when there may be new entries: news of users is news of the audit trail, but for what is done to roles and
 * views, and for sign-ins that failed.
 */
export function useAuditNews(onNews: () => void): void {
  const mayHear = usePermission('USERS_READ');
  let isOver = false;
  const tell = useThrottleFn(() => isOver || onNews(), GATHER_MS, true);
  const { onResult } = useSubscription(ActivityChangedDocument, {}, () => ({
    enabled: mayHear.value,
    fetchPolicy: 'no-cache',
    errorPolicy: 'all',
  }));
  onResult(() => void tell());
  watch(connection.reconnects, tell);
  onScopeDispose(() => (isOver = true));
}
