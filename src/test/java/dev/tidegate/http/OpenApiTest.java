package dev.tidegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import io.vertx.openapi.contract.OpenAPIVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Conformance of {@code openapi.yaml} to OpenAPI 3.1. */
@ExtendWith(VertxExtension.class)
class OpenApiTest {
  @Test
  void theFileIsOpenApi(Vertx vertx, VertxTestContext test) throws IOException {
    String yaml = Files.readString(Path.of("src/main/resources/webroot/openapi.yaml"));
    JsonObject file = new JsonObject(ContractFile.parse(yaml).text(""));
    OpenAPIVersion.V3_1
        .getRepository(vertx, "https://tidegate.dev")
        .compose(metaSchemas -> OpenAPIVersion.V3_1.validateContract(vertx, metaSchemas, file))
        .onComplete(
            test.succeeding(
                result ->
                    test.verify(
                        () -> {
                          assertThat(result.getErrors()).isNull();
                          assertThat(result.getValid()).isTrue();
                          test.completeNow();
                        })));
  }
}
