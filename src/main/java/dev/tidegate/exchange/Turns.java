package dev.tidegate.exchange;

import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Scheduler of long work on one event loop. It alternates between one piece of work and the
 * sockets. A task of {@code execute} would run before the sockets are polled again. Confined to the
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

  /** Runs a piece at once if none has run since the last poll of the sockets, else in its turn. */
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
    // Due at once, but scheduled tasks run only after a poll of the sockets.
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
