package dev.tidegate.replay;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** The connections of a replay: few, kept alive and pipelined. */
final class GatewayConnections {
  private static final int MOST = 8;
  private static final int CONNECT_TIMEOUT_MS = 2_000;
  // Answers come in order: where nothing comes for so long, all that wait there are stuck.
  private static final int SILENCE_SECONDS = 10;

  private GatewayConnections() {}

  static HttpClient open(Vertx vertx, URI target, int inFlight) {
    boolean ssl = "https".equals(target.getScheme());
    int connections = Math.min(MOST, inFlight);
    HttpClientOptions options =
        new HttpClientOptions()
            .setDefaultHost(target.getHost())
            .setDefaultPort(target.getPort() > 0 ? target.getPort() : ssl ? 443 : 80)
            .setSsl(ssl)
            .setKeepAlive(true)
            .setPipelining(true)
            .setPipeliningLimit(Math.ceilDiv(inFlight, connections))
            .setConnectTimeout(CONNECT_TIMEOUT_MS)
            .setIdleTimeoutUnit(TimeUnit.SECONDS)
            .setReadIdleTimeout(SILENCE_SECONDS);
    return vertx
        .httpClientBuilder()
        .with(options)
        .with(new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(-1))
        // Its requests fail as well, and are repeated: nothing to log.
        .withConnectHandler(connection -> connection.exceptionHandler(failure -> {}))
        .build();
  }
}
