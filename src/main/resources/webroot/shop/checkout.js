import { byId, el } from './dom.js';

const STAYS_MS = 5_000;

/** Buys with one atomic adjustment, and reports the result. */
export class Checkout {
  /** @param {import('../client/rest.js').Rest} rest */
  constructor(rest) {
    this.rest = rest;
  }

  async buy(id, name, pieces = 1) {
    try {
      await this.rest.adjust('products', id, { stock: -pieces, sold: pieces });
      toast('good', `You bought ${pieces === 1 ? '' : `${pieces} × `}${name}.`);
    } catch (failure) {
      toast('bad', why(failure, name, pieces));
    }
  }
}

function why(failure, name, pieces) {
  if (failure.code === 'out_of_bounds') {
    const left = pieces === 1 ? 'It is sold out' : `Fewer than ${pieces} are left`;
    return `${left}: ${name}. Nothing was bought.`;
  }
  if (failure.status === 404) return `${name} is no longer sold here. Nothing was bought.`;
  return `The purchase of ${name} failed: ${failure.message}`;
}

const toasts = byId('toasts');

/** Shows a message inside the open dialog, if there is one: it covers the rest of the page. */
function toast(kind, text) {
  const line = el(`p.toast.${kind}`, {}, text);
  const host = document.querySelector('dialog[open]') ?? document.body;
  if (toasts.parentNode !== host) host.append(toasts);
  toasts.append(line);
  setTimeout(() => line.remove(), STAYS_MS);
}
