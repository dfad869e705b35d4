package dev.tidegate.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class of tests against a running gateway, with a Redis and an Elasticsearch behind it. Its
 * methods may have parameters of type {@link GatewayServer}; all of a class share one, on a store
 * of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(GatewayExtension.class)
public @interface GatewayTest {
  /** Names of the shipped collections that the tests use. Each takes an index. */
  String[] collections() default "products";
}
