package dev.tidegate.load;

/** A kind of load. */
interface Scenario {
  /** Goes through all phases, on the main thread; failures of expectation go to the findings. */
  void run(Run run);
}
