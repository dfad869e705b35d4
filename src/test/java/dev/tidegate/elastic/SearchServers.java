package dev.tidegate.elastic;

import dev.tidegate.model.Collection;
import dev.tidegate.search.Schemas;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

/** A real Redis and a real Elasticsearch, and a fresh store and index for each test. */
abstract class SearchServers {
  static Vertx vertx;
  static RedisServer redis;
  static ElasticsearchNode elasticsearch;

  String prefix = "";
  SearchStack stack;

  @BeforeAll
  static void startServers(@TempDir Path data) throws IOException {
    vertx = Vertx.vertx();
    redis = RedisServer.newRedisServer().port(freePort()).setting("save \"\"").build();
    redis.start();
    elasticsearch = new ElasticsearchNode(data);
  }

  @AfterAll
  static void stopServers() throws IOException {
    elasticsearch.close();
    redis.stop();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @BeforeEach
  void start() {
    prefix = "t" + UUID.randomUUID().toString().substring(0, 8);
    stack = start(List.of(Schemas.products()));
  }

  SearchStack start(List<Collection> collections) {
    return new SearchStack(
        vertx,
        "redis://127.0.0.1:" + redis.ports().getFirst(),
        ElasticSettings.of(List.of(elasticsearch.uri()), prefix),
        collections);
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  private static int freePort() throws IOException {
    try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  void fill() {
    stack.put(
        "p1",
        "{'name':'Green tea set','description':'Six cups, made of glass','brand':'Acme','tags':['tea','gift'],'price':4500,'rating':4.5,'organic':true,'updated':'2026-01-01T00:00:00Z'}"
            .replace('\'', '"'));
    stack.put(
        "p2",
        "{'name':'Black tea','description':'Loose leaves from the café','brand':'Globex','tags':['tea'],'price':900,'rating':3.5,'organic':false,'updated':'2026-01-02T00:00:00Z'}"
            .replace('\'', '"'));
    stack.put(
        "p3",
        "{'name':'Coffee mug','description':'Not for tea','brand':'Acme','price':1200,'updated':'2026-01-03T00:00:00Z','extra':{'anything':[1]}}"
            .replace('\'', '"'));
    stack.put("p4", "{'name':'apple crate'}".replace('\'', '"'));
    stack.indexer.start();
    stack.settle(4);
  }
}
