import { picture } from './art.js';
import { byId, el, setText } from './dom.js';
import { flash } from './flash.js';
import { count, money, stockNote } from './format.js';
import { Spark, note } from './spark.js';

const LOG_LINES = 8;
const SHOWN = { price: money, stock: count, sold: count };
const LOGGED = [...Object.keys(SHOWN), 'badge'];
const NONE = 'There is no such product.';
const NOTHING = { rev: 0, doc: undefined };

/** Details of one product: its fields, its revision, and its changes. */
export class Drawer {
  #dialog = byId('drawer');
  #watch;
  #parts;
  #shown = NOTHING;

  /**
   * @param {import('../client/tidegate.js').Tidegate} tide
   * @param {{ buy: (id: string, pieces: number) => Promise<void>, closed: () => void }} actions
   */
  constructor(tide, actions) {
    this.tide = tide;
    this.actions = actions;
    this.#dialog.addEventListener('close', () => {
      this.#end();
      actions.closed();
    });
    this.#dialog.addEventListener('click', (event) => {
      if (event.target === this.#dialog) this.#dialog.close();
    });
  }

  /** @param {string} id of a product; none closes */
  show(id) {
    if (!id) return this.#dialog.open && this.#dialog.close();
    if (this.#watch?.ids[0] === id) return;
    this.#end();
    this.#parts = undefined;
    this.#shown = NOTHING;
    this.#missing('Loading the product…');
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#watch = this.tide.watch('products', [id]);
    this.#watch.on('change', (change) => this.#changed(change));
    this.#watch.on('ready', () => this.#watch?.get(id) ?? this.#missing(NONE));
    this.refresh();
  }

  /** Reads the product over HTTP, which does not need a live connection. */
  async refresh() {
    const watch = this.#watch;
    if (!watch) return;
    const [id] = watch.ids;
    try {
      const { rev, doc } = await this.tide.rest.get('products', id);
      const isNews = this.#watch === watch && rev > this.#shown.rev;
      if (isNews) this.#changed({ id, rev, doc, previous: this.#shown.doc });
    } catch (failure) {
      if (this.#watch === watch) this.#missing(failure.status === 404 ? NONE : failure.message);
    }
  }

  #end() {
    this.#watch?.close();
    this.#watch = undefined;
  }

  #closer() {
    const close = () => this.#dialog.close();
    return el('button.close', { type: 'button', 'aria-label': 'Close', onclick: close }, '×');
  }

  #missing(text) {
    if (this.#parts) return;
    this.#dialog.replaceChildren(this.#closer(), el('p.waiting', { id: 'drawer-name' }, text));
  }

  #changed({ id, rev, doc, previous }) {
    if (!doc) {
      this.#parts = undefined;
      return this.#missing('This product is no longer sold here.');
    }
    this.#shown = { rev, doc };
    this.#parts ??= this.#build(id, doc);
    const { price, stock, sold, badge, revision, spark, buy, updated } = this.#parts;
    if (note(id, doc.price) || doc.price !== previous?.price) spark.draw();
    setText(price, money(doc.price, doc.currency));
    const { level, text } = stockNote(doc.stock);
    setText(stock, text);
    stock.dataset.level = level;
    setText(sold, count(doc.sold));
    setText(badge, doc.badge ?? '–');
    setText(revision, String(rev));
    setText(updated, doc.updated ? new Date(doc.updated).toLocaleString() : '–');
    buy.disabled = level === 'out';
    if (previous) this.#log(rev, doc, previous);
  }

  #log(rev, doc, previous) {
    const { log, price } = this.#parts;
    const changed = LOGGED.filter((name) => doc[name] !== previous[name]);
    if (changed.length === 0) return;
    const text = changed.map((name) => `${name} ${say(name, previous)} → ${say(name, doc)}`).join(', ');
    const time = new Date(rev / 1_000).toLocaleTimeString();
    log.prepend(el('li', {}, el('time', {}, time), ` ${text}`));
    while (log.children.length > LOG_LINES) log.lastChild.remove();
    if (changed.includes('price')) flash(price, doc.price > previous.price ? 'up' : 'down');
  }

  #build(id, doc) {
    note(id, doc.price);
    const [price, stock, sold, badge, revision, updated] = Array.from({ length: 6 }, () => el('span'));
    const spark = new Spark(id);
    const pieces = el('input', { type: 'number', min: 1, max: 999, value: 1, id: 'pieces' });
    const buy = el('button.button', { type: 'submit' }, 'Buy');
    const log = el('ol.log', { 'aria-label': 'Changes since you opened this product' });
    const form = el('form.order', {}, el('label', { for: 'pieces' }, 'Pieces'), pieces, buy);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.actions.buy(id, pieces.valueAsNumber);
    });
    price.classList.add('price');
    stock.classList.add('stock');
    const tags = (doc.tags ?? []).map((tag) => el('a', { href: `?q=${encodeURIComponent(tag)}` }, tag));
    this.#dialog.replaceChildren(
      this.#closer(),
      picture(id, doc),
      el(
        'div.sheet',
        {},
        el('p.maker', {}, [doc.brand, doc.category].filter(Boolean).join(' · ')),
        el('h2', { id: 'drawer-name' }, doc.name),
        el('p.about', {}, doc.description ?? ''),
        el('div.figures', {}, price, spark.node),
        stock,
        form,
        el('p.tags', {}, ...tags),
        facts({ sold, badge, 'price or text changed': updated, revision, id: el('code', {}, id) }),
        el('h3', {}, 'Changes'),
        log,
      ),
    );
    return { price, stock, sold, badge, revision, updated, spark, buy, log };
  }
}

function say(name, doc) {
  const value = doc[name];
  if (value === undefined) return 'none';
  return name === 'price' ? money(value, doc.currency) : (SHOWN[name]?.(value) ?? value);
}

function facts(values) {
  const rows = Object.entries(values).map(([name, node]) =>
    el('div', {}, el('dt', {}, name), el('dd', {}, node)),
  );
  return el('dl.facts', {}, ...rows);
}
