import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../free-port.mjs';
import { root } from '../steps.mjs';

/** @typedef {{ data?: any, errors?: { message: string, extensions?: { code?: string } }[] }} Answer */

const OWNER = 'owner@example.org';
/** A slow machine creates and migrates its database in less time. */
const START_MS = 120_000;

/** The built server with a database of its own, as its owner starts it behind a proxy that ends TLS. */
export class AuditedServer {
  origin = '';
  #folder = mkdtempSync(join(tmpdir(), 'rollcall-audit-'));
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;
  password = randomBytes(12).toString('hex');

  async start() {
    // Started by root, the database runs as another user.
    chmodSync(this.#folder, 0o711);
    const port = await freePort();
    this.origin = `http://127.0.0.1:${port}`;
    this.#child = spawn(process.execPath, [join(root, 'server/dist/rollcall.js')], {
      cwd: this.#folder,
      stdio: 'ignore',
      // Without the caller's own settings.
      env: {
        PATH: process.env['PATH'],
        PORT: String(port),
        DATA_DIR: join(this.#folder, 'data'),
        PUBLIC_URL: 'https://directory.example.org',
        TRUST_PROXY: '1',
        SECURITY_CONTACT: 'security@example.org',
        ADMIN_EMAIL: OWNER,
        ADMIN_PASSWORD: this.password,
      },
    });
    const until = Date.now() + START_MS;
    while (!(await this.#isReady())) {
      if (Date.now() > until || this.#child.exitCode !== null) throw new Error('The server did not start.');
      await delay(200);
    }
  }

  async #isReady() {
    return fetch(`${this.origin}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  async stop() {
    const child = this.#child;
    if (child && child.exitCode === null) {
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /**
   * @param {string} path
   * @param {RequestInit & { headers?: Record<string, string> }} [options]
   */
  fetch(path, { headers = {}, ...options } = {}) {
    const proxied = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.7', ...headers };
    return fetch(`${this.origin}${path}`, { ...options, headers: proxied, redirect: 'manual' });
  }

  /**
   * @param {object | object[]} body
   * @param {string} [token]
   */
  post(body, token) {
    return this.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
  }

  /**
   * @param {string} query
   * @param {object} [variables]
   * @param {string} [token]
   * @returns {Promise<Answer>}
   */
  async ask(query, variables = {}, token = undefined) {
    return /** @type {Answer} */ (await (await this.post({ query, variables }, token)).json());
  }

  /**
   * @param {string} email
   * @param {string} password
   */
  signIn(email, password) {
    const query =
      'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { code message } } }';
    return this.post({ query, variables: { input: { email, password } } });
  }

  /** The owner's access token. */
  async owner() {
    const answer = /** @type {Answer} */ (await (await this.signIn(OWNER, this.password)).json());
    return String(answer.data.signIn.accessToken);
  }

  /**
   * The access token of a user without a role.
   * @param {string} owner
   */
  async nobody(owner) {
    const email = 'nobody@example.org';
    const password = randomBytes(12).toString('hex');
    const input = { email, password, displayName: 'Nobody', roleIds: [] };
    const query =
      'mutation ($input: CreateUserInput!) { createUser(input: $input) { userErrors { message } } }';
    await this.ask(query, { input }, owner);
    const answer = /** @type {Answer} */ (await (await this.signIn(email, password)).json());
    return String(answer.data.signIn.accessToken);
  }
}
