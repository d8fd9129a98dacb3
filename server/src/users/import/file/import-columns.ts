import { normalForm } from '../../../texts/normal-form.js';
import { TEXT_FIELDS, type TextField } from '../../user.fields.js';

/** The content of a column of a file. */
export type ImportField = 'id' | 'roles' | TextField;

export const IMPORT_FIELDS: readonly ImportField[] = ['id', ...TEXT_FIELDS, 'roles'];

/** Characters of the name of a column; a longer name is not recognised. */
const MAX_NAME = 100;

/** Further names in files of other programs, in the form of `keyOf`. Passwords are never imported. */
const SYNONYMS: Readonly<Record<string, ImportField>> = {
  userid: 'id',
  uuid: 'id',
  mail: 'email',
  emailaddress: 'email',
  mailaddress: 'email',
  userprincipalname: 'email',
  name: 'displayName',
  fullname: 'displayName',
  firstname: 'givenName',
  forename: 'givenName',
  lastname: 'familyName',
  surname: 'familyName',
  sn: 'familyName',
  jobtitle: 'title',
  position: 'title',
  dept: 'department',
  team: 'department',
  phonenumber: 'phone',
  telephone: 'phone',
  mobile: 'phone',
  language: 'locale',
  preferredlanguage: 'locale',
  tz: 'timeZone',
  role: 'roles',
  المعرف: 'id',
  البريد: 'email',
  البريدالإلكتروني: 'email',
  البريدالالكتروني: 'email',
  الاسم: 'displayName',
  الاسمالكامل: 'displayName',
  الاسمالمعروض: 'displayName',
  الاسمالظاهر: 'displayName',
  الاسمالأول: 'givenName',
  الاسمالاول: 'givenName',
  اسمالعائلة: 'familyName',
  اللقب: 'familyName',
  المسمىالوظيفي: 'title',
  الوظيفة: 'title',
  القسم: 'department',
  الإدارة: 'department',
  الهاتف: 'phone',
  رقمالهاتف: 'phone',
  الجوال: 'phone',
  اللغة: 'locale',
  المنطقةالزمنية: 'timeZone',
  الدور: 'roles',
  الأدوار: 'roles',
};

const BY_KEY = new Map<string, ImportField>([
  ...Object.entries(SYNONYMS),
  ...IMPORT_FIELDS.map((field) => [keyOf(field), field] as const),
]);

/** The field of each column, null for an unknown name. Of two columns for one field, the first one gets it. */
export function guessColumns(names: readonly string[]): (ImportField | null)[] {
  const taken = new Set<ImportField>();
  return names.map((name) => {
    const field = BY_KEY.get(keyOf(name));
    if (!field || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
}

function keyOf(name: string): string {
  return (normalForm(name, MAX_NAME) ?? '').toLowerCase().replace(/[\s_.-]+/gu, '');
}
