package dev.tidegate.transfer;

import dev.tidegate.model.ErrorCode;
import dev.tidegate.wire.Problem;
import dev.tidegate.wire.ProblemException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue of bytes in a file. Worker threads write and read it, one operation at a time; everything
 * else is confined to the event loop.
 */
final class Spool {
  private static final Logger log = LoggerFactory.getLogger(Spool.class);

  private final Context context;
  private final SpoolSpace space;
  private @Nullable FileChannel file;
  private long written;
  private long read;
  private boolean busy;
  private boolean closed;

  Spool(Context context, SpoolSpace space) {
    this.context = context;
    this.space = space;
  }

  /** Returns the number of bytes that have not been read yet. */
  long unread() {
    return written - read;
  }

  /** Returns whether an operation is active: no other may start meanwhile. */
  boolean isBusy() {
    return busy;
  }

  /**
   * Adds bytes at the end.
   *
   * @return fails with a problem if the space of all spools is exhausted
   */
  Future<Void> append(byte[] bytes) {
    if (!space.take(bytes.length)) {
      return Future.failedFuture(
          new ProblemException(
              Problem.of(
                  ErrorCode.OVERLOADED,
                  "Spool limit reached (%,d bytes). Read the results while you send."
                      .formatted(space.capacity()))));
    }
    long at = written;
    written += bytes.length;
    return work(
        () -> {
          FileChannel channel = opened();
          ByteBuffer source = ByteBuffer.wrap(bytes);
          while (source.hasRemaining()) {
            channel.write(source, at + source.position());
          }
          return null;
        });
  }

  /** Takes bytes from the start, at most that many. */
  Future<byte[]> take(int most) {
    long at = read;
    int length = (int) Math.min(most, unread());
    return this.<byte[]>work(
            () -> {
              ByteBuffer target = ByteBuffer.allocate(length);
              while (target.hasRemaining()) {
                if (opened().read(target, at + target.position()) < 0) {
                  throw new IOException("the file is shorter than what was written to it");
                }
              }
              return target.array();
            })
        .onSuccess(
            bytes -> {
              read += length;
              if (read == written) {
                // From the start again: the disk is free for others.
                space.giveBack(written);
                read = 0;
                written = 0;
              }
            });
  }

  private FileChannel opened() throws IOException {
    FileChannel channel = file;
    if (channel == null) {
      channel = space.open();
      file = channel;
    }
    return channel;
  }

  private <T extends @Nullable Object> Future<T> work(Callable<T> operation) {
    busy = true;
    return context
        .executeBlocking(operation, false)
        .onComplete(
            done -> {
              busy = false;
              if (closed) {
                delete();
              }
            });
  }

  /** Deletes the file, after the operation that is under way. */
  void close() {
    if (!closed) {
      closed = true;
      if (!busy) {
        delete();
      }
    }
  }

  private void delete() {
    space.giveBack(written);
    written = 0;
    read = 0;
    FileChannel channel = file;
    file = null;
    if (channel != null) {
      context
          .executeBlocking(
              () -> {
                channel.close();
                return null;
              },
              false)
          .onFailure(failure -> log.warn("Spool file not deleted cause={}", failure.toString()));
    }
  }
}
