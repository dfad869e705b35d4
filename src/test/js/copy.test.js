import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Tidegate } from '../../main/resources/webroot/client.js';
import { Gateway } from './gateway.js';

let gateway;
let tide;
let exports;

beforeEach(() => {
  gateway = new Gateway();
  exports = [];
  const fetch = async () => exports.shift() ?? new Response('{"status":404}', { status: 404 });
  tide = new Tidegate('http://shop.test/', {
    WebSocket: gateway.WebSocket,
    fetch,
    random: () => 0,
  });
});
afterEach(() => tide.close());

const lines = (...objects) => new Response(objects.map((o) => `${JSON.stringify(o)}\n`).join(''));
const event = (position, change) => gateway.say({ type: 'event', id: 's1', position, change });

test('reads, then follows; what the reading had is no news', async () => {
  exports = [lines({ position: 'p1' }, { id: 'a', rev: 5, doc: { n: 5 } })];
  const copy = tide.copy('products');
  await copy.next('ready');
  gateway.welcome();
  assert.equal(gateway.heard()[0].since, 'p1');
  gateway.say({ type: 'subscribed', id: 's1', position: 'p1' });
  const changes = [];
  copy.on('change', ({ id, rev }) => changes.push([id, rev]));
  event('p2', { id: 'a', rev: 4, set: { n: 4 } });
  event('p3', { id: 'b', rev: 1, doc: { n: 1 } });
  event('p4', { id: 'a', rev: 6, gone: true });
  assert.deepEqual(changes, [['b', 1], ['a', 6]]);
  assert.deepEqual(copy.docs, [{ id: 'b', rev: 1, doc: { n: 1 } }]);
  assert.equal(copy.since, 'p4');
});

test('after a reset it is read anew, and the old state shows meanwhile', async () => {
  exports = [
    lines({ position: 'p1' }, { id: 'a', rev: 1, doc: { n: 1 } }),
    lines({ position: 'p9' }, { id: 'c', rev: 9, doc: { n: 9 } }),
  ];
  const copy = tide.copy('products');
  await copy.next('ready');
  gateway.welcome();
  gateway.heard();
  gateway.say({ type: 'reset', id: 's1', reason: 'trimmed', position: 'p8' });
  assert.equal(copy.ready, false);
  assert.deepEqual(copy.get('a'), { n: 1 });
  await copy.next('ready');
  assert.equal(copy.get('a'), null);
  assert.deepEqual(copy.get('c'), { n: 9 });
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(gateway.heard()[0].since, 'p9');
});

test('a reading that is cut off is repeated, one that is refused is not', async () => {
  const cut = new ReadableStream({
    start: (body) => body.enqueue(new TextEncoder().encode('{"position":"p0"}\n{"id":"a"')),
    pull: (body) => body.error(new TypeError('terminated')),
  });
  exports = [new Response(cut), lines({ position: 'p1' }, { id: 'a', rev: 1, doc: {} })];
  const copy = tide.copy('products');
  assert.equal((await copy.next('error')).code, 'unreachable');
  await copy.next('ready');
  assert.deepEqual(copy.get('a'), {});
  assert.equal((await tide.copy('nonsense').next('error')).status, 404);
});

test('rests while the client is closed, and goes on after it', async () => {
  exports = [new Response('', { status: 503 })];
  const copy = tide.copy('products');
  await copy.next('error');
  tide.close();
  exports = [lines({ position: 'p1' }, { id: 'a', rev: 1, doc: {} })];
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(exports.length, 1);
  tide.connect();
  await copy.next('ready');
  assert.deepEqual(copy.get('a'), {});
  copy.close();
});
