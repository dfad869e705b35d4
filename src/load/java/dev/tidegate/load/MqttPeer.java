package dev.tidegate.load;

import org.jspecify.annotations.Nullable;

/** MQTT 3.1.1, at most once: a topic a document. */
final class MqttPeer implements Peer {
  private static final class Client extends Connection {
    private final Listener listener;
    private final @Nullable Watch watch;

    Client(Loop loop, @Nullable Watch watch, Listener listener) {
      super(loop);
      this.listener = listener;
      this.watch = watch;
    }

    @Override
    protected void connected() {
      send(MqttPackets.connect());
    }

    @Override
    protected int consume(byte[] bytes, int end) {
      return MqttPackets.read(bytes, end, (type, from, to) -> packet(bytes, type, from, to));
    }

    private void packet(byte[] bytes, int type, int from, int to) {
      switch (type) {
        case MqttPackets.CONNACK -> {
          if (bytes[from + 1] != 0) {
            end("refused: " + bytes[from + 1]);
          } else if (watch == null) {
            listener.ready();
          } else {
            send(MqttPackets.subscribe(watch));
          }
        }
        case MqttPackets.SUBACK -> listener.ready();
        case MqttPackets.PUBLISH -> {
          int topic = (bytes[from] & 0xFF) << 8 | (bytes[from + 1] & 0xFF);
          listener.message(bytes, from + 2 + topic, to);
        }
        default -> end("packet of type " + type);
      }
    }

    @Override
    protected void ended(String why) {
      listener.ended(why);
    }
  }

  @Override
  public Connection subscriber(Loop loop, Target target, Watch watch, Listener listener) {
    return new Client(loop, watch, listener);
  }

  @Override
  public Publisher publisher(Loop loop, Target target) {
    return new QueueingPublisher(
        loop,
        (document, counter) ->
            MqttPackets.publish(ChangeScanner.id(document), Peer.payload(loop, document, counter)),
        listener -> {
          Client client = new Client(loop, null, listener);
          client.connect(target.address(), null);
          return client::send;
        });
  }
}
