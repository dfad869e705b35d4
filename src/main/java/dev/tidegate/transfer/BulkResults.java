package dev.tidegate.transfer;

import dev.tidegate.wire.Bytes;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;

/**
 * Queue of the results of one bulk request. Results that the client does not read are moved from
 * memory to a spool. Confined to the event loop.
 */
final class BulkResults {
  private static final int PIECE = 32 << 10;

  /** Bytes of results in memory above which the request waits for the disk. */
  private static final int MAX_IN_MEMORY = 128 << 10;

  private final HttpServerResponse response;
  private final Context context;
  private final Spool spool;
  private final Runnable onRoom;
  private final Consumer<Throwable> onFailure;
  private Bytes memory = new Bytes(4_096);
  private boolean failed;
  private boolean ending;
  private boolean closed;
  private Runnable onSent = () -> {};

  /**
   * Creates an empty queue.
   *
   * @param onRoom called when it is no longer full
   * @param onFailure called once if a result can't be spooled; results can't be added afterwards
   */
  BulkResults(
      HttpServerResponse response,
      Context context,
      SpoolSpace space,
      Runnable onRoom,
      Consumer<Throwable> onFailure) {
    this.response = response;
    this.context = context;
    this.spool = new Spool(context, space);
    this.onRoom = onRoom;
    this.onFailure = onFailure;
    response.drainHandler(drained -> move());
  }

  /** Adds a result. It may wait for {@link #move}. */
  void add(byte[] line) {
    memory.add(line);
  }

  /** Returns whether the caller should add nothing until {@code onRoom} is called. */
  boolean isFull() {
    return memory.length() >= MAX_IN_MEMORY;
  }

  /** Returns the bytes of results in memory. */
  int bytes() {
    return memory.length();
  }

  /**
   * Ends the response after everything that was added.
   *
   * @param sent called when the response has been ended
   */
  void end(Runnable sent) {
    ending = true;
    onSent = sent;
    move();
  }

  /** Deletes unread results: the client has disconnected. */
  void close() {
    closed = true;
    spool.close();
  }

  /** Moves results to the client as far as it reads, otherwise to the spool. */
  void move() {
    if (closed || spool.isBusy()) {
      return;
    }
    boolean wasFull = isFull();
    if (spool.unread() > 0) {
      if (!response.writeQueueFull()) {
        sendSpooled();
      } else {
        spoolMemory();
      }
    } else if (response.writeQueueFull()) {
      spoolMemory();
    } else {
      sendMemory();
      if (ending) {
        closed = true;
        spool.close();
        onSent.run();
      }
    }
    if (wasFull && !isFull() && !closed) {
      onRoom.run();
    }
  }

  private void sendMemory() {
    if (memory.length() > 0) {
      byte[] bytes = memory.toArray();
      // First: the write may call back.
      memory = new Bytes(4_096);
      send(bytes);
    }
  }

  /**
   * Sends a piece. The library does not always report room in its queue, but it reports each piece
   * that was sent. The queue still counts that piece, so its length is examined in the next turn.
   */
  private void send(byte[] bytes) {
    response
        .write(Buffer.buffer(bytes))
        .onComplete(sent -> context.runOnContext(nothing -> move()));
  }

  private void sendSpooled() {
    spool
        .take(PIECE)
        .onSuccess(
            bytes -> {
              if (!closed) {
                send(bytes);
                move();
              }
            })
        .onFailure(this::failed);
  }

  /** Moves results to the spool. Small amounts stay in memory: they are not worth a file. */
  private void spoolMemory() {
    if (memory.length() < PIECE || failed) {
      return;
    }
    Future<Void> appended = spool.append(memory.toArray());
    if (!appended.failed()) {
      // Else there is no room on the disk, and the results stay here.
      memory = new Bytes(4_096);
    }
    appended.onSuccess(written -> move()).onFailure(this::failed);
  }

  private void failed(Throwable failure) {
    if (!failed && !closed) {
      failed = true;
      onFailure.accept(failure);
    }
  }
}
