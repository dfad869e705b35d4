import { Card } from './card.js';
import { byId, el, mayMove } from './dom.js';
import { count } from './format.js';
import { toSearch } from './location.js';

const PAGE = 40;
const MOST = 200;
const FACETS = ['brand', 'category', 'badge', 'price'];
const LIVE = { interval: 100 };

/** The grid: one live query. What comes to answer to it appears, what no longer does is gone. */
export class Listing {
  #grid = byId('grid');
  #notice = byId('notice');
  #more = byId('more');
  #cards = new Map();
  #abort = new AbortController();
  #limit = PAGE;
  #query;
  #due = false;

  /**
   * @param {import('../client/tidegate.js').Tidegate} tide
   * @param {{ open: (id: string) => void, buy: (id: string) => Promise<void> }} actions
   * @param {(page: import('../client/types.js').SearchPage) => void} onFound
   */
  constructor(tide, actions, onFound) {
    this.tide = tide;
    this.actions = actions;
    this.onFound = onFound;
    this.#more.addEventListener('click', () => {
      this.#limit = Math.min(MOST, this.#limit + PAGE);
      this.#watch();
    });
  }

  /** @param {import('./location.js').Place} place */
  search(place) {
    this.place = place;
    this.#limit = PAGE;
    this.#watch();
    this.#count();
  }

  #watch() {
    this.#query?.close();
    this.#grid.setAttribute('aria-busy', 'true');
    const query = this.tide.query('products', { ...toSearch(this.place), limit: this.#limit }, LIVE);
    this.#query = query;
    const soon = () => this.#query === query && this.#soon();
    query.on('order', soon);
    query.on('ready', soon);
    query.on('change', ({ id, doc }) => {
      if (doc) this.#cards.get(id)?.show(doc);
      soon();
    });
    query.on('error', (failure) => this.#query === query && this.#failed(failure));
  }

  /** Once all of a message is in. */
  #soon() {
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      if (this.#query.ready) this.#show();
    });
  }

  #show() {
    const docs = this.#query.order.map((id) => [id, this.#query.get(id)]).filter(([, doc]) => doc);
    const kept = new Map(docs.map(([id]) => [id, this.#cards.get(id)]));
    this.#cards.clear();
    const nodes = docs.map(([id, doc]) => this.#card(id, doc, kept.get(id)).node);
    this.#say(docs.length === 0 ? this.#nothing() : null);
    this.#more.hidden = docs.length < this.#limit || this.#limit === MOST;
    const begins = this.#grid.getAttribute('aria-busy') === 'true';
    this.#grid.setAttribute('aria-busy', 'false');
    if (this.#holds(nodes)) return;
    const swap = () => this.#grid.replaceChildren(...nodes);
    if (begins && mayMove() && this.#grid.children.length > 0 && document.startViewTransition) {
      document.startViewTransition(swap);
    } else {
      swap();
    }
  }

  #holds(nodes) {
    const { children } = this.#grid;
    return children.length === nodes.length && nodes.every((node, i) => node === children[i]);
  }

  #card(id, doc, kept) {
    const card = kept ?? new Card(id, doc, this.actions);
    this.#cards.set(id, card);
    return card;
  }

  /** How many there are in all, and of which kinds. */
  async #count() {
    this.#abort.abort();
    const { signal } = (this.#abort = new AbortController());
    // As the live query of the grid, which never drops words.
    const query = { ...toSearch(this.place), limit: 1, facets: FACETS, relax: false, signal };
    const page = await this.tide.rest.search('products', query).catch(() => null);
    if (!page || signal.aborted) return;
    byId('total').textContent = page.total === 1 ? '1 product' : `${count(page.total)} products`;
    if (page.total === 0 && query.q) this.#offerFewerWords(query);
    this.onFound(page);
  }

  /** Offers the search without the words that no product has together with the others. */
  async #offerFewerWords({ signal, ...query }) {
    const search = { ...query, facets: undefined, relax: true, signal };
    const page = await this.tide.rest.search('products', search).catch(() => null);
    if (!page?.relaxed || signal.aborted || this.#cards.size > 0) return;
    const kept = query.q.split(/\s+/).filter((word) => !page.relaxed.includes(word));
    const address = `?${new URLSearchParams({ q: kept.join(' ') })}`;
    const found = page.total === 1 ? '1 product' : `${count(page.total)} products`;
    const label = `Show ${found} for “${kept.join(' ')}”`;
    this.#notice.append(' ', el('a.button', { href: address }, label));
  }

  #nothing() {
    const { q } = this.place;
    return [
      el('h3', {}, q ? `No results for “${q}”.` : 'No products match these filters.'),
      el('p', {}, 'Try fewer filters or another word.'),
      el('a.button', { href: '/' }, 'Show everything'),
    ];
  }

  /** What is shown stays: only finding is away. */
  #failed(failure) {
    const wrong = failure.status >= 400 && failure.status < 500;
    const again = () => {
      this.#watch();
      this.#count();
    };
    if (this.#cards.size === 0) byId('total').textContent = 'No products to show';
    this.#say([
      el('h3', {}, wrong ? 'That can’t be searched for.' : 'Searching is not possible now.'),
      el('p', {}, wrong ? failure.message : `${failure.message} Trying again…`),
      el('button.button', { type: 'button', onclick: again }, 'Try again now'),
    ]);
  }

  #say(children) {
    this.#notice.hidden = !children;
    this.#notice.replaceChildren(...(children ?? []));
  }
}
