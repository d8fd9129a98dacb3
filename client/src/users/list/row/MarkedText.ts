import { type FunctionalComponent, h } from 'vue';
import type { FindMarks } from './search-marks';

/** A text with what the search matched in it. It has no state: a row has several of them. */
export const MarkedText: FunctionalComponent<{ text: string; find: FindMarks | undefined }> = ({
  text,
  find,
}) =>
  find?.(text)?.map((piece) =>
    piece.isMatch ? h('mark', { class: 'search-mark' }, piece.text) : piece.text,
  ) ?? text;
MarkedText.props = ['text', 'find'];
