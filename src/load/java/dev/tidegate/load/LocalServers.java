package dev.tidegate.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Processes behind a port of this machine: the listening one, and the local servers that it is
 * connected to, identified by their command lines. The lists are empty for a remote gateway.
 */
record LocalServers(List<Long> gateway, List<Long> redis, List<Long> elasticsearch) {
  private record Socket(int localPort, int remotePort, boolean listening, String inode) {}

  static LocalServers none() {
    return new LocalServers(List.of(), List.of(), List.of());
  }

  static LocalServers behind(int port) {
    List<Socket> sockets = sockets();
    Map<String, Long> owners = owners();
    List<Long> gateway = listeners(sockets, owners, port);
    if (gateway.isEmpty()) {
      return none();
    }
    Set<Long> redis = new HashSet<>();
    Set<Long> elasticsearch = new HashSet<>();
    for (Socket socket : sockets) {
      if (!socket.listening && gateway.contains(owners.getOrDefault(socket.inode, -1L))) {
        for (long pid : listeners(sockets, owners, socket.remotePort)) {
          String command = command(pid);
          if (command.contains("redis-server") || command.contains("valkey-server")) {
            redis.add(pid);
          } else if (command.contains("elasticsearch") && !gateway.contains(pid)) {
            elasticsearch.add(pid);
          }
        }
      }
    }
    return new LocalServers(gateway, List.copyOf(redis), List.copyOf(elasticsearch));
  }

  private static List<Long> listeners(List<Socket> sockets, Map<String, Long> owners, int port) {
    Set<Long> pids = new HashSet<>();
    for (Socket socket : sockets) {
      if (socket.listening && socket.localPort == port && owners.containsKey(socket.inode)) {
        pids.add(owners.getOrDefault(socket.inode, -1L));
      }
    }
    return List.copyOf(pids);
  }

  private static List<Socket> sockets() {
    List<Socket> sockets = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6")) {
      try (Stream<String> lines = Files.lines(Path.of("/proc/net", table))) {
        lines
            .skip(1)
            .map(line -> line.trim().split("\\s+"))
            .filter(f -> f[3].equals("0A") || f[3].equals("01"))
            .forEach(f -> sockets.add(new Socket(port(f[1]), port(f[2]), f[3].equals("0A"), f[9])));
      } catch (IOException | UncheckedIOException e) {
        // no such table: not Linux, or no IPv6
      }
    }
    return sockets;
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
  }

  private static Map<String, Long> owners() {
    Map<String, Long> owners = new HashMap<>();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process :
          processes.filter(p -> p.getFileName().toString().matches("\\d+")).toList()) {
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
          descriptors.forEach(
              fd -> inode(fd, owners, Long.parseLong(process.getFileName().toString())));
        } catch (IOException e) {
          // another user's, or gone
        }
      }
    } catch (IOException e) {
      // not Linux
    }
    return owners;
  }

  private static void inode(Path descriptor, Map<String, Long> owners, long pid) {
    try {
      String link = Files.readSymbolicLink(descriptor).toString();
      if (link.startsWith("socket:[")) {
        owners.put(link.substring(8, link.length() - 1), pid);
      }
    } catch (IOException e) {
      // closed meanwhile
    }
  }

  private static String command(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }
}
