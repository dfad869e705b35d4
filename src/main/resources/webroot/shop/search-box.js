import { byId, el } from './dom.js';

const PAUSE_MS = 120;

/** The search field and its suggestions: a combobox of the ARIA Authoring Practices. */
export class SearchBox {
  #input = byId('q');
  #list = byId('suggestions');
  #active = -1;
  #timer;
  #abort = new AbortController();

  /**
   * @param {import('../client/rest.js').Rest} rest
   * @param {{ search: (q: string) => void, open: (id: string) => void }} actions
   */
  constructor(rest, actions) {
    this.rest = rest;
    this.actions = actions;
    byId('search').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#choose(this.#list.children[this.#active]);
    });
    this.#input.addEventListener('input', () => {
      this.#active = -1;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#suggest(), PAUSE_MS);
    });
    this.#input.addEventListener('search', () => this.#input.value || this.#choose());
    this.#input.addEventListener('keydown', (event) => this.#key(event));
    this.#input.addEventListener('blur', () => this.#close());
    document.addEventListener('keydown', (event) => {
      const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
      if (event.key === '/' && !typing) {
        event.preventDefault();
        this.#input.focus();
      }
    });
  }

  show(q) {
    if (document.activeElement !== this.#input) this.#input.value = q;
  }

  async #suggest() {
    this.#abort.abort();
    const q = this.#input.value.trim();
    if (!q) return this.#close();
    const { signal } = (this.#abort = new AbortController());
    try {
      const { suggestions } = await this.rest.suggest('products', q, { signal });
      if (!signal.aborted && document.activeElement === this.#input) this.#open(suggestions, q);
    } catch {
      this.#close(); // The search itself reports the reason.
    }
  }

  #open(suggestions, q) {
    this.#active = -1;
    this.#list.replaceChildren(...suggestions.map((suggestion, i) => this.#option(suggestion, q, i)));
    this.#expand(suggestions.length > 0);
  }

  #option({ text, id }, q, i) {
    const at = text.toLowerCase().indexOf(q.toLowerCase());
    const parts =
      at < 0
        ? [text]
        : [text.slice(0, at), el('mark', {}, text.slice(at, at + q.length)), text.slice(at + q.length)];
    const option = el('li', { role: 'option', 'aria-selected': 'false', id: `suggestion-${i}`, 'data-text': text }, ...parts);
    if (id) option.dataset.id = id;
    // Comes before the blur of the field, which closes the list.
    option.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      this.#choose(option);
    });
    return option;
  }

  #key(event) {
    const options = this.#list.children;
    if (event.key === 'Escape') return this.#close();
    if (!['ArrowDown', 'ArrowUp'].includes(event.key) || options.length === 0) return;
    event.preventDefault();
    const step = event.key === 'ArrowDown' ? 1 : -1;
    const places = options.length + 1; // the field itself is one of them
    this.#active = ((this.#active + 1 + step + places) % places) - 1;
    [...options].forEach((option, i) => option.setAttribute('aria-selected', i === this.#active));
    this.#input.setAttribute('aria-activedescendant', options[this.#active]?.id ?? '');
  }

  #choose(option) {
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.#close();
    if (option?.dataset.id) return this.actions.open(option.dataset.id);
    if (option) this.#input.value = option.dataset.text;
    this.actions.search(this.#input.value.trim());
  }

  #close() {
    this.#active = -1;
    this.#list.replaceChildren();
    this.#expand(false);
  }

  #expand(open) {
    this.#list.hidden = !open;
    this.#input.setAttribute('aria-expanded', String(open));
    if (!open) this.#input.removeAttribute('aria-activedescendant');
  }
}
