import { useSessionStorage } from '@vueuse/core';
import { ownName } from '../../lib/server/base-path';

/** More cards would cover the page: the oldest goes. */
const CARDS = 3;

interface Watched {
  /** The user who started them: the tab may have another user's session later. */
  viewer: string;
  ids: string[];
}

/** The jobs that were started in this tab and have a card. The tab keeps them when it is reloaded. */
const watched = useSessionStorage<Watched>(ownName('bulkJobs'), { viewer: '', ids: [] });

export function watchedJobs(viewer: string | undefined): readonly string[] {
  return viewer !== undefined && watched.value.viewer === viewer ? watched.value.ids : [];
}

/** @param instead the job whose card it takes over */
export function watchJob(viewer: string, id: string, instead?: string): void {
  const others = watchedJobs(viewer).filter((each) => each !== id && each !== instead);
  watched.value = { viewer, ids: [...others, id].slice(-CARDS) };
}

export function unwatchJob(viewer: string, id: string): void {
  watched.value = { viewer, ids: watchedJobs(viewer).filter((each) => each !== id) };
}
