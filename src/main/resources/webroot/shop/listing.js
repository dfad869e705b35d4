import { Card } from './card.js';
import { byId, el, mayMove } from './dom.js';
import { count } from './format.js';
import { toSearch } from './location.js';

const PAGE = 40;
const FACETS = ['brand', 'category', 'badge', 'price'];
const LIVE = { fields: ['price', 'stock', 'sold', 'badge'], interval: 100 };
const RETRY_MS = 3_000;

/** The grid: what a search found, watched for as long as it is shown. */
export class Listing {
  #grid = byId('grid');
  #notice = byId('notice');
  #more = byId('more');
  #cards = new Map();
  #abort = new AbortController();
  #retry;
  #next;
  #watch;

  /**
   * @param {import('../client/tidegate.js').Tidegate} tide
   * @param {{ open: (id: string) => void, buy: (id: string) => Promise<void> }} actions
   * @param {(page: import('../client/types.js').SearchPage) => void} onFound
   */
  constructor(tide, actions, onFound) {
    this.tide = tide;
    this.actions = actions;
    this.onFound = onFound;
    this.#watch = tide.watch('products', [], LIVE);
    this.#watch.on('change', ({ id, doc }) => this.#cards.get(id)?.show(doc));
    this.#more.addEventListener('click', () => this.#search(this.place, this.#next));
  }

  /** @param {import('./location.js').Place} place */
  search(place) {
    this.place = place;
    return this.#search(place);
  }

  async #search(place, cursor) {
    this.#abort.abort();
    clearTimeout(this.#retry);
    const { signal } = (this.#abort = new AbortController());
    this.#grid.setAttribute('aria-busy', 'true');
    const facets = cursor ? undefined : FACETS;
    const query = { ...toSearch(place), limit: PAGE, cursor, facets, signal };
    const found = this.tide.rest.search('products', query);
    const page = await found.catch((failure) => {
      if (!signal.aborted) this.#failed(failure, place, cursor);
    });
    if (signal.aborted) return;
    this.#grid.setAttribute('aria-busy', 'false');
    if (page && cursor) this.#add(page);
    else if (page) this.#show(page);
  }

  #show(page) {
    const { hits, total } = page;
    const kept = new Map(hits.map(({ id }) => [id, this.#cards.get(id)]));
    this.#cards.clear();
    byId('total').textContent = total === 1 ? '1 product' : `${count(total)} products`;
    const nodes = hits.map((hit) => this.#card(hit, kept.get(hit.id)).node);
    const swap = () => this.#grid.replaceChildren(...nodes);
    if (mayMove() && this.#grid.children.length > 0 && document.startViewTransition) {
      document.startViewTransition(swap);
    } else {
      swap();
    }
    this.#say(total === 0 ? this.#nothing() : null);
    this.#found(page);
    this.onFound(page);
  }

  #add(page) {
    const fresh = page.hits.filter(({ id }) => !this.#cards.has(id));
    this.#grid.append(...fresh.map((hit) => this.#card(hit).node));
    this.#found(page);
  }

  #card({ id, doc }, kept) {
    const card = kept ?? new Card(id, doc, this.actions);
    this.#cards.set(id, card);
    return card;
  }

  #found({ next }) {
    this.#next = next;
    this.#more.hidden = !next;
    this.#watch.setIds(this.#cards.keys());
  }

  #nothing() {
    const { q } = this.place;
    return [
      el('h3', {}, q ? `Nothing here answers to “${q}”.` : 'Nothing here is like that.'),
      el('p', {}, 'Try fewer filters or another word.'),
      el('a.button', { href: '/' }, 'Show everything'),
    ];
  }

  /** What is shown stays, and goes on moving: only finding is away. */
  #failed(failure, place, cursor) {
    const wrong = failure.status >= 400 && failure.status < 500;
    const again = () => this.#search(place, cursor);
    if (!wrong) this.#retry = setTimeout(again, failure.retryAfterMs ?? RETRY_MS);
    const empty = this.#cards.size === 0;
    if (empty) byId('total').textContent = 'No products to show';
    this.#say([
      el('h3', {}, wrong ? 'That can’t be searched for.' : 'Searching is not possible now.'),
      el('p', {}, wrong || empty ? failure.message : 'Prices and stock below are still live. Trying again…'),
      el('button.button', { type: 'button', onclick: again }, 'Try again now'),
    ]);
  }

  #say(children) {
    this.#notice.hidden = !children;
    this.#notice.replaceChildren(...(children ?? []));
  }
}
