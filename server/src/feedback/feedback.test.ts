import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeToken, withToken } from '../testing/accounts/access-tokens.js';
import { type MailServer, startMailServer } from '../testing/servers/mail-server.js';
import { createPerson, type Person, signedIn } from '../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const SEND = `mutation ($input: SendFeedbackInput!) { sendFeedback(input: $input) { id userErrors { code path message } } }`;
const LIST = `query ($first: Int, $after: String, $where: FeedbackWhere) {
  feedbackEntries(first: $first, after: $after, where: $where) {
    nodes { id kind state text page hasPicture answer createdAt senderId senderName senderEmail canBeAnswered }
    totalCount pageInfo { hasNextPage endCursor } } }`;
const MARK = `mutation ($id: ID!, $state: FeedbackState!) {
  setFeedbackState(id: $id, state: $state) { entry { id state } userErrors { code path } } }`;
const ANSWER = `mutation ($input: AnswerFeedbackInput!) {
  answerFeedback(input: $input) { entry { id state answer answeredAt } userErrors { code path message } } }`;

const jpeg = (bytes: number) =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(bytes - 4, 7)]).toString('base64');
const inParts = (text: string) => text.match(/.{1,10000}/g) ?? [];

let test: TestApp;
let mail: MailServer;
let ann: Person;
let reader: Person;
beforeAll(async () => {
  mail = await startMailServer();
  test = await startTestApp({
    env: { SMTP_URL: mail.url, MAIL_FROM: 'rollcall@example.org', PUBLIC_URL: 'https://people.example.org' },
  });
  await createPerson(test, 'ann@example.org');
  ann = await signedIn(test, 'ann@example.org');
  await createPerson(test, 'reader@example.org', 'Administrator');
  reader = await signedIn(test, 'reader@example.org');
});
beforeEach(() => test.database.query('delete from feedback'));
afterAll(async () => {
  await test.close();
  await mail.close();
});

const send = async (input: object, by: Person = ann) =>
  (await by.graphql(SEND, { input: { kind: 'IDEA', text: 'A text', ...input } })).data.sendFeedback;
const list = async (variables: object = {}, by: Pick<Person, 'graphql'> = reader) =>
  (await by.graphql(LIST, { ...variables })).data.feedbackEntries;
const entriesOf = (action: string) =>
  test.database.query<{ target_id: string; changes: object; actor_id: string }>(
    'select target_id, changes, actor_id from audit_entries where action = $1 order by id desc limit 1',
    [action],
  );

