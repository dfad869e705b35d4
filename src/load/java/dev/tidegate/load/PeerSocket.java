package dev.tidegate.load;

/** A subscriber over a WebSocket. */
abstract class PeerSocket extends LiveConnection {
  protected final Peer.Listener listener;

  PeerSocket(Loop loop, byte[] handshake, Peer.Listener listener) {
    super(loop, handshake);
    this.listener = listener;
  }

  static boolean begins(byte[] bytes, int from, int to, String with) {
    if (to - from < with.length()) {
      return false;
    }
    for (int i = 0; i < with.length(); i++) {
      if (bytes[from + i] != with.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  protected final void ended(String why) {
    listener.ended(why);
  }
}
