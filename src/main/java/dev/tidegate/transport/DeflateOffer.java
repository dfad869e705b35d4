package dev.tidegate.transport;

import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides on a client's offers of permessage-deflate (RFC 7692). */
public final class DeflateOffer {
  private static final int ANY_LEVEL = 6;

  private final boolean accepted;
  private final PerMessageDeflateServerExtensionHandshaker handshaker;

  /**
   * @param maxMessageBytes of a client's message, once inflated
   */
  public DeflateOffer(boolean accepted, int maxMessageBytes) {
    this.accepted = accepted;
    // Clients are asked to take no context over either: an inflater a client would cost 40 KB.
    this.handshaker =
        new PerMessageDeflateServerExtensionHandshaker(
            ANY_LEVEL,
            false,
            PerMessageDeflateServerExtensionHandshaker.MAX_WINDOW_SIZE,
            true,
            true,
            maxMessageBytes);
  }

  /** What is agreed: the first offer that can be met, {@code null} where there is none. */
  @Nullable WebSocketServerExtension answer(@Nullable String offers) {
    if (!accepted || offers == null) {
      return null;
    }
    for (WebSocketExtensionData offer : WebSocketExtensionUtil.extractExtensions(offers)) {
      WebSocketServerExtension agreed = agreed(offer);
      if (agreed != null) {
        return agreed;
      }
    }
    return null;
  }

  private @Nullable WebSocketServerExtension agreed(WebSocketExtensionData offer) {
    try {
      return handshaker.handshakeExtension(offer);
    } catch (NumberFormatException e) {
      return null; // An invalid parameter declines the offer (RFC 7692, 7.1).
    }
  }

  static String text(WebSocketServerExtension agreed) {
    WebSocketExtensionData data = agreed.newReponseData();
    StringBuilder text = new StringBuilder(data.name());
    for (Map.Entry<String, String> parameter : data.parameters().entrySet()) {
      text.append("; ").append(parameter.getKey());
      if (parameter.getValue() != null) {
        text.append('=').append(parameter.getValue());
      }
    }
    return text.toString();
  }
}
