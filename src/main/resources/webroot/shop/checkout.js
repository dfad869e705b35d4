import { byId, el } from './dom.js';

const STAYS_MS = 5_000;

/** Buys, which is one atomic adjustment, and says how it went. */
export class Checkout {
  /** @param {import('../client/rest.js').Rest} rest */
  constructor(rest) {
    this.rest = rest;
  }

  async buy(id, name, pieces = 1) {
    try {
      await this.rest.adjust('products', id, { stock: -pieces, sold: pieces });
      toast('good', `${pieces === 1 ? 'Yours' : `${pieces} of them are yours`}: ${name}.`);
    } catch (failure) {
      toast('bad', why(failure, name, pieces));
    }
  }
}

function why(failure, name, pieces) {
  if (failure.code === 'out_of_bounds') {
    const many = pieces === 1 ? 'someone was faster' : `there are not ${pieces} left`;
    return `Refused: ${many}. Nothing was bought of ${name}.`;
  }
  if (failure.status === 404) return `${name} is not sold here any more.`;
  return `That did not work: ${failure.message}`;
}

const toasts = byId('toasts');

/** Inside the open dialog, if there is one: what is outside of it is covered, and not read aloud. */
function toast(kind, text) {
  const line = el(`p.toast.${kind}`, {}, text);
  const host = document.querySelector('dialog[open]') ?? document.body;
  if (toasts.parentNode !== host) host.append(toasts);
  toasts.append(line);
  setTimeout(() => line.remove(), STAYS_MS);
}
