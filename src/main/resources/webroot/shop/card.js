import { picture } from './art.js';
import { el, setText } from './dom.js';
import { flash } from './flash.js';
import { count, money, stockNote } from './format.js';
import { Spark, note } from './spark.js';

/** One product in the grid. Writes to the DOM only what changed. */
export class Card {
  #doc = {};
  #rev = 0;

  /**
   * @param {string} id
   * @param {Record<string, any>} doc
   * @param {number} rev
   * @param {{ open: (id: string) => void, buy: (id: string) => Promise<void> }} actions
   */
  constructor(id, doc, rev, actions) {
    this.id = id;
    this.name = doc.name;
    this.currency = doc.currency;
    this.amount = el('span.amount');
    this.price = el('p.price', {}, this.amount);
    this.stock = el('p.stock');
    this.sold = el('p.sold');
    this.badge = el('span.badge', { hidden: true });
    note(id, doc.price);
    this.spark = new Spark(id);
    this.delta = el('span.delta', { 'aria-hidden': 'true' });
    this.buy = el('button.buy', { type: 'button', onclick: () => this.#buy(actions) }, 'Buy');
    this.buy.setAttribute('aria-label', `Buy ${doc.name}`);
    const link = el('a.open', { href: `?p=${encodeURIComponent(id)}` }, doc.name ?? id);
    link.addEventListener('click', (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      actions.open(id);
    });
    this.node = el(
      'li.card',
      { 'data-id': id },
      el('div.shelf', {}, picture(id, doc), this.badge),
      el('p.maker', {}, doc.brand ?? '\u00a0'),
      el('h3', {}, link),
      el('div.figures', {}, this.price, el('div.trend', {}, this.delta, this.spark.node)),
      el('div.bottom', {}, el('div.amounts', {}, this.stock, this.sold), this.buy),
    );
    this.show(doc, rev);
  }

  /** The revision that is shown. */
  get rev() {
    return this.#rev;
  }

  /** Shows another state. */
  show(now, rev) {
    const before = this.#doc;
    this.#doc = now;
    this.#rev = rev;
    if (now.price !== before.price) this.#showPrice(before.price, now.price);
    if (now.stock !== before.stock) this.#showStock(before.stock, now.stock);
    if (now.sold !== before.sold) setText(this.sold, `${count(now.sold)} sold`);
    if (now.badge !== before.badge) this.#showBadge(now.badge);
  }

  #showPrice(before, now) {
    setText(this.amount, money(now, this.currency));
    if (note(this.id, now)) this.spark.draw();
    if (before === undefined) return;
    const direction = now > before ? 'up' : 'down';
    const sign = now > before ? '+' : '−';
    setText(this.delta, sign + money(Math.abs(now - before), this.currency));
    this.spark.node.dataset.trend = direction;
    flash(this.price, direction);
    flash(this.delta, direction);
  }

  #showStock(before, now) {
    const { level, text } = stockNote(now);
    setText(this.stock, text);
    if (this.node.dataset.stock !== level) this.node.dataset.stock = level;
    this.buy.disabled = level === 'out';
    if (before !== undefined) flash(this.stock, now > before ? 'down' : 'up');
  }

  #showBadge(badge = '') {
    this.badge.hidden = !badge;
    setText(this.badge, badge);
    this.badge.dataset.badge = badge;
  }

  async #buy({ buy }) {
    this.buy.classList.add('busy');
    await buy(this.id);
    this.buy.classList.remove('busy');
  }
}
