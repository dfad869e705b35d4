package dev.tidegate.config;

/** Section {@code read} of {@code gateway.yaml}. */
@Section("Reads of documents by id.")
public record ReadConfig(
    @Key(
            text =
                "Maximum heap for cached documents. Use less than half of the heap of the JVM"
                    + " (`-Xmx`). 0 disables the cache: every read then goes to Redis.",
            byDefault = "134217728",
            min = "0",
            max = "1099511627776",
            bytes = true)
        long cacheBytes) {

  public ReadConfig {
    SectionSpec.of(ReadConfig.class).check(cacheBytes);
  }
}
