package dev.tidegate.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Minimal broadcast server with plain Vert.x: one event loop, counters in a map, each change sent
 * to each session by {@code writeTextMessage}. It has no store, no index, no schema, and no bounds:
 * the floor for a comparison with a gateway. It supports the messages of the fanout scenario:
 * {@code scripts/load bare [PORT [LOSE]]}.
 *
 * <p>With LOSE, it drops each LOSE-th message, to test that the harness notices.
 */
public final class BareBroadcast {
  private static final int MAX_LINE = 192 * 1024;

  private record Document(long rev, long sold) {}

  private final Map<String, Document> documents = new HashMap<>();
  private final Map<String, Set<ServerWebSocket>> watchers = new HashMap<>();
  private final Set<ServerWebSocket> all = new HashSet<>();
  private long lastRev;
  private long told;
  private final int lose;

  private BareBroadcast(int lose) {
    this.lose = lose;
  }

  public static void main(String[] args) {
    int port = args.length == 0 ? 8090 : Integer.parseInt(args[0]);
    listen(Vertx.vertx(), port, args.length < 2 ? 0 : Integer.parseInt(args[1]))
        .onSuccess(s -> System.out.println("broadcasts on 127.0.0.1:" + s.actualPort()))
        .onFailure(e -> System.err.println("can't listen: " + e));
  }

  static Future<HttpServer> listen(Vertx vertx, int port, int lose) {
    BareBroadcast server = new BareBroadcast(lose);
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setMaxInitialLineLength(MAX_LINE)
            .addWebSocketSubProtocol("tidegate.v1.json");
    options.setPerMessageWebSocketCompressionSupported(false);
    options.setPerFrameWebSocketCompressionSupported(false);
    return vertx
        .createHttpServer(options)
        .requestHandler(server::request)
        .webSocketHandler(server::session)
        .listen();
  }

  private void session(ServerWebSocket socket) {
    socket.writeTextMessage("{\"type\":\"welcome\"}");
    socket.textMessageHandler(
        text -> {
          JsonObject wanted = new JsonObject(text);
          if (wanted.getBoolean("every", false)) {
            all.add(socket);
            socket.writeTextMessage("{\"type\":\"subscribed\",\"id\":\"s\"}");
            return;
          }
          wanted
              .getJsonArray("ids")
              .forEach(
                  id -> watchers.computeIfAbsent(id.toString(), i -> new HashSet<>()).add(socket));
          List<String> docs =
              wanted.getJsonArray("ids").stream().map(id -> json(id.toString(), "doc")).toList();
          socket.writeTextMessage(
              "{\"type\":\"snapshot\",\"id\":\"s\",\"docs\":["
                  + String.join(",", docs)
                  + "],\"last\":true}");
        });
    socket.closeHandler(
        v -> {
          all.remove(socket);
          watchers.values().forEach(watching -> watching.remove(socket));
        });
  }

  private void request(HttpServerRequest request) {
    if (request.path().endsWith("/_bulk")) {
      request.body().onSuccess(body -> request.response().end(bulk(body.toString())));
    } else if (request.getParam("ids") != null) {
      List<String> docs =
          List.of(request.getParam("ids").split(",")).stream().map(id -> json(id, "doc")).toList();
      request.response().end("{\"docs\":[" + String.join(",", docs) + "]}");
    } else {
      request.response().setStatusCode(404).end();
    }
  }

  private String bulk(String lines) {
    StringBuilder answer = new StringBuilder();
    for (String line : lines.split("\n")) {
      JsonObject write = new JsonObject(line);
      String id = write.getString("id");
      boolean put = write.getString("op").equals("put");
      lastRev = Math.max(lastRev + 1, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
      Document old = documents.getOrDefault(id, new Document(0, 0));
      documents.put(id, new Document(lastRev, put ? 0 : old.sold + 1));
      answer.append("{\"id\":\"").append(id).append("\",\"rev\":").append(lastRev).append("}\n");
      String change = json(id, "set");
      String event = "{\"type\":\"event\",\"id\":\"s\",\"change\":" + change + "}";
      all.forEach(socket -> send(socket, event));
      String update =
          "{\"type\":\"update\",\"collection\":\"products\",\"changes\":[" + change + "]}";
      watchers.getOrDefault(id, Set.of()).forEach(socket -> send(socket, update));
    }
    return answer.toString();
  }

  private void send(ServerWebSocket socket, String message) {
    if (lose == 0 || ++told % lose != 0) {
      socket.writeTextMessage(message);
    }
  }

  private String json(String id, String member) {
    Document document = documents.getOrDefault(id, new Document(0, 0));
    return "{\"id\":\""
        + id
        + "\",\"rev\":"
        + document.rev
        + ",\""
        + member
        + "\":{\"sold\":"
        + document.sold
        + "}}";
  }
}
