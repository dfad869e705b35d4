package dev.tidegate.load;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** MQTT 3.1.1's packets, as far as publishing and subscribing at most once needs them. */
final class MqttPackets {
  static final int CONNACK = 2;
  static final int PUBLISH = 3;
  static final int SUBACK = 9;

  private MqttPackets() {}

  /** A clean session without keep-alive; the server names the client. */
  static byte[] connect() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    string(body, "MQTT");
    body.writeBytes(new byte[] {4, 2, 0, 0});
    string(body, "");
    return packet(0x10, body);
  }

  static byte[] subscribe(Watch watch) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(new byte[] {0, 1});
    for (int slot = 0; slot < watch.count(); slot++) {
      string(body, ChangeScanner.id(watch.document(slot)));
      body.write(0);
    }
    return packet(0x82, body);
  }

  static byte[] publish(String topic, String payload) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    string(body, topic);
    body.writeBytes(payload.getBytes(StandardCharsets.UTF_8));
    return packet(PUBLISH << 4, body);
  }

  private static void string(ByteArrayOutputStream out, String text) {
    out.write(text.length() >>> 8);
    out.write(text.length());
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] packet(int head, ByteArrayOutputStream body) {
    ByteArrayOutputStream packet = new ByteArrayOutputStream(body.size() + 5);
    packet.write(head);
    int left = body.size();
    do {
      packet.write((left & 0x7F) | (left > 0x7F ? 0x80 : 0));
      left >>>= 7;
    } while (left > 0);
    packet.writeBytes(body.toByteArray());
    return packet.toByteArray();
  }

  /** Takes packets in their order. */
  interface Sink {
    /**
     * Receives a packet.
     *
     * @param type the upper half of the first byte
     */
    void packet(int type, int from, int to);
  }

  /**
   * Gives each complete packet to {@code sink}.
   *
   * @return where the first incomplete one begins
   */
  static int read(byte[] bytes, int end, Sink sink) {
    int at = 0;
    while (at + 1 < end) {
      int length = 0;
      int i = at + 1;
      int shift = 0;
      while (i < end && bytes[i] < 0) {
        length |= (bytes[i++] & 0x7F) << shift;
        shift += 7;
      }
      if (i >= end) {
        break;
      }
      length |= bytes[i++] << shift;
      if (end - i < length) {
        break;
      }
      sink.packet((bytes[at] & 0xFF) >>> 4, i, i + length);
      at = i + length;
    }
    return at;
  }
}