describe('sending feedback', () => {
  it('stores the kind, the lines of the text, the page and the picture, and returns the id', async () => {
    const picture = jpeg(25_000);
    const { id, userErrors } = await send({
      kind: 'PROBLEM',
      text: ' The first line\r\nthe second \n',
      page: '/users/:id/:tab(access|sign-in)?',
      picture: inParts(picture),
    });
    expect(userErrors).toEqual([]);
    expect((await list()).nodes).toMatchObject([
      {
        id,
        kind: 'PROBLEM',
        state: 'NEW',
        text: 'The first line\nthe second',
        page: '/users/:id/:tab(access|sign-in)?',
        hasPicture: true,
        senderId: ann.id,
        senderEmail: 'ann@example.org',
        canBeAnswered: true,
      },
    ]);
    const { data } = await reader.graphql(`{ feedbackEntry(id: "${id}") { picture } }`);
    expect(data.feedbackEntry.picture).toBe(`data:image/jpeg;base64,${picture}`);
  });

  it.each([
    [{ text: ' \n ' }, 'REQUIRED', ['input', 'text']],
    [{ text: 'x'.repeat(4_001) }, 'TOO_LONG', ['input', 'text']],
    [{ text: 'a\u202eb' }, 'INVALID', ['input', 'text']],
    [{ page: '/users?search=ada' }, 'INVALID', ['input', 'page']],
    [{ page: '/users/0198c2a4-0000-7000-8000-000000000000' }, 'INVALID', ['input', 'page']],
    [{ picture: [Buffer.from('<svg>').toString('base64')] }, 'INVALID', ['input', 'picture']],
    [{ picture: inParts(jpeg(300_001)) }, 'INVALID', ['input', 'picture']],
  ])('refuses %j', async (input, code, path) => {
    const { id, userErrors } = await send(input);
    expect(id).toBeNull();
    expect(userErrors).toMatchObject([{ code, path }]);
    expect((await list()).totalCount).toBe(0);
  });

  it('accepts ten entries of one person per hour, also if all are sent at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => send({})));
    const refused = answers.filter(({ id }) => id === null);
    expect(refused).toHaveLength(2);
    expect(refused[0].userErrors).toMatchObject([{ code: 'LIMIT', path: ['input'] }]);
    await test.database.query(`update feedback set created_at = now() - interval '61 minutes'`);
    expect((await send({})).userErrors).toEqual([]);
  });

  it('needs a session and no permission; an access token is refused', async () => {
    const { errors } = await test.graphql(SEND, { input: { kind: 'IDEA', text: 'By a script' } });
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  it('is in the audit trail without the text', async () => {
    const { id } = await send({ text: 'Zaphod is rude' });
    expect(await entriesOf('FEEDBACK_SENT')).toEqual([{ target_id: id, changes: {}, actor_id: ann.id }]);
    const found = await test.database.query(`select from audit_entries a where a::text like '%Zaphod%'`);
    expect(found).toHaveLength(0);
  });
});

describe('reading feedback', () => {
  it('needs FEEDBACK_READ, and shows no names without USERS_READ', async () => {
    await send({});
    expect((await ann.graphql(LIST)).errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    const { token } = await makeToken(test.graphql, { permissions: ['FEEDBACK_READ'] });
    const { data } = await withToken(test, token)(LIST);
    expect(data.feedbackEntries.nodes).toMatchObject([
      { text: 'A text', senderId: ann.id, senderName: null, senderEmail: null },
    ]);
  });

  it('pages from the newest on, and filters by kind and by state', async () => {
    const ids: string[] = [];
    for (const kind of ['IDEA', 'PROBLEM', 'IDEA', 'PRAISE']) ids.unshift((await send({ kind })).id);
    const first = await list({ first: 3 });
    expect(first.nodes.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 3));
    expect(first).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } });
    const second = await list({ first: 3, after: first.pageInfo.endCursor });
    expect(second.nodes.map(({ id }: { id: string }) => id)).toEqual(ids.slice(3));
    await reader.graphql(MARK, { id: ids[3], state: 'DONE' });
    const done = await list({ where: { kind: 'IDEA', state: 'DONE' } });
    expect(done.nodes.map(({ id }: { id: string }) => id)).toEqual([ids[3]]);
    expect((await list({ where: { kind: 'IDEA' } })).totalCount).toBe(2);
  });

  it('answers a write with the list that is asked for, as it is after it', async () => {
    const { id } = await send({});
    await send({});
    const { data } = await reader.graphql(
      `mutation ($id: ID!) { setFeedbackState(id: $id, state: DONE) {
        new: entries(where: { state: NEW }) { totalCount nodes { state } }
        done: entries(where: { state: DONE }) { totalCount nodes { id } } } }`,
      { id },
    );
    expect(data.setFeedbackState).toEqual({
      new: { totalCount: 1, nodes: [{ state: 'NEW' }] },
      done: { totalCount: 1, nodes: [{ id }] },
    });
  });

  it('marks an entry, and records the old and the new state in the audit trail', async () => {
    const { id } = await send({});
    const { data } = await reader.graphql(MARK, { id, state: 'READ' });
    expect(data.setFeedbackState).toEqual({ entry: { id, state: 'READ' }, userErrors: [] });
    expect(await entriesOf('FEEDBACK_UPDATED')).toEqual([
      { target_id: id, changes: { feedbackState: { before: 'NEW', after: 'READ' } }, actor_id: reader.id },
    ]);
    const gone = await reader.graphql(MARK, { id: ann.id, state: 'READ' });
    expect(gone.data.setFeedbackState).toMatchObject({ userErrors: [{ code: 'NOT_FOUND', path: ['id'] }] });
  });
});

