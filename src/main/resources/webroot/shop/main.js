import { Tidegate } from '../client.js';
import { loadMotifs } from './art.js';
import { Checkout } from './checkout.js';
import { byId } from './dom.js';
import { Drawer } from './drawer.js';
import { Filters } from './filters.js';
import { Listing } from './listing.js';
import { readPlace, toSearch, writePlace } from './location.js';
import { SearchBox } from './search-box.js';
import { Status } from './status.js';
import { TideGauge } from './tide-gauge.js';

const tide = new Tidegate();
let place = readPlace();

new Status(tide);
new TideGauge(tide);
const checkout = new Checkout(tide.rest);
const open = (id) => go({ ...place, p: id });
const listing = new Listing(
  tide,
  { open, buy: (id) => buy(id, nameOf(id)) },
  (page) => {
    filters.show(place, page.facets);
    if (!listing.isLive) drawer.refresh();
  },
);
const filters = new Filters((change) => go(change(place)));
const search = new SearchBox(tide.rest, {
  open,
  search: (q) => go({ ...place, q, sort: '', p: '' }),
});
const drawer = new Drawer(tide, {
  buy: (id, pieces) => buy(id, byId('drawer-name').textContent, pieces),
  closed: () => place.p && go({ ...place, p: '' }),
});
const sort = byId('sort');
sort.addEventListener('change', () => go({ ...place, sort: sort.value }));
addEventListener('popstate', () => show(readPlace()));

function go(next) {
  writePlace(next);
  show(next);
}

let searched;
function show(next) {
  place = next;
  search.show(place.q);
  filters.show(place);
  sort.value = place.sort || (place.q ? '' : '-sold');
  const query = JSON.stringify(toSearch(place));
  if (query !== searched) listing.search(place);
  searched = query;
  drawer.show(place.p);
}

async function buy(id, name, pieces) {
  await checkout.buy(id, name, pieces);
  if (listing.isLive) return;
  listing.refresh();
  drawer.refresh();
}

function nameOf(id) {
  return document.querySelector(`[data-id="${CSS.escape(id)}"] h3`)?.textContent ?? id;
}

loadMotifs();
tide.connect();
show(place);
