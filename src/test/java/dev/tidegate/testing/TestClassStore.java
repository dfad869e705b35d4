package dev.tidegate.testing;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The objects of one test class. They are closed after its last test, the newest first. */
final class TestClassStore {
  private static final Namespace NAMESPACE = Namespace.create(TestClassStore.class);

  private TestClassStore() {}

  static ExtensionContext.Store of(ExtensionContext context) {
    ExtensionContext testClass = context;
    // The root has no parent, and a test class is a child of the root.
    for (Optional<ExtensionContext> parent = context.getParent();
        parent.flatMap(ExtensionContext::getParent).isPresent();
        parent = testClass.getParent()) {
      testClass = parent.orElseThrow();
    }
    return testClass.getStore(NAMESPACE);
  }
}
