package dev.tidegate.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts a class's gateway when the first of its tests asks for it. */
final class GatewayExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(GatewayExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == GatewayServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    // Asked for before the gateway, so that they are closed after it.
    RedisServer redis = RedisServer.shared(context);
    ElasticsearchServer elasticsearch = ElasticsearchServer.shared(context);
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            context.getRequiredTestClass(),
            testClass -> GatewayServer.start(redis.url(), elasticsearch.url()),
            GatewayServer.class);
  }
}
