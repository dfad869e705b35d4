import { svg } from './dom.js';

const POINTS = 32;
const WIDTH = 96;
const HEIGHT = 28;

/** Prices seen on this page, by product. They outlive the card that showed them. */
const seen = new Map();

/** Adds a price, and returns whether it differs from the last one. */
export function note(id, price) {
  const prices = seen.get(id) ?? [];
  if (prices.at(-1) === price) return false;
  seen.set(id, [...prices, price].slice(-POINTS));
  return true;
}

/** Line of the last prices of a product. */
export class Spark {
  constructor(id) {
    this.id = id;
    this.line = svg('path', { class: 'line' });
    this.dot = svg('circle', { r: 2.4 });
    this.node = svg(
      'svg',
      { class: 'spark', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true' },
      this.line,
      this.dot,
    );
    this.draw();
  }

  draw() {
    const prices = seen.get(this.id) ?? [];
    const low = Math.min(...prices);
    const span = Math.max(...prices) - low || 1;
    const step = (WIDTH - 6) / Math.max(prices.length - 1, 1);
    const points = prices.map((price, i) => [
      prices.length === 1 ? WIDTH - 3 : 3 + i * step,
      prices.length === 1 ? HEIGHT / 2 : HEIGHT - 4 - ((price - low) / span) * (HEIGHT - 8),
    ]);
    const last = points.at(-1);
    const flat = `M3 ${HEIGHT / 2}H${WIDTH - 3}`;
    // Steps: a price is valid until the next one.
    const steps = points.map(([x, y], i) => (i === 0 ? `M${x} ${y}` : `H${x}V${y}`)).join('');
    this.line.setAttribute('d', points.length < 2 ? flat : steps);
    this.dot.setAttribute('cx', last?.[0] ?? 0);
    this.dot.setAttribute('cy', last?.[1] ?? 0);
  }
}
