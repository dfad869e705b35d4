import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Tidegate } from '../../main/resources/webroot/client.js';
import { Gateway } from './gateway.js';

let gateway;
let tide;
let tokens;

const moment = () => new Promise((resolve) => setTimeout(resolve, 1));

function client(token) {
  tide = new Tidegate('http://shop.test/', {
    WebSocket: gateway.WebSocket,
    fetch: async (url, { headers }) =>
      Response.json({ authorization: headers.get('authorization') }),
    random: () => 0,
    token,
  });
  tide.watch('products', ['a']);
}

beforeEach(() => {
  gateway = new Gateway();
  tokens = [];
});
afterEach(() => tide.close());

test('4401 is for good with a fixed token', async () => {
  client('t');
  gateway.welcome();
  gateway.drop(4401);
  await moment();
  assert.equal(tide.state, 'closed');
  assert.equal(gateway.sockets.length, 1);
});

test('4401 reconnects with a new token of the source', async () => {
  tokens = ['old', 'new'];
  client(async () => tokens.shift());
  gateway.welcome();
  assert.deepEqual(gateway.heard(), [], 'nothing goes before the token');
  await moment();
  assert.deepEqual(gateway.heard()[0], { type: 'auth', token: 'old' });
  gateway.drop(4401);
  assert.notEqual(tide.state, 'closed');
  await moment();
  gateway.welcome();
  await moment();
  assert.deepEqual(gateway.heard().map(({ type, token }) => token ?? type), ['new', 'subscribe']);
  assert.equal((await tide.rest.get('products', 'a')).authorization, 'Bearer new');
});

test('a source without another token is for good', async () => {
  client(() => 'same');
  gateway.welcome();
  await moment();
  gateway.drop(4401);
  await moment();
  gateway.welcome();
  await moment();
  assert.equal(tide.state, 'closed');
  tide.auth(() => 'other');
  gateway.welcome();
  await moment();
  assert.deepEqual(gateway.heard()[0], { type: 'auth', token: 'other' });
});

test('a source that fails is asked again later', async (t) => {
  t.mock.method(console, 'error', () => {});
  client(() => {
    tokens.push('asked');
    throw new Error('the session service is away');
  });
  gateway.welcome();
  await moment();
  await moment();
  assert.equal(tokens.length, 1);
  assert.equal(gateway.sockets.length, 2);
  assert.equal(console.error.mock.callCount(), 1);
});

test('close() while the source is asked sends nothing', async () => {
  client(() => new Promise((resolve) => tokens.push(resolve)));
  gateway.welcome();
  await moment();
  tide.close();
  tokens[0]('late');
  await moment();
  assert.deepEqual(gateway.heard(), []);
});
