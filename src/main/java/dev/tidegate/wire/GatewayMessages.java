package dev.tidegate.wire;

import dev.tidegate.model.Position;
import java.util.Map;
import java.util.TreeMap;

/**
 * Messages of the gateway to a client, as UTF-8 JSON. The {@code delivery} package encodes
 * snapshots and updates.
 */
public final class GatewayMessages {
  public static final byte[] PONG = new Bytes(16).add("{\"type\":\"pong\"}").toArray();

  private GatewayMessages() {}

  public static byte[] welcome(
      String session, String epoch, long heartbeatMs, Map<String, Long> limits) {
    return new Bytes(256)
        .add("{\"type\":\"welcome\",\"session\":")
        .add(Json.bytes(session))
        .add(",\"epoch\":")
        .add(Json.bytes(epoch))
        .add(",\"heartbeat_ms\":")
        .add(heartbeatMs)
        .add(",\"limits\":")
        .add(Json.bytes(new TreeMap<>(limits)))
        .add('}')
        .toArray();
  }

  public static byte[] subscribed(String id, long interval, Position position) {
    return new Bytes(192)
        .add("{\"type\":\"subscribed\",\"id\":")
        .add(Json.bytes(id))
        .add(",\"interval\":")
        .add(interval)
        .add(",\"position\":\"")
        .add(position.toString())
        .add("\"}")
        .toArray();
  }

  /**
   * Returns one change for a subscription to every change.
   *
   * @param change change as JSON
   */
  public static byte[] event(String id, Position position, byte[] change) {
    return new Bytes(192 + change.length)
        .add("{\"type\":\"event\",\"id\":")
        .add(Json.bytes(id))
        .add(",\"position\":\"")
        .add(position.toString())
        .add("\",\"change\":")
        .add(change)
        .add('}')
        .toArray();
  }

  /** Returns the end of a subscription to every change: the log lacks some of its changes. */
  public static byte[] reset(String id, String reason, Position position) {
    return new Bytes(192)
        .add("{\"type\":\"reset\",\"id\":")
        .add(Json.bytes(id))
        .add(",\"reason\":\"")
        .add(reason)
        .add("\",\"position\":\"")
        .add(position.toString())
        .add("\"}")
        .toArray();
  }

  public static byte[] heartbeat(String time, Position position, long lagMs) {
    return new Bytes(192)
        .add("{\"type\":\"heartbeat\",\"time\":\"")
        .add(time)
        .add("\",\"position\":\"")
        .add(position.toString())
        .add("\",\"lag_ms\":")
        .add(lagMs)
        .add('}')
        .toArray();
  }

  /**
   * Returns an error of one subscription or of the session.
   *
   * @param id subscription id; empty if the error has none
   */
  public static byte[] error(String id, Problem problem) {
    Bytes out = new Bytes(256).add("{\"type\":\"error\",");
    if (!id.isEmpty()) {
      out.add("\"id\":").add(Json.bytes(id)).add(',');
    }
    return out.add("\"problem\":").add(Json.bytes(problem)).add('}').toArray();
  }

  public static byte[] bye(long afterMs) {
    return new Bytes(64)
        .add("{\"type\":\"bye\",\"reconnect\":true,\"after_ms\":")
        .add(afterMs)
        .add('}')
        .toArray();
  }
}
