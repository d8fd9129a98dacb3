import { useApolloClient } from '@vue/apollo-composable';
import { shallowRef, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import type { UserLandmarksQuery, UserOrder } from '../../../gql/graphql';
import { useFormat } from '../../../lib/language/useFormat';
import { UserLandmarksDocument } from '../../users.documents';
import { listKey } from '../list-query';
import { useListQuery } from '../useListQuery';
import { useUserLists } from '../useUserLists';

export type Landmark = UserLandmarksQuery['userLandmarks'][number];

/** Places all over the list on screen, which its pages can begin at. Asked for when the rail is first used. */
export function useLandmarks(order: () => UserOrder | undefined) {
  const { t } = useI18n();
  const format = useFormat();
  const { variables } = useListQuery();
  const { lists } = useUserLists();
  const { resolveClient } = useApolloClient();
  const landmarks = shallowRef<readonly Landmark[]>();
  let isAsked = false;

  watch(order, () => {
    landmarks.value = undefined;
    isAsked = false;
  });

  async function load(): Promise<void> {
    if (isAsked) return;
    isAsked = true;
    const key = listKey(variables.value);
    const options = { query: UserLandmarksDocument, variables: { orderBy: order() } };
    const answer = await resolveClient()
      .query({ ...options, fetchPolicy: 'no-cache' })
      .catch(() => undefined);
    if (!answer) return void (isAsked = false);
    if (key !== listKey(variables.value)) return;
    if (answer.data.userLandmarks.length === 0) return;
    landmarks.value = answer.data.userLandmarks;
    lists.dispatch(key, { type: 'placesLearned', places: landmarks.value });
  }

  const landmarkNear = (row: number) =>
    landmarks.value?.reduce((near, each) =>
      Math.abs(each.index - row) < Math.abs(near.index - row) ? each : near,
    );

  function markAt(row: number): string {
    const key = landmarkNear(row)?.key.trim();
    if (key === undefined) return '';
    if (key === '-infinity') return t('users.never');
    const isText = order()?.field === 'DISPLAY_NAME' || order()?.field === 'EMAIL';
    return isText ? ([...key][0] ?? '').toUpperCase() : format.month(key);
  }

  return {
    load,
    landmarks,
    /** The one nearest to a row; undefined until they are known. */
    landmarkNear,
    /** What the list is ordered by there: a month, or the first letter. */
    markAt,
  };
}
