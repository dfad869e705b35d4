import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { Tidegate } from '../../main/resources/webroot/client.js';
import { Gateway } from './gateway.js';

let gateway;
let tide;
let states;
let now;

/** Timers and the monotonic clock move together, and only when told to. */
function pass(ms) {
  now += ms;
  mock.timers.tick(ms);
}

beforeEach(() => {
  now = 0;
  mock.timers.enable({ apis: ['setTimeout'] });
  mock.method(performance, 'now', () => now);
  gateway = new Gateway();
  tide = new Tidegate('http://shop.test/', { WebSocket: gateway.WebSocket, random: () => 0.5 });
  states = [];
  tide.on('state', ({ state }) => states.push(state));
});
afterEach(() => {
  tide.close();
  mock.timers.reset();
  mock.restoreAll();
});

function watchA() {
  const sub = tide.watch('products', ['a']);
  gateway.welcome();
  gateway.serve('s1', [{ id: 'a', rev: 7, doc: { price: 7 } }]);
  return sub;
}

test('is connected only once the snapshots are in, again after each loss', () => {
  watchA();
  assert.deepEqual(states, ['connected']);
  gateway.drop();
  pass(250);
  gateway.welcome();
  assert.equal(tide.state, 'stale');
  gateway.serve('s1', []);
  assert.deepEqual(states, ['connected', 'stale', 'connected']);
});

test('tells what it holds, and goes on from there', () => {
  const sub = watchA();
  gateway.drop(4503);
  assert.deepEqual(sub.get('a'), { price: 7 }, 'shown on while it is stale');
  pass(250);
  gateway.welcome();
  assert.deepEqual(gateway.heard()[0].have, { a: 7 });
  gateway.serve('s1', []);
  gateway.update({ id: 'a', rev: 8, set: { price: 8 } });
  assert.deepEqual(sub.get('a'), { price: 8 });
});

test('does not claim a document that a new subscription wants more of', () => {
  watchA();
  gateway.drop();
  tide.watch('products', ['a'], { fields: ['name'] });
  gateway.welcome();
  assert.deepEqual(gateway.heard().map((message) => message.have), [undefined, undefined]);
});

test('leaves out what it holds where a frame can not take it', () => {
  watchA();
  gateway.drop();
  pass(250);
  gateway.welcome('e1', { limits: { message_bytes: 80 } });
  assert.equal(gateway.heard()[0].have, undefined);
});

test('drops what it holds on another epoch', () => {
  const sub = watchA();
  const resets = [];
  sub.on('reset', ({ reason }) => resets.push(reason));
  gateway.drop();
  pass(250);
  gateway.welcome('e2');
  assert.equal(gateway.heard()[0].have, undefined);
  assert.equal(sub.get('a'), null);
  assert.deepEqual(resets, ['epoch']);
  gateway.serve('s1', [{ id: 'a', rev: 1, doc: { price: 1 } }]);
  assert.deepEqual(sub.get('a'), { price: 1 }, 'a lower revision of another epoch counts');
});

test('a document that is gone from a gateway that lags comes back at the revision known', () => {
  const sub = watchA();
  gateway.drop();
  pass(250);
  gateway.welcome();
  gateway.serve('s1', [], { gone: ['a'] });
  assert.equal(sub.get('a'), null);
  gateway.update({ id: 'a', rev: 7, doc: { price: 7 } });
  assert.deepEqual(sub.get('a'), { price: 7 });
});

test('waits exponentially longer, with full jitter, up to a bound', () => {
  tide.connect();
  const waits = [];
  tide.on('state', ({ retryMs }) => waits.push(retryMs));
  for (let i = 0; i < 8; i++) {
    gateway.drop();
    pass(30_000);
  }
  assert.deepEqual(waits, [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
});

test('44xx and 1009 are for good, until something changed', () => {
  for (const code of [4400, 4401, 4403, 4413, 4429, 1009]) {
    tide.connect();
    const before = gateway.sockets.length;
    gateway.drop(code);
    pass(60_000);
    assert.equal(tide.state, 'closed', `${code}`);
    assert.equal(gateway.sockets.length, before);
  }
  tide.auth('another');
  assert.equal(tide.state, 'connecting');
});

test('45xx, losses and 4408 reconnect', () => {
  for (const code of [4500, 4503, 4508, 4408, 1001, 1006]) {
    tide.connect();
    const before = gateway.sockets.length;
    gateway.drop(code);
    pass(30_000);
    assert.equal(gateway.sockets.length, before + 1, `${code}`);
  }
});

test('leaves after a bye, not before it was asked to', () => {
  const sub = watchA();
  gateway.say({ type: 'bye', reconnect: true, after_ms: 1_000 });
  gateway.update({ id: 'a', rev: 8, set: { price: 8 } });
  assert.deepEqual(sub.get('a'), { price: 8 }, 'served until it leaves');
  pass(1_249);
  assert.equal(gateway.sockets.length, 1);
  pass(1);
  assert.equal(gateway.sockets.length, 2);
});

test('a bye whose socket closes early still waits', () => {
  watchA();
  gateway.say({ type: 'bye', reconnect: true, after_ms: 2_000 });
  gateway.drop(1001);
  pass(1_999);
  assert.equal(gateway.sockets.length, 1);
  pass(1_000);
  assert.equal(gateway.sockets.length, 2);
});

test('a gateway silent for two and a half heartbeats is given up', () => {
  watchA();
  pass(1_900);
  gateway.say({ type: 'heartbeat', time: 't', position: 'p', lag_ms: 3 });
  assert.equal(tide.lagMs, 3);
  pass(2_499);
  assert.equal(tide.state, 'connected');
  pass(1);
  assert.equal(tide.state, 'stale');
});

test('a gateway that lags is stale until it caught up', () => {
  watchA();
  const heartbeat = (lag) => gateway.say({ type: 'heartbeat', time: 't', lag_ms: lag });
  [10_001, 20_000, 10_000, 5].forEach(heartbeat);
  assert.deepEqual(states, ['connected', 'stale', 'connected']);
});

test('no answer at all is given up as well', () => {
  tide.connect();
  pass(10_000);
  pass(250);
  assert.equal(gateway.sockets.length, 2);
});
