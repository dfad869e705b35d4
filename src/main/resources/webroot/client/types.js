/**
 * The shapes that go in and out of the client. Nothing here runs.
 *
 * @typedef {Record<string, any>} Doc a document's fields by name
 * @typedef {{ id: string, rev: number, doc: Doc }} Versioned
 *
 * @typedef {object} Options
 * @property {string | (() => string | Promise<string>)} [token] sent as a bearer token and as
 *   `auth`. A function is called for each connection, and again after the gateway rejected its token
 * @property {string} [subprotocol] `tidegate.v1.json`
 * @property {number} [minDelay] of the first reconnection, in ms, before jitter (500)
 * @property {number} [maxDelay] of any reconnection, in ms (30,000)
 * @property {number} [maxLagMs] a gateway whose knowledge is older than this is stale, in ms (10,000)
 * @property {typeof globalThis.WebSocket} [WebSocket] where the platform has none
 * @property {typeof globalThis.fetch} [fetch]
 * @property {() => number} [random] in [0, 1)
 *
 * @typedef {object} WatchOptions
 * @property {string[]} [fields] all where absent
 * @property {number} [interval] least time between two updates of one document, in ms (0)
 *
 * @typedef {object} LiveQuery
 * @property {string} [q]
 * @property {Filters} [filter]
 * @property {string} [sort] `-price,name`
 * @property {number} [limit]
 *
 * @typedef {string | number | boolean | Date} Value
 * @typedef {{ gte?: Value, lte?: Value, gt?: Value, lt?: Value }} Bounds not two at one end
 * @typedef {{ exists: boolean }} Existence whether the field has a value
 * @typedef {Bounds | Existence | { not: Value | Value[] | Bounds | Existence }} Condition
 * @typedef {Record<string, Value | Value[] | Condition>} Filters
 *
 * @typedef {object} SearchParameters
 * @property {string} [q]
 * @property {Filters} [filter]
 * @property {string} [group] a keyword field: the best document for each of its values
 * @property {string} [sort]
 * @property {number} [limit] 1 to 200
 * @property {string} [cursor]
 * @property {string[]} [facets]
 * @property {string[]} [fields]
 * @property {boolean} [highlight]
 * @property {boolean} [relax] false: never drops words
 * @property {string} [group] a keyword field: only the best document for each of its values
 * @property {AbortSignal} [signal]
 *
 * @typedef {object} SearchPage
 * @property {number} total
 * @property {(Versioned & { highlight?: Record<string, string | string[]> })[]} hits
 * @property {Record<string, Facet>} facets
 * @property {string[]} [relaxed] words that were dropped
 * @property {boolean} [typo_tolerance] false where typing errors were not tolerated
 * @property {string} [next]
 * @property {number} took_ms
 * @typedef {{ values?: { value: Value, count: number }[], others?: number, missing: number,
 *   min?: number, max?: number, avg?: number,
 *   ranges?: { from: number, to: number, count: number }[] }} Facet `missing` counts documents
 *   without a value, and `others` counts values that are not listed
 *
 * @typedef {object} WriteOptions
 * @property {number} [ifMatch] write only over this revision
 * @property {boolean} [ifNoneMatch] create only
 * @property {string} [key] Idempotency-Key; one is made up where absent
 *
 * @typedef {object} BulkWrite
 * @property {'put' | 'patch' | 'adjust' | 'delete'} op
 * @property {string} id
 * @property {Doc} [doc]
 * @property {number} [rev] write only over this revision; 0: create only
 * @property {string} [key] Idempotency-Key
 *
 * @typedef {object} Problem as in RFC 9457
 * @property {string} [type]
 * @property {string} title
 * @property {number} status
 * @property {string} code
 * @property {string} [detail]
 * @property {{ pointer: string, detail: string }[]} [errors]
 * @property {number} [current_rev]
 * @property {number} [retry_after_ms]
 *
 * @typedef {'connecting' | 'connected' | 'stale' | 'closed'} State
 *   connected: what every subscription holds is current. stale: it was, and a reconnection is under
 *   way or the gateway lags. closed: by the application, or for a reason that reconnecting alone would not mend.
 *
 * @typedef {object} ClientEvents
 * @property {{ state: State, reason?: string, retryMs?: number, code?: number }} state
 * @property {{ lagMs: number, time: string }} heartbeat
 * @property {{ session: string, epoch: string, limits: Record<string, number> }} welcome
 * @property {import('./problem.js').ProblemError} error of the session, not of one subscription
 *
 * @typedef {object} Change
 * @property {string} id
 * @property {number} rev 0 where it is not known
 * @property {Doc | null} doc the document now; null where there is none
 * @property {Doc | null} previous as it was delivered before
 * @property {string[]} changed names of the fields whose values differ
 *
 * @typedef {object} CopyEvents
 * @property {{ position: string }} ready the collection was read: what was held before is replaced
 * @property {{ id: string, rev: number, doc: Doc | null, previous: Doc | null }} change
 * @property {{ reason: string }} reset changes were missed: it is read anew, `ready` follows
 * @property {import('./problem.js').ProblemError} error a reading failed, or the gateway refused
 *
 * @typedef {object} SubscriptionEvents
 * @property {Change} change a watched document is another one now
 * @property {{ ids: string[] }} ready what is held is current
 * @property {{ ids: string[] }} order a live query's members changed or moved
 * @property {{ reason: string, position?: string }} reset of `every`: the missed changes are no longer in the log
 * @property {{ position: string, change: object }} event one change, of `every`
 * @property {import('./problem.js').ProblemError} error the gateway refused what was asked
 */
export {};
