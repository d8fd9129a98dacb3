import { readonly, ref } from 'vue';

/**
 * How the console reaches its server, as far as it knows. apollo.ts reports; the banner and the lists look.
 * - `live`: news of others' writes arrive. `idle`: nothing is subscribed. `lost`: a subscription broke.
 */
export type Live = 'idle' | 'live' | 'lost';

const live = ref<Live>('idle');
const reachable = ref(true);
const reconnects = ref(0);

/** `reconnects` grows when news may have been missed: a list on screen then asks once for what it shows. */
export const connection = {
  live: readonly(live),
  /** Whether the last request got an answer, of whatever kind. */
  reachable: readonly(reachable),
  reconnects: readonly(reconnects),
};

/** For apollo.ts alone. */
export const report = {
  live: (now: Live) => (live.value = now),
  reachable: (now: boolean) => (reachable.value = now),
  reconnected: () => (reconnects.value += 1),
};
