import { el, mayMove } from './dom.js';

const COLOURS = { down: 'var(--down)', up: 'var(--up)' };

/** Shows that a figure went up or down: a wash of colour, and the difference for a moment. */
export function flash(target, direction, difference) {
  const colour = COLOURS[direction];
  const wash = `color-mix(in srgb, ${colour} 32%, transparent)`;
  const ms = mayMove() ? 1_200 : 600;
  target.animate([{ backgroundColor: wash }, { backgroundColor: 'transparent' }], ms);
  if (difference && mayMove()) {
    const label = el(`span.delta.${direction}`, { 'aria-hidden': 'true' }, difference);
    target.append(label);
    const rise = direction === 'up' ? '-1.4em' : '1.4em';
    label
      .animate(
        [
          { opacity: 1, transform: 'none' },
          { opacity: 0, transform: `translateY(${rise})` },
        ],
        { duration: 1_400, easing: 'ease-out' },
      )
      .finished.finally(() => label.remove());
  }
}
