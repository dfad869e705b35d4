package dev.tidegate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tests of {@code src/docs/operations.md} against a running gateway. */
@GatewayTest
class OperationsPageIT {
  private static final Pattern METRIC = Pattern.compile("`(tidegate_[a-z_]+[a-z])`");

  private final GatewayServer gateway;

  OperationsPageIT(GatewayServer gateway) {
    this.gateway = gateway;
  }

  @Test
  @DisplayName("The gateway has every metric that the page names, and the page names every metric")
  void metrics() {
    gateway.http().get("/v1/products/none");
    String shown = gateway.http().get("/metrics").text();
    String page = String.join("\n", MarkdownPage.document("operations.md").prose());
    List<String> named = METRIC.matcher(page).results().map(OperationsPageIT::name).toList();
    List<String> existing =
        shown
            .lines()
            .filter(line -> line.startsWith("# TYPE tidegate_"))
            .map(line -> line.split(" ", -1)[2])
            .filter(name -> !name.endsWith("_max"))
            .toList();
    assertThat(named).containsExactlyInAnyOrderElementsOf(existing);
  }

  private static String name(MatchResult found) {
    return found.group(1);
  }
}
