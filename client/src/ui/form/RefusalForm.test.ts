import { flushPromises } from '@vue/test-utils';
import UFormField from '@nuxt/ui/components/FormField.vue';
import UInput from '@nuxt/ui/components/Input.vue';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { defineComponent, h, reactive, shallowRef } from 'vue';
import { mountApp } from '../../../test/mount-app';
import RefusalForm from './RefusalForm.vue';

interface Refusal {
  code: string;
  message: string;
  path: string[];
}

const draft = reactive({ name: '', until: '' });
const refusals = shallowRef<Refusal[]>([]);
const submitted = vi.fn();

beforeEach(() => {
  Object.assign(draft, { name: '', until: '' });
  refusals.value = [];
  submitted.mockClear();
});

// The types of both components are generic, which `h` can't infer from loose props.
const [Input, Form] = [UInput as object, RefusalForm as object];

const input = (name: 'name' | 'until') =>
  h(UFormField, { name, label: name }, () =>
    h(Input, {
      modelValue: draft[name],
      'onUpdate:modelValue': (text: string) => (draft[name] = text),
      name,
    }),
  );

async function open(own: Record<string, unknown> = {}) {
  const page = defineComponent(
    () => () =>
      h(Form, { draft, checks: 'typed', refusals: refusals.value, onSubmit: submitted, ...own }, () => [
        input('name'),
        input('until'),
      ]),
  );
  await mountApp(page);
}

function field(name: string): HTMLInputElement {
  const found = document.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  if (!found) throw new Error(`There is no field "${name}".`);
  return found;
}

async function submit(): Promise<void> {
  document
    .querySelector('form')
    ?.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
  await flushPromises();
}

function type(name: string, text: string): void {
  field(name).dispatchEvent(new Event('blur'));
  field(name).value = text;
  field(name).dispatchEvent(new Event('input', { bubbles: true }));
}

const errors = () =>
  [...document.querySelectorAll('[data-slot="error"]')].map((each) => each.textContent?.trim());
const alerts = () => [...document.querySelectorAll('[role=alert]')].map((each) => each.textContent?.trim());
const TAKEN = { code: 'TAKEN', message: 'Taken.', path: ['input', 'name'] };

describe('a form that may be refused', () => {
  test('shows a refusal at its field, which gets the focus, and the others above', async () => {
    await open();
    refusals.value = [TAKEN, { code: 'LIMIT', message: 'Full.', path: ['input'] }];
    await vi.waitFor(() => expect(errors()).toEqual(['Taken.']));
    await vi.waitFor(() => expect(document.activeElement).toBe(field('name')));
    expect(alerts()).toEqual(['Full.']);
  });

  test('takes a refusal away when something else is typed, where it checks as one types', async () => {
    await open();
    refusals.value = [TAKEN];
    await vi.waitFor(() => expect(errors()).toEqual(['Taken.']));
    type('name', 'another');
    await vi.waitFor(() => expect(errors()).toEqual([]));
  });

  test('keeps a refusal that comes before the last letter is checked', async () => {
    const validate = vi.fn(() => []);
    await open({ validate });
    type('name', 'Ada');
    refusals.value = [TAKEN];
    await vi.waitFor(() => expect(errors()).toEqual(['Taken.']));
    const checks = validate.mock.calls.length;
    await vi.waitFor(() => expect(validate.mock.calls.length).toBeGreaterThan(checks));
    await flushPromises();
    expect(errors()).toEqual(['Taken.']);
  });

  test('keeps a refusal until it is sent again, where it checks then', async () => {
    await open({ checks: 'sent' });
    refusals.value = [TAKEN];
    await vi.waitFor(() => expect(errors()).toEqual(['Taken.']));
    type('name', 'another');
    await flushPromises();
    expect(errors()).toEqual(['Taken.']);
    await submit();
    expect(submitted).toHaveBeenCalledOnce();
    expect(errors()).toEqual([]);
  });

  test('can be sent again as it is: what was refused may be allowed by now', async () => {
    await open();
    refusals.value = [TAKEN];
    await vi.waitFor(() => expect(errors()).toEqual(['Taken.']));
    await submit();
    expect(submitted).toHaveBeenCalledOnce();
  });

  test('is not sent where something is wrong, and goes to it when it is on screen', async () => {
    const revealed: string[][] = [];
    await open({
      validate: () => [{ name: 'until', message: 'Missing.' }],
      reveal: (names: string[]) => void revealed.push(names),
    });
    await submit();
    expect(submitted).not.toHaveBeenCalled();
    expect(errors()).toEqual(['Missing.']);
    expect(revealed).toEqual([['until']]);
    expect(document.activeElement).toBe(field('until'));
  });

  test('shows a refusal at a field of another name, or at none', async () => {
    await open({ fieldOf: (name: string) => (name === 'expiresAt' ? 'until' : undefined) });
    refusals.value = [TAKEN, { code: 'INVALID', message: 'Too late.', path: ['input', 'expiresAt'] }];
    await vi.waitFor(() => expect(errors()).toEqual(['Too late.']));
    expect(alerts()).toEqual(['Taken.']);
  });

  test('says why no answer came', async () => {
    await open({ fault: { title: 'Not saved', description: 'Try again.' } });
    expect(alerts()).toEqual(['Not savedTry again.']);
  });

  test('takes the focus where that is wanted', async () => {
    await open();
    expect(document.activeElement).toBe(document.body);
    await open({ focusOn: '[name=until]' });
    await vi.waitFor(() => expect((document.activeElement as HTMLInputElement).name).toBe('until'));
  });
});
