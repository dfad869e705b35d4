import { el, svg } from './dom.js';

const HUES = {
  coffee: 24,
  tea: 132,
  kitchen: 8,
  lighting: 44,
  living: 92,
  audio: 262,
  desk: 214,
  outdoor: 158,
  cycling: 190,
  apparel: 330,
  care: 300,
  play: 52,
};

/**
 * A product's picture: its motif in its category's colours, or the picture its path names.
 * Neighbours of one kind differ a little, each always in the same way.
 */
export function picture(id, { image = '', category = '' }) {
  const frame = el('div.art', { 'aria-hidden': 'true' });
  const seed = hash(id);
  frame.style.setProperty('--hue', (HUES[category] ?? hash(category) % 360) + ((seed % 5) - 2) * 6);
  frame.style.setProperty('--tilt', `${(seed % 7) - 3}deg`);
  if (image.startsWith('/')) {
    frame.append(el('img', { src: image, alt: '', loading: 'lazy' }));
  } else {
    const shape = svg('use', { href: `#motif-${image || 'box'}` });
    const cover = { viewBox: '0 0 120 120', preserveAspectRatio: 'xMidYMid slice' };
    frame.append(
      svg('svg', { class: 'ground', ...cover }, ground(seed)),
      svg('svg', { class: 'motif', viewBox: '0 0 64 64' }, shape),
    );
  }
  return frame;
}

/**
 * Brings the motifs into the page. References into another file are resolved one by one and late,
 * which leaves pictures empty for a moment.
 */
export async function loadMotifs() {
  const response = await fetch('/img/motifs.svg');
  const file = new DOMParser().parseFromString(await response.text(), 'image/svg+xml');
  const sprite = document.adoptNode(file.documentElement);
  for (const symbol of sprite.querySelectorAll('symbol')) symbol.id = `motif-${symbol.id}`;
  sprite.setAttribute('class', 'unseen');
  sprite.setAttribute('aria-hidden', 'true');
  document.body.append(sprite);
}

/** What the thing stands before. */
function ground(seed) {
  const x = 24 + (seed % 72);
  const y = 30 + ((seed >>> 4) % 40);
  return [
    () => svg('circle', { cx: x, cy: y, r: 38 }),
    () => svg('path', { d: `M0 ${y + 30}C30 ${y} 60 ${y + 50} 120 ${y + 10}V120H0Z` }),
    () => svg('rect', { x: x - 30, y: 18, width: 60, height: 110, rx: 30 }),
    () => svg('path', { d: `M-10 130L${x} ${y - 20}L130 130Z` }),
  ][(seed >>> 3) % 4]();
}

function hash(text) {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  return h >>> 0;
}
