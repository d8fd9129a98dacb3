import { expect, test, vi } from 'vitest';
import { mountApp } from '../../../test/mount-app';
import FailedState from './FailedState.vue';

test('tells that the server is out of reach, and offers another try', async () => {
  const onRetry = vi.fn();
  const { wrapper } = await mountApp(FailedState, { props: { fault: { kind: 'unreachable' }, onRetry } });

  expect(wrapper.attributes('role')).toBe('alert');
  expect(wrapper.text()).toContain('Can’t reach the server');
  await wrapper.get('button').trigger('click');
  expect(onRetry).toHaveBeenCalledOnce();
});

test('shows the request’s id where the server gave one', async () => {
  const fault = { kind: 'failed', code: 'INTERNAL_SERVER_ERROR', requestId: '0198-42' };
  const { wrapper } = await mountApp(FailedState, { props: { fault } });

  expect(wrapper.get('code').text()).toBe('0198-42');
});

test('lets nobody try twice at once', async () => {
  const onRetry = vi.fn();
  const props = { fault: { kind: 'failed' }, retrying: true, onRetry };
  const { wrapper } = await mountApp(FailedState, { props });

  await wrapper.get('button').trigger('click');
  expect(onRetry).not.toHaveBeenCalled();
});

test('names a request number only if there is one', async () => {
  const textOf = async (fault: object) => (await mountApp(FailedState, { props: { fault } })).wrapper.text();
  expect(await textOf({ kind: 'failed', requestId: '0198-42' })).toContain('the request number below');
  expect(await textOf({ kind: 'failed' })).not.toContain('request number');
  expect(await textOf({ kind: 'failed' })).toContain('Try again in a moment.');
});
