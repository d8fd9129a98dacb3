import { ref } from 'vue';

/** One for the whole page: the menu and the palette open it, and the frame shows it. */
const isOpen = ref(false);

export function useFeedbackDialog() {
  return { isOpen, open: () => (isOpen.value = true), close: () => (isOpen.value = false) };
}
