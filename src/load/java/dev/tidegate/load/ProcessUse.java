package dev.tidegate.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** CPU and memory of processes of this machine, from /proc. */
record ProcessUse(double cpuSeconds, long rssKb) {
  private static final double TICKS = 100; // USER_HZ is 100 on every Linux that is met

  static ProcessUse of(List<Long> pids) {
    double cpu = 0;
    long rss = 0;
    for (long pid : pids) {
      Path proc = Path.of("/proc", Long.toString(pid));
      try {
        String stat = Files.readString(proc.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        cpu += (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
        for (String line : Files.readAllLines(proc.resolve("status"))) {
          if (line.startsWith("VmRSS:")) {
            rss += Long.parseLong(line.replaceAll("\\D", ""));
          }
        }
      } catch (IOException e) {
        // the process has ended: its use is no longer known
      }
    }
    return new ProcessUse(cpu, rss);
  }

  /** Idle and all of this machine's CPU time so far, in seconds over all cores. */
  static double[] machine() {
    try {
      String[] fields = Files.readAllLines(Path.of("/proc/stat")).get(0).trim().split("\\s+");
      double all = 0;
      for (int i = 1; i <= 8; i++) {
        all += Long.parseLong(fields[i]) / TICKS;
      }
      return new double[] {(Long.parseLong(fields[4]) + Long.parseLong(fields[5])) / TICKS, all};
    } catch (IOException e) {
      return new double[] {0, 0};
    }
  }
}
