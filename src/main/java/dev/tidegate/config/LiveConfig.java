package dev.tidegate.config;

import java.time.Duration;

/** Section {@code live} of {@code gateway.yaml}. */
@Section("Live sessions: WebSockets and Server-Sent Events.")
public record LiveConfig(
    @Key(
            text = "Interval between two heartbeats of a session.",
            byDefault = "10s",
            min = "100ms",
            max = "15s")
        Duration heartbeat,
    @Key(
            text =
                "Maximum time without a message or a pong from the client. The gateway then closes"
                    + " the session (4408).",
            byDefault = "60s",
            min = "200ms",
            max = "1h")
        Duration pongTimeout,
    @Key(
            text =
                "Maximum size of one client message. A larger message closes the session (4413). So does"
                    + " a message of more than 1,024 frames (above 1 MiB: one frame for each KiB of"
                    + " this size).",
            byDefault = "262144",
            min = "1024",
            max = "16777216",
            bytes = true)
        int maxMessageBytes,
    @Key(
            text = "Maximum number of subscriptions of one session.",
            byDefault = "1000",
            min = "1",
            max = "1000000")
        int maxSubscriptions,
    @Key(
            text = "Maximum number of documents that one session watches.",
            byDefault = "10000",
            min = "1",
            max = "1000000")
        int maxDocuments,
    @Key(
            text =
                "Maximum number of distinct live queries of all sessions together. A query whose"
                    + " conditions occupy more than 8 KiB counts once more for each 8 KiB. Further"
                    + " subscriptions return an error (503 `too_many_queries`).",
            byDefault = "20000",
            min = "1",
            max = "1000000")
        int maxQueries,
    @Key(
            text =
                "Maximum number of live queries of one session, counted as in `max_queries`. Further"
                    + " subscriptions return an error (429 `too_many_queries`).",
            byDefault = "1000",
            min = "1",
            max = "1000000")
        int maxQueriesPerSession,
    @Key(
            text =
                "Maximum number of live queries of the sessions of one client address, counted as in"
                    + " `max_queries`; 0 means no limit. Loopback addresses have no limit. Further"
                    + " subscriptions return an error (429 `too_many_queries`).",
            byDefault = "5000",
            min = "0",
            max = "1000000")
        int maxQueriesPerAddress,
    @Key(
            text =
                "Maximum `interval` of a subscription. The gateway reduces a longer interval to this"
                    + " value.",
            byDefault = "10m",
            min = "1s",
            max = "24h")
        Duration maxInterval,
    @Key(
            text = "Unsent data of one client above which the gateway merges further changes.",
            byDefault = "65536",
            min = "4096",
            max = "16777216",
            bytes = true)
        int highWater,
    @Key(
            text =
                "Maximum size of the events that wait for one `every` subscription. A subscription"
                    + " above the limit ends its session (4508).",
            byDefault = "8388608",
            min = "65536",
            max = "1073741824",
            bytes = true)
        int maxQueue,
    @Key(
            text = "Compresses messages with permessage-deflate for clients that offer it.",
            byDefault = "false")
        boolean compression,
    @Key(
            text =
                "Sustained rate of messages from one client. Each frame of a message, each ping, and each"
                    + " unsolicited pong counts as one. Ten times as many messages may arrive at"
                    + " once. A client above the limit is disconnected (4429).",
            byDefault = "100",
            min = "1",
            max = "1000000")
        int messagesPerSecond,
    @Key(
            text =
                "Maximum size of the data that waits for all slow clients together. Above the limit,"
                    + " the gateway disconnects the slowest clients first (4508).",
            byDefault = "268435456",
            min = "1048576",
            max = "1099511627776",
            bytes = true)
        long maxOutboxBytes,
    @Key(
            text =
                "Maximum memory for the states of the documents that all sessions watch. Above the"
                    + " limit, further subscriptions return an error (503 `overloaded`). If watched"
                    + " documents grow beyond it by a quarter, the gateway closes the sessions that"
                    + " watch most (4503).",
            byDefault = "134217728",
            min = "1048576",
            max = "1099511627776",
            bytes = true)
        long maxWatchedBytes,
    @Key(
            text = "Time over which the gateway closes the sessions when it stops.",
            byDefault = "2s",
            min = "0s",
            max = "10m")
        Duration drain,
    @Key(
            text = "Time over which the clients of a stopping gateway spread their reconnects.",
            byDefault = "5s",
            min = "0s",
            max = "1h")
        Duration returnWithin) {

  public LiveConfig {
    SectionSpec.of(LiveConfig.class)
        .check(
            heartbeat,
            pongTimeout,
            maxMessageBytes,
            maxSubscriptions,
            maxDocuments,
            maxQueries,
            maxQueriesPerSession,
            maxQueriesPerAddress,
            maxInterval,
            highWater,
            maxQueue,
            compression,
            messagesPerSecond,
            maxOutboxBytes,
            maxWatchedBytes,
            drain,
            returnWithin);
  }
}
