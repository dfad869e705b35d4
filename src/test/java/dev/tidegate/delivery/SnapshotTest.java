package dev.tidegate.delivery;

import static dev.tidegate.testing.Items.ITEMS;
import static dev.tidegate.testing.Items.item;
import static dev.tidegate.testing.Items.updated;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A snapshot")
class SnapshotTest {
  private final DeliveryParts parts = new DeliveryParts();

  private List<Watcher> watchers(String... ids) {
    List<Watcher> watchers =
        Stream.of(ids).map(id -> parts.watch(id, ITEMS.allFields(), 0)).toList();
    watchers.forEach(Watcher::awaitSnapshot);
    return watchers;
  }

  private static String text(Burst burst) {
    return new String(burst.messages().getFirst(), StandardCharsets.UTF_8).replace('"', '\'');
  }

  private static List<String> messages(Snapshot snapshot) {
    List<String> messages = new ArrayList<>();
    while (!snapshot.isDone()) {
      messages.add(text(Objects.requireNonNull(snapshot.next())));
    }
    return messages;
  }

  @Test
  @DisplayName("given existing and absent documents, then it contains both")
  void containsDocuments() {
    parts.reader.put(item("a", 5, "price", "1"));
    Snapshot snapshot = new Snapshot("s", watchers("a", "b"), ClientState.NOTHING, null);

    assertThat(messages(snapshot))
        .containsExactly(
            "{'type':'snapshot','id':'s','docs':[{'id':'a','rev':5,'doc':{'price':1}}],"
                + "'gone':['b'],'last':true}");
    assertThat(snapshot.next()).isNull();
  }

  @Test
  @DisplayName("given a client with a current document, then it leaves that document out")
  void leavesOutWhatTheClientHas() {
    parts.reader.put(item("a", 5, "price", "1"));
    parts.reader.put(item("b", 6, "price", "2"));
    ClientState had = new ClientState.Revisions(Map.of("a", 5L, "b", 5L));

    assertThat(messages(new Snapshot("s", watchers("a", "b"), had, null)))
        .containsExactly(
            "{'type':'snapshot','id':'s','docs':[{'id':'b','rev':6,'doc':{'price':2}}],"
                + "'gone':[],'last':true}");
  }

  @Test
  @DisplayName("given the members of a live query, then the last message has their order")
  void containsOrder() {
    parts.reader.put(item("a", 5, "price", "1"));

    assertThat(messages(new Snapshot("s", watchers("a"), ClientState.NOTHING, List.of("a"))))
        .containsExactly(
            "{'type':'snapshot','id':'s','docs':[{'id':'a','rev':5,'doc':{'price':1}}],"
                + "'gone':[],'order':['a'],'last':true}");
  }

  @Test
  @DisplayName("given large documents, then it has several messages with the state of their time")
  void splitsLargeSnapshots() {
    String large = "'" + "x".repeat(40_000) + "'";
    for (String id : List.of("a", "b", "c")) {
      parts.reader.put(item(id, 5, "name", large));
    }
    Snapshot snapshot = new Snapshot("s", watchers("a", "b", "c"), ClientState.NOTHING, null);
    String first = text(Objects.requireNonNull(snapshot.next()));
    parts.dispatch(updated("c", 6, 5, "name", "'small'"));

    assertThat(first).contains("'id':'a'", "'id':'b'").endsWith("'last':false}");
    assertThat(messages(snapshot))
        .containsExactly(
            "{'type':'snapshot','id':'s','docs':[{'id':'c','rev':6,'doc':{'name':'small'}}],"
                + "'gone':[],'last':true}");
  }

  @Test
  @DisplayName("given changes behind it, when it is cancelled, then they are sent as updates")
  void continuesWithUpdatesWhenCancelled() {
    parts.reader.put(item("a", 5, "price", "1"));
    Snapshot snapshot = new Snapshot("s", watchers("a"), ClientState.NOTHING, null);
    parts.dispatch(updated("a", 6, 5, "price", "2"));
    snapshot.cancel();

    assertThat(snapshot.isDone()).isTrue();
    assertThat(parts.drain())
        .containsExactly(
            "{'type':'update','collection':'items','changes':"
                + "[{'id':'a','rev':6,'set':{'price':2}}]}");
  }

  @Test
  @DisplayName("given an ended subscription, then its document is left out")
  void leavesOutEndedWatchers() {
    parts.reader.put(item("a", 5, "price", "1"));
    parts.reader.put(item("b", 5, "price", "2"));
    List<Watcher> watchers = watchers("a", "b");
    watchers.get(0).remove("a");
    parts.documents.unwatch(watchers.get(0));

    assertThat(messages(new Snapshot("s", watchers, ClientState.NOTHING, null)))
        .containsExactly(
            "{'type':'snapshot','id':'s','docs':[{'id':'b','rev':5,'doc':{'price':2}}],"
                + "'gone':[],'last':true}");
  }
}
