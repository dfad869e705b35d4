import { batch } from './batch.js';
import { byId, el, setText } from './dom.js';
import { duration } from './format.js';

const WORDS = {
  connecting: 'Connecting',
  connected: 'Live',
  stale: 'Not live',
  closed: 'Not live',
};
const REFRESH_MS = 1_000;

/** State of the live connection, its lag, and the time since the last change. */
export class Status {
  #banner = byId('banner');
  #retryAt = 0;
  #sentence = '';

  /** @param {import('../client/tidegate.js').Tidegate} tide */
  constructor(tide) {
    this.tide = tide;
    tide.on('state', (event) => this.#turn(event));
    setInterval(() => batch('status', () => this.#figures()), REFRESH_MS);
    // A page that is shown again after hours connects by itself.
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && tide.state === 'closed') tide.connect();
    });
  }

  #turn({ state, reason, retryMs }) {
    const box = byId('status');
    setText(byId('state'), state === 'connecting' && reason ? WORDS.stale : WORDS[state]);
    box.dataset.state = state;
    document.body.dataset.live = state;
    this.#retryAt = performance.now() + (retryMs ?? 0);
    this.#banner.hidden = state === 'connected' || (state === 'connecting' && !reason);
    if (this.#banner.hidden) return;
    const sentence = explain(state, reason, retryMs);
    // The same again would be read aloud again, and a focused button would be lost.
    if (sentence === this.#sentence) return;
    this.#sentence = sentence;
    const now = () => this.tide.connect();
    this.#banner.replaceChildren(
      el('span', {}, sentence),
      el('button', { type: 'button', onclick: now }, 'Connect now'),
    );
  }

  #figures() {
    const { tide } = this;
    const live = tide.state === 'connected';
    setText(byId('lag'), live ? duration(tide.lagMs) : '–');
    setText(byId('age'), duration(tide.updateAgeMs));
    const left = this.#retryAt - performance.now();
    const waiting = tide.state === 'stale' && left > 1_000;
    const word = waiting ? `Reconnecting in ${Math.ceil(left / 1_000)} s` : WORDS[tide.state];
    const box = byId('status');
    if (box.title !== word) box.title = word;
  }
}

function explain(state, reason, retryMs) {
  const refresh = 'The page refreshes prices every few seconds.';
  if (state === 'closed') return `The live connection ended: ${reason}. ${refresh}`;
  if (state !== 'stale') return `Live updates are not available. ${refresh}`;
  // Without a retry, the connection exists, and the gateway lags.
  if (retryMs === undefined) return `Live updates are delayed. ${refresh}`;
  return `The live connection is lost. ${refresh}`;
}
