import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { defineComponent, h, ref, shallowRef } from 'vue';
import { FakeServer } from '../../../../test/fake-server';
import { mountApp } from '../../../../test/mount-app';
import type { FormErrorFragment } from '../../../gql/graphql';
import UserForm from './UserForm.vue';
import { draftOf } from './user-draft';

const refusals = shallowRef<FormErrorFragment[]>([]);
const fault = shallowRef<{ kind: 'unreachable' | 'failed' }>();
const canChangeRoles = ref(true);
const draft = ref(draftOf());
const submitted = vi.fn();

const page = defineComponent(
  () => () =>
    h(UserForm, {
      formId: 'form',
      canChangeRoles: canChangeRoles.value,
      roles: [
        { id: 'r1', name: 'Editor', description: 'Changes users.', viewerCanGive: true },
        { id: 'r2', name: 'Owner', description: null, viewerCanGive: false },
      ],
      refusals: refusals.value,
      fault: fault.value,
      draft: draft.value,
      'onUpdate:draft': (now: typeof draft.value) => (draft.value = now),
      onSubmit: submitted,
    }),
);

beforeEach(async () => {
  refusals.value = [];
  fault.value = undefined;
  draft.value = draftOf();
  submitted.mockClear();
  // The form looks at the list on screen for suggestions: here, none is loaded.
  await mountApp(page, { provide: { [DefaultApolloClient]: new FakeServer({}).client } });
});

function field(name: string): HTMLInputElement {
  const found = document.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  if (!found) throw new Error(`There is no field "${name}".`);
  return found;
}

function type(name: string, text: string): void {
  field(name).value = text;
  field(name).dispatchEvent(new Event('input', { bubbles: true }));
}

async function submit(): Promise<void> {
  document
    .querySelector('form')
    ?.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
  await flushPromises();
}

const errors = () =>
  [...document.querySelectorAll('[data-slot="error"]')].map((each) => each.textContent?.trim());

describe('the form of a user', () => {
  test('is sent with what was typed', async () => {
    type('email', 'ada@example.org');
    type('displayName', 'Ada');
    await submit();
    expect(submitted).toHaveBeenCalledOnce();
    expect(draft.value).toMatchObject({ email: 'ada@example.org', displayName: 'Ada' });
  });

  test('is not sent where a text is missing or too long, and goes to the first of them', async () => {
    type('displayName', 'x'.repeat(201));
    await submit();
    expect(errors()).toEqual(['This field is required.', 'At most 200 characters.']);
    expect(document.activeElement).toBe(field('email'));
    expect(submitted).not.toHaveBeenCalled();
  });

  test('counts characters as people do', async () => {
    type('email', 'ada@example.org');
    type('displayName', '🙂'.repeat(200));
    await submit();
    expect(submitted).toHaveBeenCalledOnce();
  });

  test('shows a refusal at its field, until another text stands there', async () => {
    type('email', 'ada@example.org');
    type('displayName', 'Ada');
    refusals.value = [{ code: 'EMAIL_TAKEN', message: 'Taken.', path: ['input', 'email'] }];
    await vi.waitFor(() => expect(errors()).toEqual(['Taken.']));
    await vi.waitFor(() => expect(document.activeElement).toBe(field('email')));
    field('email').dispatchEvent(new Event('blur'));
    type('email', 'ada.l@example.org');
    await vi.waitFor(() => expect(errors()).toEqual([]));
  });

  test('unfolds where the refused field is', async () => {
    type('email', 'ada@example.org');
    type('displayName', 'Ada');
    refusals.value = [{ code: 'INVALID', message: 'No such zone.', path: ['input', 'timeZone'] }];
    await vi.waitFor(() => expect(document.activeElement).toBe(field('timeZone')));
    expect(document.querySelector('[aria-expanded]')?.getAttribute('aria-expanded')).toBe('true');
  });

  test('says what is refused of no field', async () => {
    refusals.value = [{ code: 'LIMIT', message: 'The directory is full.', path: ['input'] }];
    await vi.waitFor(() =>
      expect(document.querySelector('[role="alert"]')?.textContent).toContain('is full'),
    );
  });

  test('says that no answer came, and keeps what was typed', async () => {
    type('email', 'ada@example.org');
    fault.value = { kind: 'unreachable' };
    await vi.waitFor(() =>
      expect(document.querySelector('[role="alert"]')?.textContent).toContain('Not saved'),
    );
    expect(field('email').value).toBe('ada@example.org');
  });
});

test('says what a role is for, and lets nobody give one that allows more than they may do', () => {
  const boxes = [...document.querySelectorAll<HTMLButtonElement>('fieldset [role=checkbox]')];
  expect(boxes.map(({ disabled }) => disabled)).toEqual([false, true]);
  const texts = [...document.querySelectorAll('fieldset [data-slot=description]')];
  expect(texts.map((each) => each.textContent?.trim())).toEqual([
    'Changes users.',
    'You can’t give or remove this role: it allows more than you can do.',
  ]);
});
