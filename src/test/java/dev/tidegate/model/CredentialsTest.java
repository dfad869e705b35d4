package dev.tidegate.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class CredentialsTest {
  @Test
  void theCredentialsOfEveryUrlAreMasked() {
    assertThat(Credentials.masked("from http://user:secret@es:9200/x and redis://:p@ss/w@r:1: no"))
        .isEqualTo("from http://***@es:9200/x and redis://***@r:1: no");
    assertThat(Credentials.masked("http://es:9200 answers")).isEqualTo("http://es:9200 answers");
  }

  @Test
  void reasonsNameTheCauses() {
    Exception cause = new IllegalStateException("no answer from http://u:secret@es:9200");
    assertThat(Credentials.reason(new StoreUnavailableException("away", cause)))
        .isEqualTo("away: no answer from http://***@es:9200");
  }

  @Test
  void urlsLoseTheirCredentials() {
    assertThat(Credentials.removed(URI.create("https://user:pass@es:9200/path")))
        .isEqualTo(URI.create("https://es:9200/path"));
  }
}