describe('answering feedback', () => {
  const answer = async (id: string, text: string) =>
    (await reader.graphql(ANSWER, { input: { id, text } })).data.answerFeedback;

  it('mails the answer to the sender, keeps it, and marks the entry', async () => {
    const { id } = await send({ text: 'Why <b>is</b> it slow?' });
    const { entry, userErrors } = await answer(id, 'It is fast by now.\nThank you.');
    expect(userErrors).toEqual([]);
    expect(entry).toMatchObject({ id, state: 'ANSWERED', answer: 'It is fast by now.\nThank you.' });
    const { subject, text, html } = await mail.mailTo('ann@example.org', 1, 'It is fast by now.');
    expect(subject).toBe('Answer to your feedback about Rollcall');
    expect(text).toContain('> Why <b>is</b> it slow?');
    expect(text).toContain('https://people.example.org');
    expect(html).toContain('Why &lt;b&gt;is&lt;/b&gt; it slow?');
    const entries = await test.database.query(
      `select from audit_entries a where a::text like '%fast by now%'`,
    );
    expect([entries.length, (await entriesOf('FEEDBACK_ANSWERED')).length]).toEqual([0, 1]);
  });

  it('is refused if the sender is in the bin, and with an empty text', async () => {
    await createPerson(test, 'gone@example.org');
    const gone = await signedIn(test, 'gone@example.org');
    const { id } = await send({}, gone);
    expect((await answer(id, ' ')).userErrors).toMatchObject([{ code: 'REQUIRED', path: ['input', 'text'] }]);
    await test.graphql(`mutation { deleteUser(id: "${gone.id}") { userErrors { code } } }`);
    expect((await list()).nodes).toMatchObject([{ canBeAnswered: false }]);
    const { entry, userErrors } = await answer(id, 'Hello?');
    expect(userErrors).toMatchObject([{ code: 'NOT_ALLOWED', path: ['input', 'id'] }]);
    expect(entry).toMatchObject({ state: 'NEW', answer: null });
  });

  it('is refused by a server without mail', async () => {
    const silent = await startTestApp({ database: test.database });
    try {
      const { id } = await send({});
      const { data } = await silent.graphql(ANSWER, { input: { id, text: 'Hello' } });
      expect(data.answerFeedback.userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
    } finally {
      await silent.close();
    }
  });
});

describe('/feedback/export', () => {
  const get = (query: string, token = reader.token) =>
    test.app.inject({ url: `/feedback/export?${query}`, headers: { authorization: `Bearer ${token}` } });

  it('streams the entries that match, as CSV and as JSON lines, and is in the audit trail', async () => {
    await send({ kind: 'PRAISE', text: '=good\n"very"' });
    await send({ kind: 'IDEA' });
    const csv = await get('kind=PRAISE');
    expect(csv.headers['content-disposition']).toMatch(/^attachment; filename="feedback-[\d-]+\.csv"$/);
    expect(csv.body).toContain(`"PRAISE","NEW","'=good\n""very""","","false"`);
    expect(csv.body).not.toContain('IDEA');
    const lines = (await get('format=jsonl&state=NEW')).body.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { kind: 'IDEA', text: 'A text', senderEmail: 'ann@example.org', answer: null },
      { kind: 'PRAISE' },
    ]);
    expect(await entriesOf('FEEDBACK_EXPORTED')).toMatchObject([{ actor_id: reader.id }]);
  });

  it('has every entry once, also if one statement does not read all', async () => {
    await test.database.query(
      `insert into feedback (user_id, kind, text, created_at)
        select $1, 'IDEA', n::text, now() - n / 2 * interval '1 second' from generate_series(1, 2100) as n`,
      [ann.id],
    );
    const texts = (await get('format=jsonl')).body.trim().split('\n');
    expect(new Set(texts.map((line) => (JSON.parse(line) as { text: string }).text)).size).toBe(2100);
    expect(texts).toHaveLength(2100);
  });

  it.each(['format=xml', 'kind=NOTHING', 'state=NEW&state=READ', 'search=x'])('refuses %s', async (query) => {
    expect((await get(query)).statusCode).toBe(400);
  });

  it('needs FEEDBACK_READ', async () => {
    expect((await get('', ann.token)).statusCode).toBe(403);
    expect((await get('', 'nonsense')).statusCode).toBe(401);
  });
});
