import type { Client } from 'pg';

const ORDERS = [
  undefined,
  { field: 'DISPLAY_NAME', direction: 'ASC' },
  { field: 'UPDATED_AT', direction: 'DESC' },
  { field: 'LAST_SIGN_IN_AT', direction: 'DESC' },
  { field: 'EMAIL', direction: 'ASC' },
];

/** Lists that differ from each other: in turn by a filter, by a search and by their order. The first is the default one. */
export async function differentLists(client: Client, count: number): Promise<object[]> {
  const texts = async (statement: string) =>
    (await client.query<{ text: string }>(statement)).rows.map(({ text }) => text);
  const departments = await texts(
    'select department as text from users where department is not null group by department order by count(*) desc, 1 limit 50',
  );
  const words = await texts(
    `select split_part(display_name, ' ', 1) as text from users group by 1 order by count(*) desc, 1 limit 50`,
  );
  const roles = await texts('select id::text as text from roles order by 1');
  return Array.from({ length: count }, (_, index) => {
    const orderBy = ORDERS[index % ORDERS.length];
    const turn = Math.floor(index / ORDERS.length);
    const kinds = [
      {},
      { where: { department: [departments[index % departments.length]] } },
      { search: words[index % words.length] },
      { where: { status: ['ACTIVE'] } },
      { where: { roleId: [roles[turn % roles.length]] } },
      { where: { status: ['DEACTIVATED'], department: [departments[index % departments.length]] } },
      { where: { neverSignedIn: true } },
      { search: words[index % words.length], where: { status: ['ACTIVE'] } },
      { search: (words[index % words.length] ?? '').slice(0, 4) },
      { where: { department: [departments[(index + 7) % departments.length]] } },
    ];
    return { ...kinds[turn % kinds.length], ...(orderBy && { orderBy }) };
  });
}
