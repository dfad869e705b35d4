package dev.tidegate.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Section {@code elasticsearch} of {@code gateway.yaml}. */
@Section("Elasticsearch, the search index.")
public record ElasticsearchConfig(
    @Key(
            text =
                "URLs of the nodes of one cluster. Requests alternate between the nodes. A URL can"
                    + " contain credentials for basic authentication (`https://user:password@host`)."
                    + " Without a URL, the gateway starts an embedded Elasticsearch node.",
            pattern = "https?://\\S+",
            form = "URLs that start with http:// or https://",
            secret = Key.Secret.CREDENTIALS_OF_URL)
        List<URI> urls,
    @Key(text = "User name for basic authentication.", secret = Key.Secret.ALL)
        @Nullable String username,
    @Key(
            text = "Password for basic authentication. Prefer the variable to the file.",
            secret = Key.Secret.ALL)
        @Nullable String password,
    @Key(
            text =
                "Encoded API key. It takes precedence over the user name and the password. Prefer"
                    + " the variable to the file.",
            secret = Key.Secret.ALL)
        @Nullable String apiKey,
    @Key(
            text =
                "Path of a PEM file with the CA certificate of `https` nodes. It replaces the trust"
                    + " store of the JDK.",
            form = "the path of a readable file",
            file = true)
        @Nullable String caCertificate,
    @Key(
            text = "Prefix of the name of every index and alias.",
            byDefault = "tidegate",
            pattern = "[a-z0-9][a-z0-9_-]{0,63}",
            form = "1–64 characters of a-z 0-9 _ -, of which the first is a letter or a digit")
        String indexPrefix,
    @Key(text = "Number of replicas of each index.", byDefault = "0", min = "0", max = "16")
        int replicas,
    @Key(
            text = "Maximum time for a response from Elasticsearch.",
            byDefault = "10s",
            min = "100ms",
            max = "5m")
        Duration requestTimeout,
    @Key(
            text =
                "Maximum number of searches that run or wait for a connection. Searches above the"
                    + " limit receive 503.",
            byDefault = "256",
            min = "1",
            max = "10000")
        int maxInFlight,
    @Key(text = "Heap of the embedded node, in MiB.", byDefault = "256", min = "128", max = "65536")
        int heapMb) {

  public ElasticsearchConfig {
    urls = List.copyOf(urls);
    SectionSpec.of(ElasticsearchConfig.class)
        .check(
            urls,
            username,
            password,
            apiKey,
            caCertificate,
            indexPrefix,
            replicas,
            requestTimeout,
            maxInFlight,
            heapMb);
  }

  ElasticsearchConfig withUrls(List<URI> nodes) {
    return new ElasticsearchConfig(
        nodes,
        username,
        password,
        apiKey,
        caCertificate,
        indexPrefix,
        replicas,
        requestTimeout,
        maxInFlight,
        heapMb);
  }

  /** Returns all values, without credentials. */
  @Override
  public String toString() {
    return SectionSpec.of(ElasticsearchConfig.class).describe(this);
  }
}
