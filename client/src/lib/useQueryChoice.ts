import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** One of these values, kept in the address under this name; undefined where the address has none of them. */
export function useQueryChoice<Value extends string>(name: string, values: readonly Value[]) {
  const route = useRoute();
  const router = useRouter();
  return computed<Value | undefined>({
    get: () => values.find((each) => each === route.query[name]),
    set: (value) => void router.push({ query: { ...route.query, [name]: value } }),
  });
}
