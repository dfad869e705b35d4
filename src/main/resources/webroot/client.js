/**
 * Tidegate's JavaScript client, for browsers and for anything else that has WebSocket and fetch.
 *
 *     import { Tidegate } from '/client.js';
 *
 *     const tide = new Tidegate();
 *     const sub = tide.watch('products', ['kettle', 'mug'], { fields: ['price', 'stock'] });
 *     sub.on('change', ({ id, rev, doc }) => console.log(id, rev, doc));
 *
 * It needs no other package. The types are in ./client/types.js, for editors and checkers.
 */
export { Tidegate } from './client/tidegate.js';
export { ProblemError } from './client/problem.js';
