package dev.tidegate.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The objects of one test class. They are closed after its last test, the newest first. */
final class TestClassStore {
  private static final Namespace NAMESPACE = Namespace.create(TestClassStore.class);

  private TestClassStore() {}

  static ExtensionContext.Store of(ExtensionContext context) {
    ExtensionContext testClass = context;
    while (testClass.getParent().orElse(context.getRoot()) != context.getRoot()) {
      testClass = testClass.getParent().orElseThrow();
    }
    return testClass.getStore(NAMESPACE);
  }
}
