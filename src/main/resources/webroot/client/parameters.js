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

const CONDITION = new Set(['gt', 'gte', 'lt', 'lte', 'not', 'exists']);

/**
 * One filter in the notation of the URL: `a`, `a,b`, `1..5`, `>1..<5`, `*`, and `!` before each.
 *
 * @throws {TypeError} for a condition that no filter expresses
 */
function filterText(field, wanted, negated = false) {
  const refuse = (problem) => {
    throw new TypeError(`The filter on ${field} ${problem}.`);
  };
  const sign = negated ? '!' : '';
  if (!isCondition(wanted)) {
    const values = [wanted].flat();
    if (values.length === 0) refuse('names no value');
    return sign + values.map((value) => text(value, refuse)).join(',');
  }
  const members = Object.keys(wanted).filter((name) => wanted[name] !== undefined);
  const unknown = members.find((name) => !CONDITION.has(name));
  if (unknown !== undefined) {
    refuse(`has '${unknown}'. Use gt, gte, lt, lte, not, or exists`);
  }
  if (members.length === 0) refuse('has no condition');
  for (const alone of ['not', 'exists']) {
    if (members.includes(alone) && members.length > 1) refuse(`has members beside '${alone}'`);
  }
  if (members[0] === 'exists') {
    if (typeof wanted.exists !== 'boolean') refuse('needs true or false for exists');
    return wanted.exists === negated ? '!*' : '*';
  }
  if (members[0] === 'not') {
    if (negated) refuse("has a 'not' within a 'not'");
    return filterText(field, wanted.not, true);
  }
  const lower = bound(wanted, 'gte', 'gt', '>', refuse);
  const upper = bound(wanted, 'lte', 'lt', '<', refuse);
  return `${sign}${lower}..${upper}`;
}

function isCondition(wanted) {
  return (
    wanted !== null &&
    typeof wanted === 'object' &&
    !Array.isArray(wanted) &&
    !(wanted instanceof Date)
  );
}

function bound(wanted, inclusive, exclusive, mark, refuse) {
  if (wanted[inclusive] !== undefined && wanted[exclusive] !== undefined) {
    refuse(`has both ${inclusive} and ${exclusive}`);
  }
  if (wanted[exclusive] !== undefined) return mark + text(wanted[exclusive], refuse);
  return wanted[inclusive] === undefined ? '' : text(wanted[inclusive], refuse);
}

/** One value, with a backslash before what has a meaning in the notation. */
function text(value, refuse) {
  if (value instanceof Date) return value.toISOString();
  if (!['string', 'number', 'boolean', 'bigint'].includes(typeof value)) {
    refuse('has something other than strings, numbers, booleans, and dates as a value');
  }
  return String(value)
    .replace(/[\\,*]/g, '\\$&')
    .replace(/\.\./g, '\\.\\.')
    .replace(/^!/, '\\!');
}
