/**
 * The client in Node, with the package ws, against a running gateway. NodeClientIT starts it:
 *
 *     node node-client.js URL DIRECTORY_OF_WS
 *
 * It has no handler for uncaught errors and does not exit by itself: what the client leaves behind
 * would end it, or keep it from ending.
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { Tidegate } from '../../../main/resources/webroot/client.js';

async function main() {
  const ws = createRequire(`${directory}/`)('ws');
  const sockets = [];
  const WebSocket = class extends ws {
    constructor(...all) {
      super(...all);
      sockets.push(this);
    }
  };
  const open = (where, options = {}) => new Tidegate(where ?? url, { WebSocket, ...options });

  await refused(open);
  await closedWhileConnecting(open);
  await filters(open());
  await flood(open(), sockets);
  console.log('done');
}

const moment = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(condition, what) {
  for (let i = 0; i < 1_000; i++) {
    if (await condition()) return;
    await moment(20);
  }
  assert.fail(`waited in vain for ${what}`);
}

/** A port where nobody listens. */
async function refused(open) {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  const tide = open(`http://127.0.0.1:${port}/`, { minDelay: 10 });
  const waits = [];
  tide.on('state', ({ retryMs }) => waits.push(retryMs));
  tide.watch('products', ['a']);
  await until(() => waits.length >= 3, 'three attempts');
  tide.close();
  assert.equal(tide.state, 'closed');
}

async function closedWhileConnecting(open) {
  const tide = open();
  const watch = tide.watch('products', ['a']);
  tide.close();
  await moment(50);
  tide.connect();
  await watch.next('ready');
  assert.equal(tide.state, 'connected');
  tide.close();
}

/** What each form finds among documents of one category. */
const FORMS = [
  ['brand', 'Acme', ['a']],
  ['brand', ['', 'Acme'], ['a', 'b']],
  ['brand', '*', ['d']],
  ['brand', '!x', ['f']],
  ['brand', ['1..2', 'a,b', 'h\\'], ['e', 'g', 'h']],
  ['brand', { not: '!x' }, ['a', 'b', 'c', 'd', 'e', 'g', 'h']],
  ['brand', { not: ['a,b', '1..2', '*'] }, ['a', 'b', 'c', 'f', 'h']],
  ['brand', { exists: true }, ['a', 'b', 'd', 'e', 'f', 'g', 'h']],
  ['brand', { exists: false }, ['c']],
  ['brand', { not: { exists: true } }, ['c']],
  ['price', 5, ['b']],
  ['price', [1, 10], ['a', 'c']],
  ['price', { gte: 1, lte: 5 }, ['a', 'b']],
  ['price', { gt: 1, lt: 10 }, ['b']],
  ['price', { gt: 5 }, ['c']],
  ['price', { lt: 5 }, ['a']],
  ['price', { not: { gte: 1, lte: 5 } }, ['c', 'd', 'e', 'f', 'g', 'h']],
  ['price', { not: { gt: 1, lt: 10 } }, ['a', 'c', 'd', 'e', 'f', 'g', 'h']],
  ['price', { not: [1, 5] }, ['c', 'd', 'e', 'f', 'g', 'h']],
  ['updated', { gt: '2026-01-01' }, ['a']],
  ['updated', { lte: new Date('2026-01-02T00:00:00Z') }, ['a']],
];

async function filters(tide) {
  const docs = {
    a: { brand: 'Acme', price: 1, updated: '2026-01-02T00:00:00Z' },
    b: { brand: '', price: 5 },
    c: { price: 10 },
    d: { brand: '*' },
    e: { brand: 'a,b' },
    f: { brand: '!x' },
    g: { brand: '1..2' },
    h: { brand: 'h\\' },
  };
  const category = 'node';
  for (const [id, doc] of Object.entries(docs)) {
    await tide.rest.put('products', `node${id}`, { name: 'x', category, ...doc });
  }
  // The index of a new store is built first.
  const answers = () => tide.rest.search('products', { limit: 1 }).then(() => true, () => false);
  await until(answers, 'the index');
  for (const [field, wanted, ids] of FORMS) {
    const filter = { category, [field]: wanted };
    const expected = ids.map((id) => `node${id}`);
    const what = JSON.stringify(filter);
    const { hits } = await tide.rest.search('products', { filter, sort: 'name' });
    assert.deepEqual(hits.map(({ id }) => id).sort(), expected, `search ${what}`);
    const query = tide.query('products', { filter });
    let refusal;
    // It tries again by itself where the gateway can't search at the moment.
    query.on('error', (error) => (refusal ??= error.status < 500 ? error.message : undefined));
    await until(() => query.ready || refusal, `query ${what}`);
    assert.equal(refusal, undefined, what);
    assert.deepEqual(query.order.sort(), expected, `query ${what}`);
    query.close();
  }
  tide.close();
}

async function flood(tide, sockets) {
  await tide.watch('products', ['a']).next('ready');
  const downs = [];
  tide.on('state', ({ code, retryMs }) => code && downs.push({ code, retryMs }));
  const socket = sockets.at(-1);
  for (let i = 0; i < 2_000; i++) socket.send('{"type":"ping"}');
  await until(() => downs.length > 0, 'the end of a flood');
  assert.equal(downs[0].code, 4429);
  assert.ok(downs[0].retryMs >= 5_000 && downs[0].retryMs <= 5_500, `${downs[0].retryMs}`);
  tide.close();
}

const [url, directory] = process.argv.slice(2);
if (url) await main();
