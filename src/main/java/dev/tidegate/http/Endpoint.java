package dev.tidegate.http;

import dev.tidegate.exchange.AdmissionHandler;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/**
 * The entry points of one event loop.
 *
 * @param admission receives connections
 * @param requests receives the requests of admitted connections
 * @param onStop releases what belongs to the loop
 */
public record Endpoint(
    AdmissionHandler admission, Handler<HttpServerRequest> requests, Runnable onStop) {}
