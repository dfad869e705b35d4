package dev.tidegate.http;

import dev.tidegate.exchange.PathParams;
import dev.tidegate.exchange.Problems;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.Violation;
import dev.tidegate.wire.Bytes;
import dev.tidegate.wire.DocumentJson;
import dev.tidegate.wire.Json;
import dev.tidegate.wire.Problem;
import dev.tidegate.wire.ProblemException;
import dev.tidegate.write.BulkWriter;
import dev.tidegate.write.WriteResult;
import java.util.List;

/** Responses to writes. */
final class WriteResponses {
  private WriteResponses() {}

  /**
   * Returns the result of an accepted write.
   *
   * @throws ProblemException for any other result
   */
  static WriteResult.Written accepted(WriteResult result) {
    if (result instanceof WriteResult.Written written) {
      return written;
    }
    throw new ProblemException(problem(result));
  }

  static byte[] body(WriteResult.Written written) {
    Bytes out = DocumentJson.head(new Bytes(96), written.key().id(), written.rev());
    if (!written.fields().isEmpty()) {
      out.add(",\"doc\":").add(written.fields());
    }
    return out.add('}').toArray();
  }

  /** Returns the line of a bulk response, with its newline. */
  static byte[] line(BulkWriter.Outcome outcome) {
    if (outcome.result() instanceof WriteResult.Written written) {
      return DocumentJson.head(new Bytes(64), written.key().id(), written.rev())
          .add("}\n")
          .toArray();
    }
    WriteResult result = outcome.result();
    Throwable failure = outcome.failure();
    Problem problem =
        result != null
            ? problem(result)
            : Problems.problemOfWrite(
                failure == null ? new IllegalStateException() : failure, outcome.keyed());
    Bytes out = new Bytes(256).add('{');
    if (!outcome.id().isEmpty()) {
      out.add("\"id\":").add(Json.bytes(outcome.id())).add(',');
    }
    return out.add("\"error\":").add(Json.bytes(problem)).add("}\n").toArray();
  }

  private static Problem problem(WriteResult result) {
    return switch (result) {
      case WriteResult.Written written ->
          throw new IllegalArgumentException(written.key() + " was written");
      case WriteResult.NotFound missing -> PathParams.notFound(missing.key()).problem();
      case WriteResult.RevisionMismatch mismatch ->
          Problem.of(
                  ErrorCode.REVISION_MISMATCH,
                  mismatch.currentRev() == 0
                      ? "The document does not exist."
                      : "The document is at revision " + mismatch.currentRev() + ".")
              .withCurrentRev(mismatch.currentRev());
      case WriteResult.OutOfBounds bounds ->
          Problem.of(
                  ErrorCode.OUT_OF_BOUNDS,
                  List.of(new Violation("/" + bounds.field(), "would be out of bounds")))
              .withCurrentRev(bounds.currentRev());
      case WriteResult.KeyReused reused ->
          Problem.of(
              ErrorCode.KEY_REUSED,
              "The key was used for a different write of " + reused.key() + ". Use a new key.");
      case WriteResult.Refused refused -> Problem.of(ErrorCode.STORE_REFUSED, refused.reason());
    };
  }
}
