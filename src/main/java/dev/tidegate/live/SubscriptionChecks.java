package dev.tidegate.live;

import dev.tidegate.model.Collection;

/** What a session refuses to subscribe to because of what it has subscribed to already. */
final class SubscriptionChecks {
  private SubscriptionChecks() {}

  static void kind(String id, boolean isOfAnother) {
    if (isOfAnother) {
      throw new SubscriptionException(
          409,
          "subscription_exists",
          "A subscription of this id is of another kind",
          "unsubscribe " + id + " first, or take another id");
    }
  }

  static void replaces(String id, Collection before, Collection wanted) {
    if (before != wanted) {
      throw new SubscriptionException(
          409,
          "subscription_exists",
          "A subscription of this id watches another collection",
          id + " watches " + before);
    }
  }

  /** Whether one more can begin. */
  static void room(int subscriptions, LiveSettings settings) {
    if (subscriptions >= settings.maxSubscriptions()) {
      throw new SubscriptionException(
          429,
          "too_many_subscriptions",
          "The session has as many subscriptions as it may",
          "at most " + settings.maxSubscriptions());
    }
  }

  static void documents(int wanted, LiveSettings settings) {
    if (wanted > settings.maxDocuments()) {
      throw new SubscriptionException(
          429,
          "too_many_documents",
          "The session watches as many documents as it may",
          "at most " + settings.maxDocuments() + ", not " + wanted);
    }
  }
}
