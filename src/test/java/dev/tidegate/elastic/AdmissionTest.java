package dev.tidegate.elastic;

import static dev.tidegate.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.model.SearchUnavailableException;
import dev.tidegate.search.QueryTooExpensiveException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Admitted, waiting, and rejected calls. */
@ExtendWith(VertxExtension.class)
class AdmissionTest {
  private final List<Promise<String>> underWay = new CopyOnWriteArrayList<>();
  private long nanos;
  private final Admission admission;

  AdmissionTest(Vertx vertx) {
    admission =
        new Admission(vertx, 2, 1, 10, Duration.ofSeconds(2), Duration.ofMillis(500), () -> nanos);
  }

  @Test
  void soManyAreUnderWaySoManyWaitAndTheOthersAreRefused() {
    Future<String> first = call();
    Future<String> second = call();
    Future<String> third = call();
    assertThat(underWay).hasSize(2);
    assertThat(refusal(call())).isEqualTo("too many searches at once");
    underWay.getFirst().complete("a");
    assertThat(await(first)).isEqualTo("a");
    awaitUnderWay(3);
    underWay.get(2).complete("c");
    assertThat(await(third)).isEqualTo("c");
    underWay.get(1).fail(new IllegalStateException("refused by Elasticsearch"));
    assertThat(failure(second)).isInstanceOf(IllegalStateException.class);
    call();
    call();
    assertThat(underWay).hasSize(5);
  }

  @Test
  void aTurnThatComesTooLateIsNotTaken() {
    call();
    call();
    Future<String> waiting = call();
    nanos += TimeUnit.SECONDS.toNanos(3);
    underWay.getFirst().complete("late");
    assertThat(refusal(waiting)).isEqualTo("too many searches at once");
    assertThat(underWay).hasSize(2);
  }

  @Test
  void whileNobodyAnswersOneASecondIsTried() {
    Future<String> first = call();
    Future<String> second = call();
    Future<String> waiting = call();
    nanos += TimeUnit.SECONDS.toNanos(1);
    silent(0);
    silent(1);
    assertThat(refusal(first)).isEqualTo("silence");
    assertThat(refusal(second)).isEqualTo("silence");
    assertThat(refusal(waiting)).isEqualTo("silence");
    assertThat(refusal(call())).isEqualTo("silence");
    nanos += TimeUnit.MILLISECONDS.toNanos(1_001);
    call();
    assertThat(refusal(call())).isEqualTo("silence");
    assertThat(underWay).hasSize(3);
    underWay.get(2).complete("there again");
    call();
    call();
    assertThat(underWay).hasSize(5);
  }

  @Test
  void aRefusalThatCostsNothingStopsNobody() {
    Future<String> first = call();
    silent(0);
    assertThat(refusal(first)).isEqualTo("silence");
    call();
    assertThat(underWay).hasSize(2);
  }

  @Test
  void anExpensiveCallWaitsForTheOthersOfItsKindOnly() {
    Future<String> first = call(8);
    Future<String> second = call(8);
    assertThat(underWay).hasSize(1);
    call(0);
    assertThat(underWay).hasSize(2);
    underWay.getFirst().complete("a");
    assertThat(await(first)).isEqualTo("a");
    awaitUnderWay(3);
    underWay.get(2).complete("b");
    assertThat(await(second)).isEqualTo("b");
  }

  @Test
  void anExpensiveCallThatWaitsTooLongCanBeMadeCheaper() {
    Future<String> first = call(8);
    Future<String> second = call(8);
    nanos += TimeUnit.MILLISECONDS.toNanos(501);
    underWay.getFirst().complete("a");
    assertThat(await(first)).isEqualTo("a");
    assertThat(failure(second)).isInstanceOf(QueryTooExpensiveException.class);
    assertThat(underWay).hasSize(1);
  }

  @Test
  void aCallAboveTheBoundIsMadeAlone() {
    Future<String> large = call(100);
    Future<String> small = call(1);
    assertThat(underWay).hasSize(1);
    underWay.getFirst().complete("large");
    assertThat(await(large)).isEqualTo("large");
    awaitUnderWay(2);
    underWay.get(1).complete("small");
    assertThat(await(small)).isEqualTo("small");
  }

  private Future<String> call() {
    return call(0);
  }

  private Future<String> call(int units) {
    return admission.call(
        units,
        () -> {
          Promise<String> answer = Promise.promise();
          underWay.add(answer);
          return answer.future();
        });
  }

  private void silent(int call) {
    underWay.get(call).fail(new SearchUnavailableException("silence", Duration.ofSeconds(1)));
  }

  private void awaitUnderWay(int calls) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (underWay.size() < calls && System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
    assertThat(underWay).hasSize(calls);
  }

  private static String refusal(Future<?> call) {
    Throwable failure = failure(call);
    assertThat(failure).isInstanceOf(SearchUnavailableException.class);
    return String.valueOf(failure.getMessage());
  }

  private static Throwable failure(Future<?> call) {
    return await(call.transform(done -> Future.succeededFuture(done.cause())));
  }
}
