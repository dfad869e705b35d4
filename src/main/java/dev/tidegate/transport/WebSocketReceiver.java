package dev.tidegate.transport;

import dev.tidegate.live.Session;
import dev.tidegate.wire.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtension;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.internal.ContextInternal;
import java.nio.charset.CharacterCodingException;
import java.util.zip.DataFormatException;

/**
 * Receiver of the frames of one WebSocket. Passes messages to the session, on its context. The
 * decoder has checked each frame for itself; the receiver checks what depends on the extension.
 */
final class WebSocketReceiver extends ChannelInboundHandlerAdapter {
  private final ContextInternal context;
  private final WebSocketTransport transport;
  private final Session session;
  private final MessageAssembly assembly;

  WebSocketReceiver(
      ContextInternal context,
      WebSocketTransport transport,
      Session session,
      MessageAssembly assembly) {
    this.context = context;
    this.transport = transport;
    this.session = session;
    this.assembly = assembly;
  }

  @Override
  public void channelRead(ChannelHandlerContext channel, Object message) {
    try {
      if (transport.isClosing()) {
        if (message instanceof CloseWebSocketFrame) {
          channel.close();
        }
      } else if (message instanceof WebSocketFrame frame) {
        context.dispatch(frame, this::receive);
        if (transport.isClosing()) {
          assembly.clear();
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void receive(WebSocketFrame frame) {
    if (hasReservedBits(frame)) {
      session.close(CloseCode.PROTOCOL_ERROR);
      return;
    }
    switch (frame) {
      case TextWebSocketFrame text -> receiveText(text);
      case ContinuationWebSocketFrame more -> receiveText(more);
      case BinaryWebSocketFrame binary -> session.close(CloseCode.BAD_MESSAGE);
      case PingWebSocketFrame ping -> {
        if (session.admitFrame()) {
          transport.pong(ping.content());
        }
      }
      case PongWebSocketFrame pong -> session.receivePong();
      case CloseWebSocketFrame close -> receiveClose(close.content());
      default -> session.close(CloseCode.PROTOCOL_ERROR);
    }
  }

  private void receiveText(WebSocketFrame frame) {
    if (!session.admitFrame()) {
      return;
    }
    try {
      assembly
          .add(frame.content(), frame.rsv() != 0, frame.isFinalFragment())
          .ifPresent(session::receive);
    } catch (MessageAssembly.TooLarge e) {
      session.close(CloseCode.TOO_LARGE);
    } catch (CharacterCodingException e) {
      session.close(CloseCode.BAD_MESSAGE);
    } catch (DataFormatException e) {
      session.close(CloseCode.INVALID_DATA);
    }
  }

  private void receiveClose(ByteBuf payload) {
    ClosePayload.violation(payload)
        .ifPresentOrElse(
            session::close,
            () -> {
              session.closed();
              transport.answerClose(payload);
            });
  }

  /** Returns whether a reserved bit is invalid: the first frame may have that of compression. */
  private boolean hasReservedBits(WebSocketFrame frame) {
    boolean first = frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
    int allowed = first && assembly.inflates() ? WebSocketExtension.RSV1 : 0;
    return (frame.rsv() & ~allowed) != 0;
  }

  /** Pauses reading from a client that does not read its messages. */
  @Override
  public void channelReadComplete(ChannelHandlerContext channel) {
    if (!transport.isClosing() && transport.isFull()) {
      channel.channel().config().setAutoRead(false);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext channel) {
    if (!transport.isFull()) {
      channel.channel().config().setAutoRead(true);
      context.dispatch(session, Session::drained);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext channel, Throwable cause) {
    if (cause instanceof CorruptedWebSocketFrameException corrupted) {
      // The next frame boundary is unknown: all input is discarded until the client closes.
      channel.pipeline().remove(WebSocketPipeline.DECODER);
      CloseCode code = closeCode(corrupted.closeStatus());
      context.dispatch(session, ended -> ended.close(code));
      assembly.clear();
    } else {
      channel.close();
    }
  }

  private static CloseCode closeCode(WebSocketCloseStatus status) {
    if (status.equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) {
      return CloseCode.TOO_LARGE;
    }
    return status.equals(WebSocketCloseStatus.INVALID_PAYLOAD_DATA)
        ? CloseCode.INVALID_DATA
        : CloseCode.PROTOCOL_ERROR;
  }

  @Override
  public void channelInactive(ChannelHandlerContext channel) {
    context.dispatch(session, Session::closed);
  }
}
