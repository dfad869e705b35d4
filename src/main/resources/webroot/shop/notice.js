import { byId, el } from './dom.js';
import { products } from './format.js';

/** Text above the grid: the reason why there are no products, and a remedy. */
export class Notice {
  #box = byId('notice');

  /** @param {() => void} retry */
  constructor(retry) {
    this.retry = retry;
  }

  /** Whether the same search would fail again. */
  static isLasting({ status }) {
    return status >= 400 && status < 500 && status !== 429;
  }

  clear() {
    if (!this.#box.hidden) this.#show('', null);
  }

  /** @param {import('./location.js').Place} place without a result */
  nothing({ q, category, brand, badge, min, max, stock }) {
    const filtered = [category, brand, badge].some((values) => values.length > 0);
    if (!q && !filtered && !min && !max && !stock) {
      const text = 'New products appear here without a reload.';
      return this.#show('empty', [el('h3', {}, 'The shop has no products yet.'), el('p', {}, text)]);
    }
    this.#show(`nothing ${q}`, [
      el('h3', {}, q ? `No results for “${q}”.` : 'No products match these filters.'),
      el('p', {}, 'Remove a filter or search for another word.'),
      el('a.button', { href: '/' }, 'Show all products'),
    ]);
  }

  /** Offers the search without the words that no product has together with the others. */
  async offerFewerWords(rest, { signal, ...query }) {
    const search = { ...query, limit: 1, facets: undefined, relax: true, signal };
    const page = await rest.search('products', search).catch(() => null);
    if (!page?.relaxed || signal.aborted || !this.#shown?.startsWith('nothing')) return;
    if (this.#box.querySelector('.fewer')) return;
    const q = query.q.split(/\s+/).filter((word) => !page.relaxed.includes(word)).join(' ');
    const href = `?${new URLSearchParams({ q })}`;
    this.#box.append(' ', el('a.button.fewer', { href }, `Show ${products(page.total)} for “${q}”`));
  }

  /** @returns {Promise<string>} the short form of the reason */
  async failed(failure) {
    const { short, title, text } = await explain(failure);
    const lasting = Notice.isLasting(failure);
    const button = el('button.button', { type: 'button', onclick: () => this.retry() }, 'Retry now');
    this.#show(title + text, [el('h3', {}, title), el('p', {}, text), lasting ? null : button]);
    return short;
  }

  #shown = '';

  /** Repeats nothing: a focused button stays, and screen readers read a text once. */
  #show(key, children) {
    if (this.#shown === key) return;
    this.#shown = key;
    this.#box.hidden = !children;
    this.#box.replaceChildren(...(children ?? []).filter(Boolean));
  }
}

async function explain(failure) {
  if (Notice.isLasting(failure)) {
    return { short: 'No products', title: 'The search is not valid.', text: failure.message };
  }
  if (failure.code === 'unreachable') {
    const text = 'Check your network connection. The page retries every few seconds.';
    return { short: 'No connection', title: 'The shop does not respond.', text };
  }
  if (failure.code === 'search_unavailable' && (await isIndexing())) {
    const text = 'The products appear here when the search index is complete.';
    return { short: 'Indexing…', title: 'The shop is indexing its products.', text };
  }
  const text = `${failure.message} The page retries every few seconds.`;
  return { short: 'No products', title: 'Search is not available.', text };
}

/** Whether the gateway builds the first index. */
async function isIndexing() {
  try {
    const { reasons = [] } = await (await fetch('/health/ready')).json();
    return reasons.some((reason) => /^No usable index yet: .*\bproducts\b/.test(reason));
  } catch {
    return false;
  }
}
