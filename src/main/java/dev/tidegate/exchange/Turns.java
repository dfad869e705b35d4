package dev.tidegate.exchange;

import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Long work of one event loop, in pieces: one piece, then the sockets, then the next piece. A task
 * that is merely executed later would run before the sockets are looked at again. Confined to the
 * event loop.
 */
public final class Turns {
  private final ContextInternal context;
  private final EventLoop loop;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean scheduled;

  public Turns(Context context) {
    this.context = ((ContextInternal) context).unwrap();
    this.loop = this.context.nettyEventLoop();
  }

  /** Runs a piece at once if none has run since the sockets were looked at, else in its turn. */
  public void run(Runnable piece) {
    if (scheduled) {
      waiting.add(piece);
    } else {
      schedule();
      piece.run();
    }
  }

  private void schedule() {
    scheduled = true;
    // Due at once, but looked for only after the sockets.
    var unused = loop.schedule(() -> context.dispatch(this::turn), 0, TimeUnit.NANOSECONDS);
  }

  private void turn() {
    scheduled = false;
    Runnable next = waiting.poll();
    if (next != null) {
      schedule();
      next.run();
    }
  }
}
