import { byId, el } from './dom.js';
import { count, money } from './format.js';
import { wanted, without } from './location.js';

const SHORT = 8;

/** The facets beside the listing, and the chips above it. */
export class Filters {
  #form = byId('facets');
  #chips = byId('chips');
  #all = new Set();

  /** @param {(change: (place: import('./location.js').Place) => object) => void} onChange */
  constructor(onChange) {
    this.onChange = onChange;
    this.#form.addEventListener('submit', (event) => event.preventDefault());
    this.#form.addEventListener('change', () => onChange((place) => this.#read(place)));
    const wide = matchMedia('(min-width: 56rem)');
    const fit = () => byId('filters').toggleAttribute('open', wide.matches);
    wide.addEventListener('change', fit);
    fit();
  }

  /** @param {import('./location.js').Place} place */
  show(place, facets = {}) {
    const { stock, min, max } = this.#form.elements;
    stock.checked = place.stock;
    if (document.activeElement !== min) min.value = place.min;
    if (document.activeElement !== max) max.value = place.max;
    for (const fieldset of this.#form.querySelectorAll('[data-facet]')) {
      const name = fieldset.dataset.facet;
      if (facets[name]) this.#showValues(fieldset, name, facets[name], place[name]);
    }
    const price = facets.price;
    if (price?.min !== undefined) {
      byId('price-hint').textContent = `${money(price.min)} to ${money(price.max)} here`;
    }
    this.#showChips(place);
  }

  #showValues(fieldset, name, facet, chosen) {
    const { values, others } = facet;
    const focused = document.activeElement?.value;
    const missing = chosen.filter((value) => !values.some((v) => v.value === value));
    const rows = [...values, ...missing.map((value) => ({ value, count: 0 }))];
    const shown = this.#all.has(name) ? rows : rows.slice(0, SHORT);
    const late = rows.slice(shown.length).filter(({ value }) => chosen.includes(value));
    const box = fieldset.querySelector('.values');
    const inside = box.contains(document.activeElement);
    box.replaceChildren(...[...shown, ...late].map((row) => this.#row(name, row, chosen)));
    if (rows.length > shown.length + late.length) {
      const more = () => {
        this.#all.add(name);
        this.#showValues(fieldset, name, facet, chosen);
      };
      const text = others ? `${rows.length} of ${rows.length + others}` : `All ${rows.length}`;
      box.append(el('button.plain', { type: 'button', onclick: more }, text));
    }
    if (inside) box.querySelector(`input[value="${CSS.escape(focused)}"]`)?.focus();
    fieldset.hidden = rows.length === 0;
  }

  #row(name, { value, count: number }, chosen) {
    const checked = chosen.includes(value);
    const input = el('input', { type: 'checkbox', name, value, checked });
    return el('label.check', {}, input, el('span', {}, value), el('i', {}, count(number)));
  }

  #showChips(place) {
    const chips = wanted(place).map((what) => {
      const drop = () => this.onChange((now) => without(now, what));
      const label = `Remove the filter ${what.text}`;
      return el('li', {}, el('button', { type: 'button', 'aria-label': label, onclick: drop }, what.text));
    });
    this.#chips.replaceChildren(...chips);
  }

  #read(place) {
    const data = new FormData(this.#form);
    return {
      ...place,
      category: data.getAll('category'),
      brand: data.getAll('brand'),
      badge: data.getAll('badge'),
      stock: data.has('stock'),
      min: data.get('min'),
      max: data.get('max'),
    };
  }
}
