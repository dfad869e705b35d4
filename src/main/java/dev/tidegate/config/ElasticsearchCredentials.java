package dev.tidegate.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Check that the credentials for Elasticsearch are complete and don't exclude each other. */
final class ElasticsearchCredentials {
  private ElasticsearchCredentials() {}

  /** Returns the mistakes; each one names the key to change first. */
  static List<KeyMistake> mistakes(ElasticsearchConfig config) {
    List<KeyMistake> mistakes = new ArrayList<>();
    if (config.username() != null && config.password() == null) {
      mistakes.add(
          new KeyMistake(
              List.of("username", "password"),
              "A user name needs a password. Set elasticsearch.password, or remove the user name."));
    }
    if (config.password() != null && config.username() == null) {
      mistakes.add(
          new KeyMistake(
              List.of("password", "username"),
              "A password needs a user name. Set elasticsearch.username, or remove the password."));
    }
    for (URI url : config.urls()) {
      String credentials = url.getUserInfo();
      if (credentials == null) {
        continue;
      }
      if (credentials.indexOf(':') < 1) {
        mistakes.add(
            new KeyMistake(
                List.of("urls"), "Credentials in a URL need the form user:password@host."));
      } else if (config.username() != null || config.apiKey() != null) {
        mistakes.add(
            new KeyMistake(
                List.of("urls", "username", "api_key"),
                "Credentials in a URL exclude elasticsearch.username and elasticsearch.api_key."
                    + " Remove one of them."));
      }
    }
    return mistakes.stream().distinct().toList();
  }
}
