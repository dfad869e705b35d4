package dev.tidegate.delivery;

/**
 * Preparation of snapshots: validates the resume position of the client, reads the documents, and
 * passes the snapshot to the outbox.
 */
public final class SnapshotReads {
  private final ResumePositions positions;
  private final WatchedDocuments documents;

  public SnapshotReads(ResumePositions positions, WatchedDocuments documents) {
    this.positions = positions;
    this.documents = documents;
  }

  /**
   * Offers a snapshot to an outbox as soon as its documents have been read.
   *
   * @param refused called instead if there is no memory for more watched documents
   */
  public void start(Snapshot snapshot, Outbox outbox, Runnable refused) {
    snapshot
        .had()
        .examine(
            positions,
            () ->
                documents.read(
                    documents.of(snapshot.watchers()),
                    snapshot.had(),
                    () -> outbox.offer(snapshot),
                    refused));
  }
}
