import { byId, el } from './dom.js';
import { duration } from './format.js';

const WORDS = {
  connecting: 'Connecting',
  connected: 'Live',
  stale: 'Reconnecting',
  closed: 'Offline',
};
const REFRESH_MS = 250;

/** The connection's state, and how far to trust what is shown. */
export class Status {
  #banner = byId('banner');
  #retryAt = 0;

  /** @param {import('../client/tidegate.js').Tidegate} tide */
  constructor(tide) {
    this.tide = tide;
    tide.on('state', (event) => this.#turn(event));
    setInterval(() => this.#figures(), REFRESH_MS);
    // A page that wakes up after hours need not wait to be told that it may.
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && tide.state === 'closed') tide.connect();
    });
  }

  #turn({ state, reason, retryMs }) {
    const box = byId('status');
    if (box.dataset.state !== state) byId('state').textContent = WORDS[state];
    box.dataset.state = state;
    document.body.dataset.live = state;
    this.#retryAt = performance.now() + (retryMs ?? 0);
    this.#banner.hidden = state === 'connected' || (state === 'connecting' && !reason);
    if (this.#banner.hidden) return;
    const now = () => this.tide.connect();
    this.#banner.replaceChildren(
      el('span', {}, this.#sentence(state, reason)),
      el('button', { type: 'button', onclick: now }, 'Connect now'),
    );
  }

  #sentence(state, reason) {
    if (state === 'closed') return `The connection ended: ${reason}. Prices may be out of date.`;
    if (state === 'stale') return 'The connection is lost. Prices are those of a moment ago.';
    return 'The shop can’t be reached. Trying again…';
  }

  #figures() {
    const { tide } = this;
    const live = tide.state === 'connected';
    byId('lag').textContent = live ? duration(tide.lagMs) : '–';
    byId('age').textContent = duration(tide.updateAgeMs);
    const left = this.#retryAt - performance.now();
    const waiting = tide.state === 'stale' && left > 1_000;
    const word = waiting ? `Reconnecting in ${Math.ceil(left / 1_000)} s` : WORDS[tide.state];
    byId('status').title = word;
  }
}
