import { batch } from './batch.js';

const STAYS_MS = 1_200;
const SWEEP_MS = 300;

/** Times at which marks end, by element. The oldest mark comes first. */
const marks = new Map();

/**
 * Marks an element whose figure changed, for a moment. The mark has no animation: an animated colour
 * costs the main thread 60 frames per second, and there is always a change that is younger than a second.
 *
 * @param {'up' | 'down'} direction
 */
export function flash(element, direction) {
  element.dataset.moved = direction;
  if (marks.size === 0) later();
  marks.delete(element);
  marks.set(element, performance.now() + STAYS_MS);
}

function later() {
  setTimeout(() => batch('marks', sweep), SWEEP_MS);
}

function sweep() {
  const now = performance.now();
  for (const [element, until] of marks) {
    if (until > now) break;
    marks.delete(element);
    delete element.dataset.moved;
  }
  if (marks.size > 0) later();
}
