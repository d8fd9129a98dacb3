import { BASE_PATH } from './server/base-path';

/** Where the documentation is; undefined where the server has none: it marks the page where it does. */
export function docsUrl(): string | undefined {
  return document.documentElement.hasAttribute('data-docs') ? `${BASE_PATH}docs/` : undefined;
}
