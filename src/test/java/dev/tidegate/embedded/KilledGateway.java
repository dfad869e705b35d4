package dev.tidegate.embedded;

import java.nio.file.Path;

/** A program of its own for {@link OrphansIT}: starts both servers and waits to be killed. */
final class KilledGateway {
  private KilledGateway() {}

  public static void main(String[] args) throws Exception {
    Path data = Path.of(args[0]);
    RecordedStartupCache.provide(data.resolve("elasticsearch"));
    var elasticsearch =
        EmbeddedElasticsearch.start(
            ElasticsearchOptions.in(
                ElasticsearchHome.besideProgram(), data.resolve("elasticsearch")));
    var redis = EmbeddedRedis.start(data.resolve("redis"));
    System.out.println("started " + redis.pid() + " " + redis.url() + " " + elasticsearch.pid());
    Thread.currentThread().join();
  }
}
