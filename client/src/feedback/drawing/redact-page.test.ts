import { expect, test } from 'vitest';
import { ownTexts } from '../../messages/own-texts';
import { redact } from './redact-page';

const OWN = ownTexts({
  users: { title: 'People', count: '{number} people', search: 'Search people' },
  // As a build has them.
  compiled: {
    edit: { t: 0, b: { t: 2, i: [{ t: 3 }], s: 'Edit' } },
    named: {
      t: 0,
      b: {
        t: 2,
        i: [
          { t: 3, v: 'Edit ' },
          { t: 4, k: 'name' },
        ],
      },
    },
  },
});

function redacted(html: string): HTMLElement {
  const copy = document.createElement('div');
  copy.innerHTML = html;
  redact(copy, (text) => OWN.has(text));
  return copy;
}

test('a text stays if the console has it whole, and is blanked if a value is in it', () => {
  const copy = redacted(
    '<h1> People </h1><p>3 people</p><button>Edit</button><button>Edit Ada</button><b>·</b>',
  );
  expect([...copy.children].map(({ textContent }) => textContent)).toEqual([
    ' People ',
    'xxxx xxxxxxxx',
    'Edit',
    'xxxx xxxx',
    '·',
  ]);
});

test('nothing of a name, an address or a number is left, and their lengths do not show', () => {
  const copy = redacted('<a>Ada</a><a>Grace</a><a>Adam</a><td>ada@example.org</td>');
  expect(copy.textContent).not.toMatch(/[^x]/);
  expect(copy.children[0]?.textContent).toBe(copy.children[2]?.textContent);
});

test('inputs are blanked, whatever their kind', () => {
  const copy = redacted(
    '<input value="secret" placeholder="Search people"><input placeholder="Ada"><input type="checkbox" checked>' +
      '<textarea>secret</textarea><select><option>Ada</option></select><div contenteditable>secret</div>',
  );
  expect(copy.innerHTML).not.toMatch(/secret|Ada|checked/);
  expect(copy.querySelector('input')?.getAttribute('placeholder')).toBe('Search people');
});

test('pictures and codes are blanked; icons stay', () => {
  const copy = redacted(
    '<img src="data:image/png;base64,AA"><svg role="img"><path d="M0 0h1v1"/></svg>' +
      '<svg role="img" aria-hidden="true"><path d="M1 1"/><title>Ada: 7</title><text>12K</text></svg>',
  );
  expect(copy.querySelector('img')?.hasAttribute('src')).toBe(false);
  expect([...copy.querySelectorAll('path')].map((path) => path.getAttribute('d'))).toEqual(['M1 1']);
  expect(copy.textContent).toBe('');
});
