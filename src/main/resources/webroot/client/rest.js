import { searchQuery } from './parameters.js';
import { ProblemError } from './problem.js';

/** @typedef {import('./types.js').Versioned} Versioned */

const WRITE_ATTEMPTS = 3;

/** Requests over HTTP. Every method rejects with a {@link ProblemError}. */
export class Rest {
  /**
   * @param {URL} base
   * @param {typeof globalThis.fetch} fetch
   * @param {() => Promise<string | undefined>} token
   */
  constructor(base, fetch, token) {
    this.base = base;
    this.fetch = fetch;
    this.token = token;
  }

  /** @returns {Promise<Versioned>} */
  get(collection, id, { fields, minRev } = {}) {
    return this.#read(path(collection, id), compact({ fields: fields?.join(','), min_rev: minRev }));
  }

  /** @returns {Promise<{ docs: Versioned[], missing: string[] }>} in the order asked */
  getMany(collection, ids, { fields } = {}) {
    return this.#read(path(collection), compact({ ids: ids.join(','), fields: fields?.join(',') }));
  }

  /**
   * @returns {Promise<import('./types.js').SearchPage>} rejected with a TypeError where the filter is
   *     none that the gateway has
   */
  async search(collection, parameters = {}) {
    return this.#read(path(collection), searchQuery(parameters), parameters.signal);
  }

  /** @returns {Promise<{ suggestions: { text: string, id?: string }[] }>} */
  suggest(collection, q, { signal } = {}) {
    return this.#read(`${path(collection)}/_suggest`, new URLSearchParams({ q }), signal);
  }

  put(collection, id, doc, options) {
    return this.#write('PUT', path(collection, id), doc, options);
  }

  patch(collection, id, members, options) {
    return this.#write('PATCH', path(collection, id), members, options);
  }

  adjust(collection, id, amounts, options) {
    return this.#write('POST', `${path(collection, id)}/adjust`, amounts, options);
  }

  remove(collection, id, options) {
    return this.#write('DELETE', path(collection, id), undefined, options);
  }

  /**
   * Many writes in one request; each may fail by itself.
   *
   * @param {Iterable<import('./types.js').BulkWrite>} writes
   * @returns {Promise<{ id?: string, rev?: number, error?: ProblemError }[]>} a result a write, in order
   */
  async bulk(collection, writes, { signal } = {}) {
    const headers = await this.#headers();
    headers.set('content-type', 'application/x-ndjson');
    const body = Array.from(writes, (write) => `${JSON.stringify(write)}\n`).join('');
    const request = { method: 'POST', headers, body, signal };
    const results = await this.#send(`${path(collection)}/_bulk`, request, parseLines);
    return results.map((one) => (one.error ? { ...one, error: new ProblemError(one.error) } : one));
  }

  /**
   * Reads a whole collection as it comes: first `{ position }`, then every document. With the
   * changes since that position it is complete.
   *
   * @returns {AsyncGenerator<any, void>} fails where the answer is cut off
   */
  async *export(collection, { signal } = {}) {
    const fetch = this.fetch;
    const request = { headers: await this.#headers(), signal };
    const response = await reach(fetch(new URL(`${path(collection)}/_export`, this.base), request));
    if (!response.ok) {
      const { status } = response;
      const problem = parse(await reach(response.text()));
      throw new ProblemError({ status, code: 'unknown', title: `HTTP ${status}`, ...problem });
    }
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    try {
      let rest = '';
      for (;;) {
        const { value, done } = await reach(reader.read());
        if (done) break;
        const lines = (rest + value).split('\n');
        rest = lines.pop();
        for (const line of lines) if (line) yield JSON.parse(line);
      }
      if (rest.trim()) yield JSON.parse(rest);
    } finally {
      reader.cancel().catch(() => {});
    }
  }

  async #read(where, query, signal) {
    const text = String(query);
    const headers = await this.#headers();
    return this.#send(text ? `${where}?${text}` : where, { headers, signal });
  }

  /** Repeated under the same key while nobody can say whether it was done. */
  async #write(method, where, body, { ifMatch, ifNoneMatch, key = newKey() } = {}) {
    const headers = await this.#headers();
    headers.set('idempotency-key', key);
    if (ifMatch !== undefined) headers.set('if-match', `"${ifMatch}"`);
    if (ifNoneMatch) headers.set('if-none-match', '*');
    if (body !== undefined) headers.set('content-type', 'application/json');
    const request = { method, headers, body: body && JSON.stringify(body) };
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#send(where, request);
      } catch (failure) {
        const unknown = failure.code === 'outcome_unknown' || failure.code === 'unreachable';
        if (!unknown || attempt === WRITE_ATTEMPTS) throw failure;
        await new Promise((resolve) => setTimeout(resolve, failure.retryAfterMs ?? 300 * attempt));
      }
    }
  }

  async #send(where, request, read = parse) {
    const fetch = this.fetch;
    let response;
    let body;
    try {
      response = await fetch(new URL(where, this.base), request);
      body = await response.text();
    } catch (failure) {
      if (failure.name === 'AbortError') throw failure;
      throw new ProblemError({ code: 'unreachable', title: 'The gateway could not be reached' });
    }
    const json = (response.ok ? read : parse)(body);
    if (!response.ok || json === undefined) {
      const { status } = response;
      throw new ProblemError({ status, code: 'unknown', title: `HTTP ${status}`, ...json });
    }
    return json;
  }

  async #headers() {
    const token = await this.token();
    return new Headers(token ? { authorization: `Bearer ${token}` } : {});
  }
}

function path(collection, id) {
  const parts = id === undefined ? [collection] : [collection, id];
  return `/v1/${parts.map(encodeURIComponent).join('/')}`;
}

async function reach(promise) {
  try {
    return await promise;
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new ProblemError({ code: 'unreachable', title: 'The gateway could not be reached' });
  }
}

function compact(parameters) {
  return new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== undefined));
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @returns {object[] | undefined} nothing where a line is not JSON, as in an answer that was cut off */
function parseLines(text) {
  const lines = text.split('\n').filter((line) => line.trim() !== '').map(parse);
  return lines.includes(undefined) ? undefined : lines;
}

/** `randomUUID` exists in secure contexts only, and shops are tried out over plain HTTP too. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
