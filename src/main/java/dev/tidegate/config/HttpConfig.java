package dev.tidegate.config;

import dev.tidegate.model.Loopback;
import java.util.List;

/** Section {@code http} of {@code gateway.yaml}. */
@Section("HTTP server: its address, the browser pages it serves, and the limits of connections.")
public record HttpConfig(
    @Key(
            text =
                "Address to listen on. An address that is not a loopback address requires"
                    + " `http.exposed: true`.",
            byDefault = "127.0.0.1",
            pattern = "\\S+",
            form = "a host name or an IP address")
        String host,
    @Key(
            text = "Port to listen on. 0 selects a free port.",
            byDefault = "8080",
            min = "0",
            max = "65535")
        int port,
    @Key(
            text = "Allows an address that is not a loopback address, for example `0.0.0.0`.",
            byDefault = "false")
        boolean exposed,
    @Key(
            text =
                "Origins of browser pages that may read, write, and watch (CORS). The gateway's own"
                    + " origin is always allowed. `*` allows every origin.",
            pattern = "\\S+",
            form = "origins such as https://shop.example, or *")
        List<String> allowedOrigins,
    @Key(
            text =
                "Host names under which clients reach the gateway, without a port. Loopback names"
                    + " and `http.host` are always allowed. A request for another host receives 421"
                    + " `host_not_allowed`, except for `/health/`. Required with `http.exposed`.",
            pattern = "[A-Za-z0-9.:\\[\\]_-]+",
            form = "host names such as shop.example, without a port")
        List<String> allowedHosts,
    @Key(
            text = "Serves HTTP/2 without TLS (h2c), for proxies that connect with it.",
            byDefault = "false")
        boolean h2c,
    @Key(
            text =
                "Number of threads that serve connections. 0 starts one thread for each processor"
                    + " core.",
            byDefault = "0",
            min = "0",
            max = "1024")
        int eventLoops,
    @Key(
            text = "Maximum size of the body of a single write.",
            byDefault = "1048576",
            min = "1024",
            max = "67108864",
            bytes = true)
        int maxBodyBytes,
    @Key(
            text = "Maximum size of one line of a bulk write.",
            byDefault = "1048576",
            min = "1024",
            max = "67108864",
            bytes = true)
        int maxLineBytes,
    @Key(
            text =
                "Maximum number of open connections. A connection above the limit receives 503. 0"
                    + " means no limit.",
            byDefault = "0",
            min = "0",
            max = "10000000")
        int maxConnections,
    @Key(
            text =
                "Maximum number of open connections from one IP address. A connection above the"
                    + " limit receives 429. 0 means no limit.",
            byDefault = "0",
            min = "0",
            max = "10000000")
        int maxConnectionsPerAddress,
    @Key(
            text =
                "Maximum size of the request bodies that all clients together have under way."
                    + " Bodies above the limit wait for up to 5 s and then receive 503"
                    + " `overloaded`. Use at most a sixteenth of the heap of the JVM (`-Xmx`).",
            byDefault = "67108864",
            min = "1048576",
            max = "1099511627776",
            bytes = true)
        long maxRequestBytes,
    @Key(
            text =
                "Maximum size of the documents in responses that clients have not read yet. Large"
                    + " responses above the limit wait for up to 5 s and then receive 503"
                    + " `overloaded`. Clients that have read nothing for 2 s are then disconnected."
                    + " Use at most a tenth of the heap of the JVM (`-Xmx`).",
            byDefault = "100663296",
            min = "1048576",
            max = "1099511627776",
            bytes = true)
        long maxResponseBytes,
    @Key(
            text =
                "Maximum disk space for results of bulk writes that clients do not read while they"
                    + " send. Above the limit, a bulk write ends with the error `overloaded`.",
            byDefault = "1073741824",
            min = "1048576",
            max = "1099511627776",
            bytes = true)
        long maxSpoolBytes) {

  public HttpConfig {
    allowedOrigins = List.copyOf(allowedOrigins);
    allowedHosts = List.copyOf(allowedHosts);
    SectionSpec section = SectionSpec.of(HttpConfig.class);
    section.check(
        host,
        port,
        exposed,
        allowedOrigins,
        allowedHosts,
        h2c,
        eventLoops,
        maxBodyBytes,
        maxLineBytes,
        maxConnections,
        maxConnectionsPerAddress,
        maxRequestBytes,
        maxResponseBytes,
        maxSpoolBytes);
    if (exposed && allowedHosts.isEmpty()) {
      throw new InvalidKeysException(
          section.name(),
          List.of(
              new KeyMistake(
                  List.of("allowed_hosts", "exposed"),
                  "Set http.allowed_hosts to the host names under which clients reach the gateway."
                      + " http.exposed requires it.")));
    }
    if (!exposed && !host.equals("localhost") && !Loopback.isAddress(host)) {
      throw new InvalidKeysException(
          section.name(),
          List.of(
              new KeyMistake(
                  List.of("host", "exposed"),
                  "\"%s\" is not a loopback address. Set http.exposed to true to allow it."
                      .formatted(host))));
    }
  }
}
