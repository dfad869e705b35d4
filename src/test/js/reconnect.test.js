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
  assert.equal(gateway.sockets.length, 1, 'a new subscription does not shorten the wait');
  pass(250);
  gateway.welcome();
  assert.deepEqual(gateway.heard().map((message) => message.have), [undefined, undefined]);
});

test('claims as much of what it holds as a frame can take', () => {
  tide.watch('products', ['a', 'b']);
  gateway.welcome();
  gateway.serve('s1', [{ id: 'a', rev: 7, doc: {} }, { id: 'b', rev: 8, doc: {} }]);
  const subscribe = JSON.stringify(gateway.heard()[0]).length;
  for (const [more, have] of [[0, undefined], [16, { a: 7 }], [22, { a: 7, b: 8 }]]) {
    gateway.drop();
    pass(30_000);
    gateway.welcome('e1', { limits: { message_bytes: subscribe + more } });
    const [message] = gateway.heard();
    assert.deepEqual(message.have, have);
    assert.ok(JSON.stringify(message).length <= subscribe + more);
    gateway.serve('s1', [{ id: 'a', rev: 7, doc: {} }, { id: 'b', rev: 8, doc: {} }]);
  }
});

test('a subscription that is too large for a frame is an error of its own', () => {
  const errors = [];
  tide.watch('products', ['ä'.repeat(40)]).on('error', ({ code }) => errors.push(code));
  const small = tide.watch('products', ['a']);
  gateway.welcome('e1', { limits: { message_bytes: 120 } });
  assert.deepEqual(errors, ['too_large']);
  assert.deepEqual(gateway.heard().map(({ id }) => id), ['s2']);
  gateway.serve('s2', [{ id: 'a', rev: 7, doc: {} }]);
  assert.equal(small.ready, true);
  assert.equal(tide.state, 'connected');
});

