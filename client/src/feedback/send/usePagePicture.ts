import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { ownTexts } from '../../messages/own-texts';

/** Where the app is mounted; dialogs are beside it. */
const ROOT = '#app';

/** A picture of the page, blanked. It is drawn on demand, and what draws it is loaded then. */
export function usePagePicture() {
  const i18n = useI18n();
  const picture = ref<string>();
  const isDrawing = ref(false);
  const hasFailed = ref(false);

  async function draw(): Promise<void> {
    if (isDrawing.value) return;
    isDrawing.value = true;
    hasFailed.value = false;
    try {
      const { drawPage } = await import('../drawing/draw-page');
      const own = ownTexts(i18n.getLocaleMessage(i18n.locale.value));
      const root = document.querySelector<HTMLElement>(ROOT);
      picture.value = root ? await drawPage(root, (text) => own.has(text)) : undefined;
    } catch {
      picture.value = undefined;
    }
    hasFailed.value = picture.value === undefined;
    isDrawing.value = false;
  }

  return { picture, isDrawing, hasFailed, draw, remove: () => (picture.value = undefined) };
}
