import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Tidegate } from '../../main/resources/webroot/client.js';
import { Gateway } from './gateway.js';

let gateway;
let tide;

beforeEach(() => {
  gateway = new Gateway();
  tide = new Tidegate('http://shop.test/', { WebSocket: gateway.WebSocket });
});
afterEach(() => tide.close());

const a = (rev, doc) => ({ id: 'a', rev, doc });

test('connects with the first subscription, to the live path, by its subprotocol', () => {
  tide.watch('products', ['a']);
  assert.equal(gateway.socket.url, 'ws://shop.test/live');
  assert.equal(gateway.socket.subprotocol, 'tidegate.v1.json');
});

test('subscribes after the welcome', () => {
  tide.watch('products', ['a', 'b'], { fields: ['price'], interval: 100 });
  gateway.welcome();
  assert.deepEqual(gateway.heard(), [
    {
      type: 'subscribe',
      id: 's1',
      collection: 'products',
      ids: ['a', 'b'],
      fields: ['price'],
      interval: 100,
    },
  ]);
});

test('sends the token first', () => {
  tide = new Tidegate('http://shop.test/', { WebSocket: gateway.WebSocket, token: 't' });
  tide.watch('products', ['a']);
  gateway.welcome();
  assert.deepEqual(gateway.heard()[0], { type: 'auth', token: 't' });
});

test('merges set, unset, doc and gone', () => {
  const sub = tide.watch('products', ['a']);
  gateway.welcome();
  gateway.serve('s1', [a(1, { name: 'A', price: 5, badge: 'new' })]);
  gateway.update({ id: 'a', rev: 2, set: { price: 6 }, unset: ['badge'] });
  assert.deepEqual(sub.get('a'), { name: 'A', price: 6 });
  gateway.update({ id: 'a', rev: 3, gone: true });
  assert.equal(sub.get('a'), null);
  gateway.update({ id: 'a', rev: 4, doc: { name: 'B' } });
  assert.deepEqual(sub.get('a'), { name: 'B' });
  assert.equal(sub.rev('a'), 4);
});

test('tells what changed, and from what', () => {
  const sub = tide.watch('products', ['a']);
  const changes = [];
  sub.on('change', (change) => changes.push(change));
  gateway.welcome();
  gateway.serve('s1', [a(1, { price: 5, stock: 1 })]);
  gateway.update({ id: 'a', rev: 2, set: { price: 6 } });
  assert.deepEqual(changes[1], {
    id: 'a',
    rev: 2,
    doc: { price: 6, stock: 1 },
    previous: { price: 5, stock: 1 },
    changed: ['price'],
  });
});

test('never goes backwards', () => {
  const sub = tide.watch('products', ['a']);
  gateway.welcome();
  gateway.serve('s1', [a(5, { price: 5 })]);
  gateway.update({ id: 'a', rev: 4, set: { price: 4 } });
  gateway.update({ id: 'a', rev: 5, set: { price: 4 } });
  gateway.serve('s1', [a(3, { price: 3 })]);
  assert.deepEqual(sub.get('a'), { price: 5 });
});

test('an update of an unwatched document, or before its snapshot, is nothing', () => {
  const sub = tide.watch('products', ['a']);
  gateway.welcome();
  gateway.update({ id: 'z', rev: 9, doc: { price: 1 } }, { id: 'a', rev: 9, set: { price: 1 } });
  assert.equal(sub.get('a'), null);
  assert.equal(sub.get('z'), null);
});

test('two subscriptions see one document, each its own fields', () => {
  const prices = tide.watch('products', ['a'], { fields: ['price'] });
  const names = tide.watch('products', ['a'], { fields: ['name'] });
  gateway.welcome();
  gateway.serve('s1', [a(1, { price: 5 })]);
  gateway.serve('s2', [a(1, { price: 5, name: 'A' })]);
  assert.deepEqual(prices.get('a'), { price: 5 });
  assert.deepEqual(names.get('a'), { name: 'A' });
  names.close();
  assert.deepEqual(gateway.heard().at(-1), { type: 'unsubscribe', id: 's2' });
  assert.deepEqual(prices.get('a'), { price: 5 });
});

test('a snapshot of a subscription closed meanwhile still counts for the others', () => {
  const one = tide.watch('products', ['a']);
  const two = tide.watch('products', ['a']);
  gateway.welcome();
  one.close();
  gateway.serve('s1', [a(2, { price: 2 })]);
  gateway.update({ id: 'a', rev: 3, set: { price: 3 } });
  assert.deepEqual(two.get('a'), { price: 3 });
});

test('other ids during a snapshot: only the last snapshot makes it ready', () => {
  const sub = tide.watch('products', ['a']);
  gateway.welcome();
  sub.setIds(['b']);
  gateway.serve('s1', [a(1, { price: 1 })]);
  assert.equal(sub.ready, false);
  gateway.serve('s1', [{ id: 'b', rev: 1, doc: { price: 2 } }]);
  assert.equal(sub.ready, true);
  assert.equal(sub.get('a'), null);
  assert.deepEqual(sub.get('b'), { price: 2 });
});

test('no ids: unsubscribed until there are some', () => {
  const sub = tide.watch('products', ['a']);
  gateway.welcome();
  gateway.heard();
  sub.setIds([]);
  sub.setIds(['b']);
  assert.deepEqual(gateway.heard().map((m) => m.type), ['unsubscribe', 'subscribe']);
});

test('an error goes to its subscription', () => {
  const sub = tide.watch('nonsense', ['a']);
  const errors = [];
  sub.on('error', (error) => errors.push(error));
  gateway.welcome();
  gateway.say({ type: 'error', id: 's1', problem: { status: 404, code: 'unknown_collection' } });
  assert.equal(errors[0].code, 'unknown_collection');
  assert.equal(tide.state, 'connected', 'what is refused is not waited for');
});

test('a failing listener stops neither the others nor the stream', (t) => {
  t.mock.method(console, 'error', () => {});
  const sub = tide.watch('products', ['a']);
  const seen = [];
  sub.on('change', () => {
    throw new Error('mine');
  });
  sub.on('change', ({ rev }) => seen.push(rev));
  gateway.welcome();
  gateway.serve('s1', [a(1, { price: 1 })]);
  gateway.update({ id: 'a', rev: 2, set: { price: 2 } });
  assert.deepEqual(seen, [1, 2]);
});

test('an async listener that fails is reported, and ends nothing', async (t) => {
  t.mock.method(console, 'error', () => {});
  const sub = tide.watch('products', ['a']);
  sub.on('change', async () => {
    throw new Error('mistake');
  });
  gateway.welcome();
  gateway.serve('s1', [a(1, { price: 1 })]);
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(console.error.mock.callCount(), 1);
  assert.equal(tide.state, 'connected');
});

test('a closed subscription is forgotten once nothing of it is on its way', () => {
  const [first, second] = [tide.watch('products', ['a']), tide.watch('products', ['a'])];
  gateway.welcome();
  gateway.serve('s1', [a(1, { price: 1 })]);
  gateway.serve('s2', [a(1, { price: 1 })]);
  first.close();
  gateway.say({ type: 'heartbeat', time: 't', lag_ms: 0 });
  gateway.serve('s1', [a(2, { price: 2 })]);
  assert.deepEqual(second.get('a'), { price: 2 }, 'a late snapshot counts');
  for (let i = 0; i < 3; i++) gateway.say({ type: 'heartbeat', time: 't', lag_ms: 0 });
  gateway.serve('s1', [a(3, { price: 3 })]);
  assert.deepEqual(second.get('a'), { price: 2 });
});
