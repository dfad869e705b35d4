/**
 * The REST resources. {@link dev.tidegate.http.HttpVerticle} listens on one event loop, and {@link
 * dev.tidegate.http.Routes} passes each request to the handler of its resource, which parses it,
 * calls a port, and responds. All requests share what is in {@code exchange}; live streams continue
 * in {@code transport}. Everything runs on the event loop of the connection.
 */
@NullMarked
package dev.tidegate.http;

import org.jspecify.annotations.NullMarked;
