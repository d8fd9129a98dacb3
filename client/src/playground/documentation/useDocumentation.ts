import type { GraphQLSchema } from 'graphql';
import { computed, ref } from 'vue';
import { rootTypes, typePage } from './documentation';
import { type Place, searchSchema, typesOf } from './schema-search';

/** A walk through the documentation: what is shown, where it leads, and the way back. */
export function useDocumentation(schema: () => GraphQLSchema | undefined) {
  const trail = ref<Place[]>([]);
  const query = ref('');
  const place = computed(() => trail.value.at(-1));
  const roots = computed(() => {
    const known = schema();
    return known ? rootTypes(known) : [];
  });

  return {
    trail,
    query,
    place,
    page: computed(() => {
      const known = schema();
      return known && place.value && typePage(known, place.value.type);
    }),
    roots,
    /** All others. */
    types: computed(() => {
      const known = schema();
      const names = known ? typesOf(known).map(({ name }) => name) : [];
      return names.filter((name) => !roots.value.includes(name));
    }),
    found: computed(() => {
      const known = schema();
      return known && query.value.trim() !== '' ? searchSchema(known, query.value) : undefined;
    }),
    show: (next: Place) => {
      query.value = '';
      trail.value = [...trail.value, next];
    },
    back: () => (trail.value = trail.value.slice(0, -1)),
    start: () => (trail.value = []),
  };
}
