import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { ProblemError, Tidegate } from '../../main/resources/webroot/client.js';

let server;
let rest;
let requests = [];
let answers = [];

before(async () => {
  server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url, headers } = request;
      requests.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      const [status, body] = answers.shift() ?? [200, {}];
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  rest = new Tidegate(`http://127.0.0.1:${server.address().port}/`, { WebSocket: class {} }).rest;
});
after(() => server.close());

async function asked(call) {
  requests = [];
  await call;
  return requests.at(-1);
}

test('reads', async () => {
  assert.equal((await asked(rest.get('products', 'a'))).url, '/v1/products/a');
  const { url } = await asked(rest.getMany('products', ['a', 'b'], { fields: ['price'] }));
  assert.equal(url, '/v1/products?ids=a%2Cb&fields=price');
});

test('writes filters as the gateway reads them', async () => {
  const filter = {
    brand: ['A,B', '!C', 'd..e', '\\'],
    badge: { not: ['old'] },
    price: { gte: 100, lte: 500 },
    stock: { gte: 1 },
    category: 'tea',
  };
  const { url } = await asked(rest.search('products', { q: '', filter, sort: '-price', limit: 5 }));
  const query = new URL(url, 'http://x').searchParams;
  assert.deepEqual(Object.fromEntries(query), {
    brand: 'A\\,B,\\!C,d\\.\\.e,\\\\',
    badge: '!old',
    price: '100..500',
    stock: '1..',
    category: 'tea',
    sort: '-price',
    limit: '5',
  });
});

test('writes every form of a filter', async () => {
  const forms = [
    [{ gt: 1, lt: 5 }, '>1..<5'],
    [{ gt: 5 }, '>5..'],
    [{ not: { gte: 1, lte: 5 } }, '!1..5'],
    [{ not: { lt: 5 } }, '!..<5'],
    [{ not: ['a', 'b'] }, '!a,b'],
    [{ not: '!a' }, '!\\!a'],
    [{ exists: true }, '*'],
    [{ exists: false }, '!*'],
    [{ not: { exists: true } }, '!*'],
    [{ not: { exists: false } }, '*'],
    ['*', '\\*'],
    ['', ''],
    [['', 'a'], ',a'],
    [false, 'false'],
    [{ gte: new Date(0), lte: undefined }, '1970-01-01T00:00:00.000Z..'],
  ];
  for (const [wanted, text] of forms) {
    const { url } = await asked(rest.search('products', { filter: { f: wanted } }));
    assert.equal(new URL(url, 'http://x').searchParams.get('f'), text);
  }
});

test('rejects what is no filter, and asks for nothing', async () => {
  requests = [];
  const wrong = [
    null,
    [],
    [null],
    {},
    { gte: 1, gt: 1 },
    { lte: 1, lt: 1 },
    { about: 1 },
    { not: [] },
    { not: { not: 1 } },
    { exists: 1 },
    { exists: true, gte: 1 },
    { not: 1, gte: 1 },
  ];
  for (const filter of wrong) {
    await assert.rejects(rest.search('products', { filter: { f: filter } }), TypeError);
  }
  assert.deepEqual(requests, []);
});

test('writes carry a key and their conditions', async () => {
  const { method, url, headers, body } = await asked(
    rest.adjust('products', 'a', { stock: -1 }, { ifMatch: 7 }),
  );
  assert.equal(`${method} ${url} ${body}`, 'POST /v1/products/a/adjust {"stock":-1}');
  assert.equal(headers['if-match'], '"7"');
  assert.match(headers['idempotency-key'], /^[0-9a-f]{32}$/);
});

test('problems are thrown', async () => {
  answers = [[409, { status: 409, code: 'out_of_bounds', title: 'T', detail: 'D' }]];
  await assert.rejects(rest.adjust('products', 'a', { stock: -1 }), (error) => {
    assert.ok(error instanceof ProblemError);
    assert.equal(error.status, 409);
    assert.equal(error.code, 'out_of_bounds');
    assert.equal(error.message, 'D');
    return true;
  });
});

test('a write of unknown outcome is repeated under the same key', async () => {
  const unknown = [503, { status: 503, code: 'outcome_unknown', retry_after_ms: 1 }];
  answers = [unknown, [200, { id: 'a', rev: 2 }]];
  requests = [];
  assert.deepEqual(await rest.put('products', 'a', { name: 'A' }), { id: 'a', rev: 2 });
  assert.equal(requests.length, 2);
  assert.equal(requests[0].headers['idempotency-key'], requests[1].headers['idempotency-key']);
});

test('a gateway that is not there is a problem too', async () => {
  const nowhere = new Tidegate('http://127.0.0.1:1/', { WebSocket: class {} }).rest;
  await assert.rejects(nowhere.get('products', 'a'), { code: 'unreachable' });
});

test('bulk writes lines, and tells each one\'s result in order', async () => {
  answers = [[200, { id: 'a', rev: 7 }]];
  const writes = [{ op: 'put', id: 'a', doc: { name: 'A' }, rev: 0 }];
  const { url, body, headers } = await asked(rest.bulk('products', writes).then((results) => {
    assert.deepEqual(results, [{ id: 'a', rev: 7 }]);
  }));
  assert.equal(url, '/v1/products/_bulk');
  assert.equal(headers['content-type'], 'application/x-ndjson');
  assert.equal(body, '{"op":"put","id":"a","doc":{"name":"A"},"rev":0}\n');
});

test('a refused line of a bulk is an error of its own', async () => {
  answers = [[200, { id: 'a', error: { status: 404, code: 'not_found', title: 'No' } }]];
  const [{ error }] = await rest.bulk('products', [{ op: 'delete', id: 'a' }]);
  assert.ok(error instanceof ProblemError);
  assert.equal(error.code, 'not_found');
});
