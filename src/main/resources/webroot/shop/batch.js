/** Least time between two batches, in ms. Each batch costs a frame: style, layout and paint. */
const BATCH_MS = 100;

const writes = new Map();
let lastAt = -Infinity;

/**
 * Runs a DOM write in the next batch, which all parts of the page share. A hidden page writes when it
 * is shown again.
 *
 * @param {string} key a later write with the same key replaces an earlier one
 * @param {() => void} write
 */
export function batch(key, write) {
  if (writes.size === 0) {
    const wait = lastAt + BATCH_MS - performance.now();
    setTimeout(() => requestAnimationFrame(run), Math.max(0, wait));
  }
  writes.set(key, write);
}

function run() {
  lastAt = performance.now();
  const due = [...writes.values()];
  writes.clear();
  for (const write of due) write();
}
