/** The page's state is its address: it can be shared, reloaded and gone back to. */

const LISTS = ['category', 'brand', 'badge'];

/**
 * @typedef {object} Place
 * @property {string} q
 * @property {string} sort
 * @property {string[]} category
 * @property {string[]} brand
 * @property {string[]} badge
 * @property {string} min in whole units of the currency
 * @property {string} max
 * @property {boolean} stock only what there is
 * @property {string} p the product that is open
 */

/** @returns {Place} */
export function readPlace() {
  const query = new URLSearchParams(location.search);
  const place = Object.fromEntries(LISTS.map((name) => [name, query.getAll(name)]));
  for (const name of ['q', 'sort', 'min', 'max', 'p']) place[name] = query.get(name) ?? '';
  place.stock = query.has('stock');
  return place;
}

/** @param {Place} place */
export function writePlace(place, { replace = false } = {}) {
  const query = new URLSearchParams();
  for (const name of LISTS) place[name].forEach((value) => query.append(name, value));
  for (const name of ['q', 'sort', 'min', 'max', 'p']) if (place[name]) query.set(name, place[name]);
  if (place.stock) query.set('stock', '1');
  const text = query.toString();
  const address = text ? `?${text}` : location.pathname;
  if (address === (location.search || location.pathname)) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', address);
}

/** What the gateway is asked for. @param {Place} place */
export function toSearch(place) {
  const filter = {};
  for (const name of LISTS) if (place[name].length > 0) filter[name] = place[name];
  const gte = minor(place.min);
  const lte = minor(place.max);
  if (gte !== undefined || lte !== undefined) filter.price = { gte, lte };
  if (place.stock) filter.stock = { gte: 1 };
  return { q: place.q, filter, sort: place.sort || (place.q ? undefined : '-sold') };
}

function minor(units) {
  return units === '' ? undefined : Math.round(Number(units) * 100);
}

/** Lists, to show and to take away again: what is wanted beside the words. */
export function wanted(place) {
  const lists = LISTS.flatMap((name) => place[name].map((value) => ({ name, value, text: value })));
  const { min, max, stock } = place;
  if (min || max) lists.push({ name: 'price', text: `${min || 0} – ${max || 'any'}` });
  if (stock) lists.push({ name: 'stock', text: 'in stock' });
  return lists;
}

/** @returns {Place} without one of those */
export function without(place, { name, value }) {
  if (name === 'price') return { ...place, min: '', max: '' };
  if (name === 'stock') return { ...place, stock: false };
  return { ...place, [name]: place[name].filter((other) => other !== value) };
}
