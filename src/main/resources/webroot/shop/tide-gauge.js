import { batch } from './batch.js';
import { byId, setText } from './dom.js';
import { count } from './format.js';

const SAMPLES = 60;
const WIDTH = 600;
const HEIGHT = 120;
const SAMPLE_MS = 1_000;

/** Changes per second over the last minute, as a number and a curve. */
export class TideGauge {
  #rates = new Array(SAMPLES).fill(0);
  #last;
  #at;

  /** @param {import('../client/tidegate.js').Tidegate} tide */
  constructor(tide) {
    this.tide = tide;
    this.#last = tide.changes;
    this.#at = performance.now();
    this.#draw();
    setInterval(() => batch('gauge', () => this.#sample()), SAMPLE_MS);
  }

  #sample() {
    const now = performance.now();
    const { changes } = this.tide;
    const rate = ((changes - this.#last) * 1_000) / (now - this.#at);
    this.#last = changes;
    this.#at = now;
    this.#rates = [...this.#rates.slice(1), rate];
    setText(byId('rate'), rate < 9.95 && rate > 0 ? rate.toFixed(1) : count(Math.round(rate)));
    this.#draw();
  }

  #draw() {
    const top = Math.max(10, ...this.#rates) * 1.25;
    const points = this.#rates.map((rate, i) => [
      (i * WIDTH) / (SAMPLES - 1),
      HEIGHT - 14 - (rate / top) * (HEIGHT - 24),
    ]);
    const line = smooth(points);
    document.querySelector('.wave-line').setAttribute('d', line);
    document.querySelector('.wave-area').setAttribute('d', `${line}V${HEIGHT}H0Z`);
  }
}

/** Curve through the middle of each two neighbours, with the points as controls. */
function smooth(points) {
  let path = `M${points[0].map(round).join(' ')}`;
  for (let i = 1; i < points.length; i++) {
    const [x0, y0] = points[i - 1];
    const [x1, y1] = points[i];
    path += `Q${round(x0)} ${round(y0)} ${round((x0 + x1) / 2)} ${round((y0 + y1) / 2)}`;
  }
  return `${path}L${points.at(-1).map(round).join(' ')}`;
}

const round = (number) => Math.round(number * 10) / 10;
