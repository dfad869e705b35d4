import { batch } from './batch.js';
import { Card } from './card.js';
import { byId, mayMove, setText } from './dom.js';
import { products } from './format.js';
import { toSearch } from './location.js';
import { Notice } from './notice.js';

const PAGE = 40;
const MOST = 200;
const FACETS = ['brand', 'category', 'badge', 'price'];
const LIVE = { interval: 100 };
/** Time between two searches while there are no live updates, in ms. */
const REFRESH_MS = 4_000;

/**
 * The grid of products. A search over HTTP fills it, and a live query keeps it current. While there is
 * no live query, for example because a proxy blocks WebSockets, the search is repeated.
 */
export class Listing {
  #grid = byId('grid');
  #more = byId('more');
  #notice = new Notice(() => this.refresh());
  #cards = new Map();
  #abort = new AbortController();
  #limit = PAGE;
  #query;
  #timer;
  /** Whether total and facets belong to the search that is shown. */
  #isAnswered = false;

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
      this.#start();
    });
    tide.on('state', () => this.isLive || this.#later(REFRESH_MS));
  }

  /** @param {import('./location.js').Place} place */
  search(place) {
    this.place = place;
    this.#limit = PAGE;
    this.#start();
  }

  /** Whether the live query keeps the grid current. */
  get isLive() {
    return this.tide.state === 'connected' && this.#query?.ready === true;
  }

  /** Searches now. */
  async refresh() {
    this.#stop();
    const { signal } = this.#abort;
    // The live query never drops words, so this search does not either.
    const search = { ...this.#target(), facets: FACETS, relax: false, signal };
    try {
      const page = await this.tide.rest.search('products', search);
      if (!signal.aborted) this.#found(page, search);
    } catch (failure) {
      if (!signal.aborted) await this.#failed(failure, signal);
    }
  }

  #start() {
    this.#grid.setAttribute('aria-busy', 'true');
    this.#isAnswered = false;
    this.#watch();
    this.refresh();
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#abort.abort();
    this.#abort = new AbortController();
  }

  #later(ms) {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.place && !(this.isLive && this.#isAnswered)) this.refresh();
    }, ms);
  }

  #target() {
    return { ...toSearch(this.place), limit: this.#limit };
  }

  #watch() {
    this.#query?.close();
    const query = this.tide.query('products', this.#target(), LIVE);
    this.#query = query;
    const members = () => batch('members', () => this.#query.ready && this.#showMembers());
    query.on('order', members);
    query.on('ready', members);
    query.on('change', ({ id, rev, doc }) => {
      if (doc) batch(`card ${id}`, () => this.#cards.get(id)?.show(doc, rev));
    });
    // The search over HTTP reports the reason.
    query.on('error', () => this.#query === query && this.#later(REFRESH_MS));
  }

  #found(page, search) {
    this.#isAnswered = true;
    this.#setTotal(page.total);
    if (!this.isLive) {
      this.#show(page.hits);
      this.#later(REFRESH_MS);
    }
    if (page.total === 0 && search.q) this.#notice.offerFewerWords(this.tide.rest, search);
    this.onFound(page);
  }

  #showMembers() {
    const query = this.#query;
    const members = query.order.map((id) => ({ id, rev: query.rev(id), doc: query.get(id) }));
    const found = members.filter(({ doc }) => doc);
    if (found.length < this.#limit) this.#setTotal(found.length);
    this.#show(found);
  }

  /** @param {import('../client/types.js').Versioned[]} found */
  #show(found) {
    const cards = found.map((one) => this.#card(one));
    this.#cards = new Map(cards.map((card) => [card.id, card]));
    if (cards.length > 0) this.#notice.clear();
    else this.#notice.nothing(this.place);
    this.#more.hidden = cards.length < this.#limit || this.#limit === MOST;
    this.#place(cards.map((card) => card.node));
  }

  #card({ id, rev, doc }) {
    const card = this.#cards.get(id);
    if (!card) return new Card(id, doc, rev, this.actions);
    // A search may be older than the last live update.
    if (rev > card.rev) card.show(doc, rev);
    return card;
  }

  #place(nodes) {
    const { children } = this.#grid;
    const isNew = this.#grid.getAttribute('aria-busy') === 'true';
    if (isNew) this.#grid.setAttribute('aria-busy', 'false');
    if (children.length === nodes.length && nodes.every((node, i) => node === children[i])) return;
    const swap = () => this.#grid.replaceChildren(...nodes);
    if (isNew && mayMove() && children.length > 0 && document.startViewTransition) {
      document.startViewTransition(swap);
    } else {
      swap();
    }
  }

  #setTotal(total) {
    setText(byId('total'), products(total));
  }

  /** Explains the failure. The products that are shown stay. */
  async #failed(failure, signal) {
    const title = await this.#notice.failed(failure);
    if (signal.aborted) return;
    this.#grid.setAttribute('aria-busy', 'false');
    if (this.#cards.size === 0) setText(byId('total'), title);
    if (!Notice.isLasting(failure)) this.#later(failure.retryAfterMs ?? REFRESH_MS);
  }
}
