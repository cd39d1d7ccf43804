package io.github.luasearchers.engine.flight;

import jdk.jfr.Event;
import org.jspecify.annotations.Nullable;

/**
 * Begins what becomes an event. To be used only while {@link Flight#isOn}: without a flight
 * recorder none of the classes behind it can be loaded.
 */
public final class Spans {

  private Spans() {}

  /** Begins the question to a searcher; null if nobody wants to know. */
  public static @Nullable ModuleSpan search() {
    return begun(new SearchFlight());
  }

  /** Begins compiling a text; null if nobody wants to know. */
  public static @Nullable ModuleSpan compile() {
    return begun(new CompileFlight());
  }

  /** Begins the run of a module's loader; null if nobody wants to know. */
  public static @Nullable ModuleSpan run() {
    return begun(new RunFlight());
  }

  /** Begins an attempt to reload modules; null if nobody wants to know. */
  public static @Nullable ReloadSpan reload() {
    return begun(new ReloadFlight());
  }

  /**
   * Begins an evaluation; null if nobody wants to know.
   *
   * @param depth 1 for one that the host began, more for those nested in it
   */
  public static @Nullable EvaluationSpan evaluate(int depth) {
    EvaluationFlight event = new EvaluationFlight();
    event.depth = depth;
    return begun(event);
  }

  /**
   * Begins the translation of a function; null if nobody wants to know.
   *
   * @param name its file and the line where it is defined
   * @param entry the instruction where the translation is entered, 0 for calls
   * @param line the line of that instruction
   */
  public static @Nullable TranslateSpan translate(String name, int entry, int line) {
    TranslateFlight event = new TranslateFlight();
    event.name = name;
    event.entry = entry;
    event.line = line;
    return begun(event);
  }

  /**
   * Tells that translations of a function are given up.
   *
   * @param name its file and the line where it is defined
   * @param exits how often they were left since the last time
   * @param line where they were left last
   * @param outcome what becomes of the function, one word
   * @param reason what was met there
   */
  public static void discard(String name, int exits, int line, String outcome, String reason) {
    DiscardFlight event = new DiscardFlight();
    event.name = name;
    event.exits = exits;
    event.line = line;
    event.outcome = outcome;
    event.reason = reason;
    event.commit();
  }

  private static <E extends Event> @Nullable E begun(E event) {
    if (!event.isEnabled()) {
      return null;
    }
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
