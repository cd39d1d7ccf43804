package io.github.luasearchers.engine.flight;

import org.jspecify.annotations.Nullable;

/**
 * Begins what becomes an event. To be used only while {@link Flight#isOn}: without a flight
 * recorder none of the classes behind it can be loaded.
 */
public final class Spans {

  private Spans() {}

  /** Begins the question to a searcher; null if nobody wants to know. */
  public static @Nullable ModuleSpan search() {
    SearchFlight event = new SearchFlight();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  /** Begins compiling a text; null if nobody wants to know. */
  public static @Nullable ModuleSpan compile() {
    CompileFlight event = new CompileFlight();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  /** Begins the run of a module's loader; null if nobody wants to know. */
  public static @Nullable ModuleSpan run() {
    RunFlight event = new RunFlight();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  /** Begins an attempt to reload modules; null if nobody wants to know. */
  public static @Nullable ReloadSpan reload() {
    ReloadFlight event = new ReloadFlight();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  /**
   * Begins an evaluation; null if nobody wants to know.
   *
   * @param depth 1 for one that the host began, more for those nested in it
   */
  public static @Nullable EvaluationSpan evaluate(int depth) {
    EvaluationFlight event = new EvaluationFlight();
    if (!event.isEnabled()) {
      return null;
    }
    event.depth = depth;
    event.begin();
    return event;
  }

  /**
   * Tells that a limit has stopped an evaluation.
   *
   * @param limit the setting
   * @param name what was evaluated
   * @param reason the message that the host gets
   */
  public static void stop(String limit, String name, String reason) {
    StopFlight event = new StopFlight();
    event.limit = limit;
    event.name = name;
    event.reason = reason;
    event.commit();
  }
}
