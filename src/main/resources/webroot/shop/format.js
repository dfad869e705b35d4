const formats = new Map();

/** An amount of minor units as money. */
export function money(minor, currency = 'EUR') {
  let format = formats.get(currency);
  if (!format) {
    format = new Intl.NumberFormat(undefined, { style: 'currency', currency });
    formats.set(currency, format);
  }
  return format.format((minor ?? 0) / 10 ** format.resolvedOptions().maximumFractionDigits);
}

const integers = new Intl.NumberFormat();
export const count = (number) => integers.format(number ?? 0);

/** A number of products, with the noun. */
export const products = (number) => (number === 1 ? '1 product' : `${count(number)} products`);

/** A short time with its unit. */
export function duration(ms) {
  if (!Number.isFinite(ms)) return '–';
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  if (ms < 60_000) return `${Math.round(ms / 1_000)} s`;
  return ms < 3_600_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;
}

/** Text and urgency of a stock. */
export function stockNote(stock = 0) {
  if (stock === 0) return { level: 'out', text: 'Sold out' };
  if (stock < 8) return { level: 'low', text: `Only ${stock} left` };
  return { level: 'fine', text: `${count(stock)} in stock` };
}
