package dev.tidegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.OpenAPIVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** That {@code openapi.yaml} is what it says it is. */
class OpenApiTest {
  @Test
  void theFileIsOpenApi() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      String yaml = Files.readString(Path.of("src/main/resources/webroot/openapi.yaml"));
      JsonObject file = new JsonObject(ContractFile.parse(yaml).text(""));
      OutputUnit result =
          OpenAPIVersion.V3_1
              .getRepository(vertx, "https://tidegate.dev")
              .compose(
                  metaSchemas -> OpenAPIVersion.V3_1.validateContract(vertx, metaSchemas, file))
              .toCompletionStage()
              .toCompletableFuture()
              .get(30, TimeUnit.SECONDS);
      assertThat(result.getErrors()).isNull();
      assertThat(result.getValid()).isTrue();
    } finally {
      vertx.close();
    }
  }
}
