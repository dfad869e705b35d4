package dev.tidegate.transport;

import dev.tidegate.live.Session;
import dev.tidegate.wire.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.internal.ContextInternal;
import java.nio.charset.CharacterCodingException;

/** Hands what one WebSocket says to its session, on the session's context. */
final class WebSocketReceiver extends ChannelInboundHandlerAdapter {
  private final ContextInternal context;
  private final WebSocketTransport transport;
  private final Session session;
  private final MessageAssembly assembly;

  WebSocketReceiver(
      ContextInternal context, WebSocketTransport transport, Session session, int maxMessageBytes) {
    this.context = context;
    this.transport = transport;
    this.session = session;
    this.assembly = new MessageAssembly(maxMessageBytes);
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
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void receive(WebSocketFrame frame) {
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
      assembly.add(frame.content(), frame.isFinalFragment()).ifPresent(session::receive);
    } catch (MessageAssembly.TooLarge e) {
      session.close(CloseCode.TOO_LARGE);
    } catch (CharacterCodingException e) {
      session.close(CloseCode.BAD_MESSAGE);
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

  /** A client that does not take its answers is not asked for more questions. */
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
      // What follows can't be told apart: it is thrown away until the client goes.
      channel.pipeline().remove(WebSocketPipeline.DECODER);
      end(closeCode(corrupted.closeStatus()));
    } else if (cause instanceof DecompressionException) {
      end(CloseCode.TOO_LARGE);
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

  private void end(CloseCode code) {
    context.dispatch(session, ended -> ended.close(code));
  }

  @Override
  public void channelInactive(ChannelHandlerContext channel) {
    context.dispatch(session, Session::closed);
  }
}
