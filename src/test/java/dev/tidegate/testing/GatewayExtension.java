package dev.tidegate.testing;

import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Starts a class's gateway when the first of its tests asks for it, and stops it after the last.
 */
final class GatewayExtension implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == GatewayServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    // Asked for before the gateway, so that they are closed after it.
    RedisServer redis = RedisServer.shared(context);
    ElasticsearchServer elasticsearch = ElasticsearchServer.shared(context);
    return TestClassStore.of(context)
        .getOrComputeIfAbsent(
            GatewayServer.class, key -> start(context, redis, elasticsearch), GatewayServer.class);
  }

  private static GatewayServer start(
      ExtensionContext context, RedisServer redis, ElasticsearchServer elasticsearch) {
    GatewayTest test =
        AnnotationSupport.findAnnotation(context.getRequiredTestClass(), GatewayTest.class)
            .orElseThrow();
    return GatewayServer.start(redis.url(), elasticsearch.url(), List.of(test.collections()));
  }
}
