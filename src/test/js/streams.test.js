import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Tidegate } from '../../main/resources/webroot/client.js';
import { Gateway } from './gateway.js';

let gateway;
let tide;

beforeEach(() => {
  gateway = new Gateway();
  tide = new Tidegate('ws://shop.test/live', { WebSocket: gateway.WebSocket, random: () => 0 });
});
afterEach(() => tide.close());

const doc = (id, rev, at) => ({ id, rev, doc: { price: rev }, at });
const moment = () => new Promise((resolve) => setTimeout(resolve, 1));

test('a live query keeps its members in order', () => {
  const sub = tide.query('products', { q: 'tea', sort: '-price', limit: 3 });
  gateway.welcome();
  assert.deepEqual(gateway.heard()[0].query, { q: 'tea', sort: '-price', limit: 3 });
  gateway.serve('s1', [doc('a', 1), doc('b', 2)], { order: ['b', 'a'] });
  assert.deepEqual(sub.order, ['b', 'a']);
  gateway.say({ type: 'enter', id: 's1', docs: [doc('c', 3, 0)] });
  gateway.say({ type: 'enter', id: 's1', docs: [doc('a', 4, 1)] });
  assert.deepEqual(sub.order, ['c', 'a', 'b']);
  assert.deepEqual(sub.get('a'), { price: 4 });
  gateway.say({ type: 'leave', id: 's1', ids: ['a'] });
  assert.deepEqual(sub.order, ['c', 'b']);
  assert.equal(sub.get('a'), null);
});

test('a member that leaves stays with a subscription that watches it', () => {
  const found = tide.query('products', {});
  const watched = tide.watch('products', ['a']);
  gateway.welcome();
  gateway.serve('s1', [doc('a', 1)], { order: ['a'] });
  gateway.serve('s2', [doc('a', 1)]);
  gateway.say({ type: 'leave', id: 's1', ids: ['a'] });
  gateway.update({ id: 'a', rev: 2, set: { price: 9 } });
  assert.deepEqual(watched.get('a'), { price: 9 });
  assert.equal(found.get('a'), null);
});

test('a live query resumes with its members', async () => {
  const sub = tide.query('products', {});
  gateway.welcome();
  gateway.serve('s1', [doc('a', 1), doc('b', 2)], { order: ['a', 'b'] });
  gateway.drop();
  await moment();
  gateway.welcome();
  assert.deepEqual(gateway.heard()[0].have, { a: 1, b: 2 });
  gateway.serve('s1', [], { order: ['b'] });
  assert.deepEqual(sub.order, ['b']);
});

test('every: to the application first, then the position', async () => {
  const sub = tide.every('orders');
  const seen = [];
  sub.on('event', ({ change }) => seen.push([change.rev, sub.since]));
  gateway.welcome();
  gateway.say({ type: 'subscribed', id: 's1', position: 'p1' });
  gateway.say({ type: 'event', id: 's1', position: 'p2', change: { id: 'a', rev: 2, doc: {} } });
  assert.deepEqual(seen, [[2, 'p1']]);
  gateway.drop();
  await moment();
  gateway.welcome();
  assert.equal(gateway.heard()[0].since, 'p2');
});

test('every: a heartbeat moves an idle position on', () => {
  const sub = tide.every('orders');
  gateway.welcome();
  gateway.say({ type: 'subscribed', id: 's1', position: 'p1' });
  gateway.say({ type: 'heartbeat', position: 'p9', lag_ms: 0 });
  assert.equal(sub.since, 'p9');
});

test('every: after a reset it rests until it is told where to go on', async () => {
  const sub = tide.every('orders', { since: 'p0' });
  const resets = [];
  sub.on('reset', (reset) => resets.push(reset));
  gateway.welcome();
  gateway.say({ type: 'reset', id: 's1', reason: 'trimmed', position: 'p5' });
  assert.deepEqual(resets, [{ reason: 'trimmed', position: 'p5' }]);
  gateway.drop();
  await moment();
  gateway.welcome();
  assert.deepEqual(gateway.heard(), []);
  sub.resume('p6');
  assert.equal(gateway.heard()[0].since, 'p6');
  gateway.say({ type: 'subscribed', id: 's1', position: 'p6' });
  assert.equal(sub.ready, true);
  assert.equal(tide.state, 'connected');
});
