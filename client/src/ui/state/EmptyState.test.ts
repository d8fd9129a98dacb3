import { expect, test } from 'vitest';
import { h } from 'vue';
import { mountApp } from '../../../test/mount-app';
import EmptyState from './EmptyState.vue';

const props = { icon: 'i-lucide-users', title: 'Nobody yet', text: 'Begin with one.' };

test('says what is missing and offers a way on', async () => {
  const { wrapper } = await mountApp(EmptyState, { props, slots: { default: () => h('button', 'Add') } });
  expect(wrapper.get('h2').text()).toBe('Nobody yet');
  expect(wrapper.text()).toContain('Begin with one.');
  expect(wrapper.get('button').text()).toBe('Add');
});

test('leaves no gap where there is nothing to offer', async () => {
  const { wrapper } = await mountApp(EmptyState, { props: { icon: props.icon, title: props.title } });
  expect(wrapper.find('p').exists()).toBe(false);
  expect(wrapper.get('h2').element.nextElementSibling).toBeNull();
});

test('is the page’s heading where it is the page', async () => {
  const { wrapper } = await mountApp(EmptyState, { props: { ...props, isPage: true } });
  expect(wrapper.get('h1').text()).toBe('Nobody yet');
});
