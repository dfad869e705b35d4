package dev.tidegate;

import java.net.URI;
import java.util.List;

/** Where the servers behind the gateway are. */
public record StoreAddresses(String redisUrl, List<URI> elasticsearchUrls) {
  public StoreAddresses {
    elasticsearchUrls = List.copyOf(elasticsearchUrls);
  }
}
