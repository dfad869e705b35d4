/** Writes searches as a URL's query, in the gateway's filter notation. */

/** @param {import('./types.js').SearchParameters} search */
export function searchQuery(search) {
  const { filter = {}, signal, ...rest } = search;
  const query = new URLSearchParams();
  for (const [field, wanted] of Object.entries(filter)) {
    if (wanted !== undefined) {
      query.set(field, filterText(field, wanted));
    }
  }
  for (const [name, value] of Object.entries(rest)) {
    if (value !== undefined && value !== '') {
      query.set(name, Array.isArray(value) ? value.join(',') : String(value));
    }
  }
  return query;
}

function filterText(field, wanted) {
  if (Array.isArray(wanted)) {
    return wanted.map(escape).join(',');
  }
  if (wanted === null || typeof wanted !== 'object') {
    return escape(wanted);
  }
  if (wanted.not !== undefined) {
    return '!' + [wanted.not].flat().map(escape).join(',');
  }
  if (wanted.gt !== undefined || wanted.lt !== undefined) {
    throw new TypeError(`${field}: a search's ranges include their ends: use gte and lte`);
  }
  return `${escape(wanted.gte ?? '')}..${escape(wanted.lte ?? '')}`;
}

function escape(value) {
  return String(value)
    .replace(/[\\,]/g, '\\$&')
    .replace(/\.\./g, '\\.\\.')
    .replace(/^!/, '\\!');
}
