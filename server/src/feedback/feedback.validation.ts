import { type Refusal, RefusedError } from '../refusals/refusal.js';
import { UserErrorCode } from '../refusals/user-error.enum.js';
import { readText } from '../texts/text.rule.js';
import type { SendFeedbackInput } from './feedback.types.js';

/** Of the text of feedback and of an answer, in characters. */
const MAX_TEXT = 4_000;

/** The console's pictures have some 100 KB. */
const MAX_PICTURE_BYTES = 300_000;

/** Vue Router's patterns: words in lower case, and parameters with their choices; both may be optional. */
const PAGE = /^(?:\/|(?:\/(?:[a-z][a-z-]{0,30}|:[a-zA-Z]{1,20}(?:\([a-z|.*-]{1,80}\))?[?*]?)){1,6})$/;

/** The marker of the start of an image that every JPEG begins with, and that of another segment. */
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);

export interface FeedbackValues {
  text: string;
  page: string | null;
  picture: Buffer | null;
}

/** @throws RefusedError */
export function readFeedbackInput({ text, page, picture }: SendFeedbackInput): FeedbackValues {
  const refusals: Refusal[] = [];
  const written = readLines(text, refusals);
  if (page != null && !PAGE.test(page)) refusals.push(invalid('page', 'userError.invalid.text'));
  const drawn = picture == null ? null : readPicture(picture);
  if (drawn === undefined) refusals.push(invalid('picture', 'userError.feedback.picture'));
  if (refusals.length > 0 || drawn === undefined) throw new RefusedError(refusals);
  return { text: written, page: page ?? null, picture: drawn };
}

/** @throws RefusedError */
export function readAnswer(text: string): string {
  const refusals: Refusal[] = [];
  const written = readLines(text, refusals);
  if (refusals.length > 0) throw new RefusedError(refusals);
  return written;
}

function readLines(given: string, refusals: Refusal[]): string {
  const text = readText(given, { max: MAX_TEXT, required: true, hasLines: true });
  if (typeof text === 'string') return text;
  if (text) refusals.push({ ...text, path: ['input', 'text'] });
  return '';
}

function readPicture(parts: readonly string[]): Buffer | undefined {
  const picture = Buffer.from(parts.join(''), 'base64');
  const isJpeg = picture.subarray(0, JPEG.length).equals(JPEG);
  return isJpeg && picture.length <= MAX_PICTURE_BYTES ? picture : undefined;
}

function invalid(field: string, key: 'userError.invalid.text' | 'userError.feedback.picture'): Refusal {
  return {
    code: UserErrorCode.INVALID,
    path: ['input', field],
    key,
    ...(field === 'picture' && { params: { max: MAX_PICTURE_BYTES / 1_000 } }),
  };
}
