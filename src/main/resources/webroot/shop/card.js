import { picture } from './art.js';
import { el } from './dom.js';
import { flash } from './flash.js';
import { count, money, stockNote } from './format.js';
import { Spark, note } from './spark.js';

/** One product in the grid. Its moving parts are touched only when they moved. */
export class Card {
  #doc = {};

  /**
   * @param {string} id
   * @param {Record<string, any>} doc
   * @param {{ open: (id: string) => void, buy: (id: string) => Promise<void> }} actions
   */
  constructor(id, doc, actions) {
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
      el('div.figures', {}, this.price, this.spark.node),
      el('div.bottom', {}, el('div', {}, this.stock, this.sold), this.buy),
    );
    this.show(doc, { quiet: true });
  }

  /** Takes over a newer state; null: it is gone. */
  show(doc, { quiet = false } = {}) {
    const before = this.#doc;
    const now = doc ?? { ...before, stock: 0 };
    this.#doc = now;
    if (now.price !== before.price) this.#showPrice(before.price, now.price, quiet);
    if (now.stock !== before.stock) this.#showStock(before.stock, now.stock, quiet);
    if (now.sold !== before.sold) this.sold.textContent = `${count(now.sold)} sold`;
    this.badge.hidden = !now.badge;
    this.badge.textContent = now.badge ?? '';
    this.badge.dataset.badge = now.badge ?? '';
  }

  #showPrice(before, now, quiet) {
    this.amount.textContent = money(now, this.currency);
    if (note(this.id, now)) this.spark.draw();
    if (quiet || before === undefined) return;
    const direction = now > before ? 'up' : 'down';
    const sign = now > before ? '+' : '−';
    this.node.dataset.trend = direction;
    flash(this.price, direction, sign + money(Math.abs(now - before), this.currency));
  }

  #showStock(before, now, quiet) {
    const { level, text } = stockNote(now);
    this.stock.textContent = text;
    this.node.dataset.stock = level;
    this.buy.disabled = level === 'out';
    if (!quiet && before !== undefined) flash(this.stock, now > before ? 'down' : 'up');
  }

  async #buy({ buy }) {
    this.buy.classList.add('busy');
    await buy(this.id);
    this.buy.classList.remove('busy');
  }
}
