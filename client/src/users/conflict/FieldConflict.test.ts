import { describe, expect, test, vi } from 'vitest';
import { nextTick } from 'vue';
import { mountApp } from '../../../test/mount-app';
import { person } from '../../../test/people';
import type { FieldChangeFragment } from '../../gql/graphql';
import { draftOf, mergeDrafts } from '../editor/form/user-draft';
import ConflictBanner from './ConflictBanner.vue';
import FieldConflict from './FieldConflict.vue';
import { type DraftConflict, useDraftConflict } from './useDraftConflict';

function change(own: Partial<FieldChangeFragment> = {}): FieldChangeFragment {
  return {
    field: 'title',
    before: null,
    after: 'Countess',
    occurredAt: new Date(Date.now() - 12_000).toISOString(),
    isOwn: false,
    actor: { id: 'l', displayName: 'Lena' },
    ...own,
  };
}

/** Somebody typed `title`; others changed it to Countess, and the department. */
function clash(): DraftConflict {
  const base = draftOf(person(1));
  const present = { ...base, title: 'Countess', department: 'Sales' };
  const conflict = useDraftConflict();
  conflict.add(mergeDrafts(base, { ...base, title: 'Duchess' }, present), present);
  return conflict;
}

async function show(conflict: DraftConflict, field: 'title' | 'department' | 'phone' = 'title') {
  const take = vi.fn();
  const keep = vi.fn();
  const props = { field, label: 'Job title', conflict, roleNames: new Map(), onTake: take, onKeep: keep };
  const { wrapper } = await mountApp(FieldConflict, { props });
  return { wrapper, take, keep };
}

describe('a field that both changed', () => {
  test('says who changed it to what and when, and offers both values', async () => {
    const conflict = clash();
    conflict.note([change()]);
    const { wrapper, take, keep } = await show(conflict);
    expect(wrapper.text()).toContain('Lena changed this to “Countess” 12 seconds ago');
    await wrapper.find('[aria-label="Take theirs: Job title"]').trigger('click');
    await wrapper.find('[aria-label="Keep mine: Job title"]').trigger('click');
    expect([take.mock.calls, keep.mock.calls]).toEqual([[['title']], [['title']]]);
  });

  test('says that one did it oneself, in another window', async () => {
    const conflict = clash();
    conflict.note([change({ isOwn: true })]);
    const { wrapper } = await show(conflict);
    expect(wrapper.text()).toContain('You changed this to “Countess” in another window');
    expect(wrapper.text()).toContain('Take the other');
  });

  test('names nobody where it may not be known, or is not known yet', async () => {
    const conflict = clash();
    const { wrapper } = await show(conflict);
    expect(wrapper.text()).toContain('Someone else changed this to “Countess”');
    conflict.note([change({ actor: null })]);
    await nextTick();
    expect(wrapper.text()).toContain('Someone else changed this to “Countess” 12 seconds ago');
  });

  test('is decided, and then nothing is left under it', async () => {
    const conflict = clash();
    const { wrapper } = await show(conflict);
    conflict.decide('title');
    await nextTick();
    expect(wrapper.text()).toBe('');
  });
});

test('a field that only others changed is marked, and any other is not', async () => {
  const conflict = clash();
  conflict.note([change({ field: 'department', after: 'Sales' })]);
  expect((await show(conflict, 'department')).wrapper.text()).toContain('Changed by Lena 12 seconds ago');
  expect((await show(conflict, 'phone')).wrapper.text()).toBe('');
});

test('a second change to the value that was typed ends the conflict', () => {
  const base = draftOf(person(1));
  const conflict = clash();
  const draft = { ...base, title: 'Duchess', department: 'Sales' };
  const then = { ...base, title: 'Duchess', department: 'Sales' };
  conflict.add(mergeDrafts({ ...then, title: 'Countess' }, draft, then), then);
  expect([...conflict.clashes.value]).toEqual([]);
});

test('a change of no field of the form opens nothing', () => {
  const base = draftOf(person(1));
  const conflict = useDraftConflict();
  conflict.add(mergeDrafts(base, { ...base, title: 'Duchess' }, base), base);
  expect(conflict.isOpen.value).toBe(false);
});

test.each([
  [2, '2 fields were changed by both of you'],
  [0, 'Their changes are shown below'],
])('the banner names who changed the user, with %i fields to decide', async (undecided, text) => {
  const { wrapper } = await mountApp(ConflictBanner, { props: { change: change(), undecided } });
  expect(wrapper.text()).toContain('Lena changed this user 12 seconds ago');
  expect(wrapper.text()).toContain(text);
});
