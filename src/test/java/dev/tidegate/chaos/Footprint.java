package dev.tidegate.chaos;

import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/** Memory in use, in bytes: the live heap after a collection, and direct buffers. */
record Footprint(long heap, long direct) {

  static Footprint now() {
    System.gc();
    System.gc();
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return new Footprint(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        direct + Math.max(0, PlatformDependent.usedDirectMemory()));
  }

  long total() {
    return heap + direct;
  }
}
