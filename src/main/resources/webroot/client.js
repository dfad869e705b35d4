/**
 * Tidegate's JavaScript client, for browsers and for anything else that has WebSocket and fetch.
 *
 *     import { Tidegate } from '/client.js';
 *
 *     const tide = new Tidegate();
 *     const sub = tide.watch('products', ['kettle', 'mug'], { fields: ['price', 'stock'] });
 *     sub.on('change', ({ id, rev, doc }) => console.log(id, rev, doc));
 *
 * It needs no other package. Node before version 22 has no WebSocket; use that of the package ws:
 *
 *     const tide = new Tidegate('http://127.0.0.1:8080/', { WebSocket: (await import('ws')).WebSocket });
 *
 * What the client guarantees:
 *
 * - Current: `state` is 'connected' only while every subscription is current. It is 'stale' while the
 *   client reconnects, after 2.5 heartbeats of silence, and while the gateway lags.
 * - Forward: a document never goes back to an older revision. After a reconnect, the client sends the
 *   revisions that it has, and the gateway sends only what differs. If the store was replaced, the
 *   client discards only what the gateway does not confirm.
 * - Complete: `every` and `copy` miss no change. A gap is reported as 'reset', and `copy` reads the
 *   collection again.
 * - Reconnects: with exponential backoff and full jitter (0.5 s to 30 s), also after a subscription
 *   was added meanwhile. The backoff ends once a connection was current for 5 s. After `bye`, the
 *   client waits for the time that the gateway asks for.
 * - Close codes: after 4429, it waits 5 s, and twice as long each time that recurs. After 4401, it
 *   reconnects only if `token` is a function that returns another token. The other codes 44xx (except
 *   4408) and 1009 end the connection until `connect` or `auth` is called.
 * - Limits: it sends no more messages than `limits.messages_per_second` allows, and no message above
 *   `limits.message_bytes`. It queues at most one message for each subscription.
 * - Errors: no network error and no listener that throws ends the program or the stream. An error of
 *   a subscription is an 'error' event of that subscription, and a rejected request a ProblemError.
 * - End: `close` leaves no connection and no timer. `connect` goes on with the same subscriptions.
 *
 * The types are in ./client/types.js, for editors and checkers.
 */
export { Tidegate } from './client/tidegate.js';
export { ProblemError } from './client/problem.js';
