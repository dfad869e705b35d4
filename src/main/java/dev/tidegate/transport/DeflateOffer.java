package dev.tidegate.transport;

import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Negotiation of permessage-deflate (RFC 7692) with a client. */
public final class DeflateOffer {
  private static final int ANY_LEVEL = 6;
  private static final String CLIENT_NO_CONTEXT = "client_no_context_takeover";

  private final boolean accepted;
  private final PerMessageDeflateServerExtensionHandshaker handshaker;

  public DeflateOffer(boolean accepted) {
    this.accepted = accepted;
    // Accepts an offer of no context takeover: the context of a client occupies 32 KiB.
    this.handshaker =
        new PerMessageDeflateServerExtensionHandshaker(
            ANY_LEVEL,
            false,
            PerMessageDeflateServerExtensionHandshaker.MAX_WINDOW_SIZE,
            true,
            true,
            0);
  }

  /** Returns the first acceptable offer; {@code null} if there is none. */
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

  /** Returns whether a message of the client may refer to the messages before it. */
  static boolean clientTakesOver(WebSocketServerExtension agreed) {
    return !agreed.newReponseData().parameters().containsKey(CLIENT_NO_CONTEXT);
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