test('on another epoch, discards what the gateway does not confirm', () => {
  const sub = tide.watch('products', ['a', 'b', 'c']);
  gateway.welcome();
  gateway.serve('s1', ['a', 'b', 'c'].map((id) => ({ id, rev: 7, doc: { price: 7 } })));
  gateway.drop();
  pass(250);
  gateway.welcome('e2');
  assert.deepEqual(gateway.heard()[0].have, { a: 7, b: 7, c: 7 });
  gateway.serve('s1', [{ id: 'b', rev: 1, doc: { price: 1 } }], { gone: ['c'] });
  assert.deepEqual([sub.get('a'), sub.get('b'), sub.get('c')], [{ price: 7 }, { price: 1 }, null]);
  gateway.update({ id: 'a', rev: 6, set: { price: 6 } }, { id: 'b', rev: 2, set: { price: 2 } });
  assert.deepEqual([sub.get('a'), sub.get('b')], [{ price: 7 }, { price: 2 }]);
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
  for (const code of [4400, 4401, 4403, 4413, 1009]) {
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

test('4429 reconnects after 5 s, and waits twice as long while it recurs', () => {
  const sub = watchA();
  const waits = [];
  tide.on('state', ({ retryMs }) => retryMs && waits.push(retryMs));
  for (const [least, most] of [[5_000, 5_500], [10_000, 11_000], [20_000, 22_000]]) {
    const before = gateway.sockets.length;
    gateway.drop(4429);
    assert.equal(tide.state, 'stale');
    tide.watch('products', ['x']).close();
    pass(least - 1);
    assert.equal(gateway.sockets.length, before, 'not before the gateway wants it');
    pass(most - least + 1);
    assert.equal(gateway.sockets.length, before + 1);
    gateway.welcome();
    gateway.serve('s1', []);
  }
  assert.deepEqual(waits, [5_250, 10_500, 21_000]);
  for (let heartbeats = 0; heartbeats < 61; heartbeats++) {
    pass(1_000);
    gateway.say({ type: 'heartbeat', time: 't', lag_ms: 0 });
  }
  gateway.drop(4429);
  assert.equal(waits.at(-1), 5_250, 'after a good connection');
  assert.deepEqual(sub.get('a'), { price: 7 });
});

test('a connection that is lost at once is no reason to hurry', () => {
  watchA();
  const waits = [];
  tide.on('state', ({ retryMs }) => retryMs && waits.push(retryMs));
  for (let i = 0; i < 4; i++) {
    gateway.drop(4508);
    pass(waits.at(-1));
    gateway.welcome();
    gateway.serve('s1', []);
  }
  assert.deepEqual(waits, [250, 500, 1_000, 2_000]);
});

test('a message that can not be applied ends the connection, not the program', (t) => {
  t.mock.method(console, 'error', () => {});
  watchA();
  gateway.socket.onmessage({ data: 'not JSON' });
  assert.equal(tide.state, 'stale');
  pass(250);
  gateway.welcome();
  gateway.socket.onmessage({ data: '{"type":"update","changes":7}' });
  assert.equal(tide.state, 'stale');
  assert.equal(console.error.mock.callCount(), 2);
});

test('close() is for good, from within a listener too', () => {
  tide.on('welcome', () => tide.close());
  tide.watch('products', ['a']);
  gateway.welcome();
  assert.deepEqual(gateway.heard(), []);
  assert.equal(tide.state, 'closed');
  pass(60_000);
  assert.equal(gateway.sockets.length, 1);
});

test('close() while it leaves after a bye is for good', () => {
  watchA();
  tide.on('state', ({ state }) => state === 'stale' && tide.close());
  gateway.say({ type: 'bye', reconnect: true, after_ms: 100 });
  pass(60_000);
  assert.equal(gateway.sockets.length, 1);
});

test('a constructor that throws later is a lost connection', () => {
  watchA();
  tide.close();
  let broken = false;
  const WebSocket = function (...all) {
    if (broken) throw new Error('not allowed now');
    return new gateway.WebSocket(...all);
  };
  tide = new Tidegate('http://shop.test/', { WebSocket, random: () => 0.5 });
  tide.connect();
  broken = true;
  gateway.drop();
  pass(250);
  assert.equal(tide.state, 'connecting');
  broken = false;
  pass(500);
  gateway.welcome();
  assert.equal(tide.state, 'connected');
});

test('a platform without WebSocket is told so', () => {
  const bare = new Tidegate('http://shop.test/', { WebSocket: 'none' });
  assert.throws(() => bare.connect(), /Pass one as the option WebSocket/);
});

test('close() leaves no timer', () => {
  watchA();
  gateway.say({ type: 'error', id: 's1', problem: { status: 503, code: 'x', title: 'X' } });
  gateway.heard();
  tide.close();
  tide.connect();
  gateway.welcome();
  assert.equal(gateway.heard().length, 1);
  gateway.serve('s1', []);
  pass(500);
  assert.deepEqual(gateway.heard(), [], 'the retry of the connection before');
});

test('sends no faster than the gateway accepts', () => {
  const subs = Array.from({ length: 100 }, (nothing, i) => tide.watch('products', [`d${i}`]));
  gateway.welcome('e1', { limits: { messages_per_second: 10 } });
  const first = gateway.heard();
  assert.equal(first.length, 40, 'five seconds of them, with something to spare');
  subs[99].setIds(['other']);
  subs[98].close();
  subs[0].close();
  let later = [];
  for (let i = 0; i < 100 && later.length < 60; i++) {
    gateway.say({ type: 'heartbeat', time: 't', lag_ms: 0 });
    pass(125);
    const sent = gateway.heard();
    assert.ok(sent.length <= 2);
    later = later.concat(sent);
  }
  assert.deepEqual(later.map(({ id }) => id).slice(0, 2), ['s41', 's42']);
  assert.deepEqual(later.at(-2).ids, ['other'], 'one message, with what it wants now');
  assert.deepEqual(later.at(-1), { type: 'unsubscribe', id: 's1' });
  assert.equal(later.some(({ id }) => id === 's99'), false, 'closed before it was sent');
});

test('a subscription that rested subscribes again', () => {
  const sub = watchA();
  gateway.heard();
  sub.setIds([]);
  sub.setIds(['b']);
  assert.deepEqual(gateway.heard().map(({ type }) => type), ['unsubscribe', 'subscribe']);
  gateway.serve('s1', [{ id: 'b', rev: 1, doc: {} }]);
  assert.equal(sub.ready, true);
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
