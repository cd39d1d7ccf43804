package io.github.luasearchers.engine;

import io.github.luasearchers.engine.vm.Limits;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.concurrent.TimeUnit;
import javax.script.Bindings;
import javax.script.ScriptContext;
import org.jspecify.annotations.Nullable;

/** Reads {@code lua.limits.*}: of an engine, and of the context of one evaluation. */
final class EvaluationLimits {

  private static final long THOUSAND = 1_000;
  private static final long KILO = 1_024;

  /** What no clock overflows with. */
  private static final long LONGEST = Long.MAX_VALUE / 4;

  /** Where a setting's value is found. */
  interface Source {
    @Nullable Object find(String key);
  }

  private EvaluationLimits() {}

  /**
   * Returns the limits that some source has.
   *
   * @throws IllegalArgumentException if a value is none
   */
  static Limits of(Source source) {
    @Nullable Object time = source.find(Limits.TIME);
    long nanos = time == null ? Limits.UNLIMITED : nanos(time.toString());
    long instructions = number(source, Limits.INSTRUCTIONS, THOUSAND);
    long memory = number(source, Limits.MEMORY, KILO);
    if (memory != Limits.UNLIMITED && !LuaRuntime.canBoundMemory()) {
      throw new IllegalArgumentException(
          Limits.MEMORY
              + ": this JVM does not tell what a thread allocates; remove the setting, or run on one"
              + " that does, such as HotSpot");
    }
    long output = number(source, Limits.OUTPUT, KILO);
    long stack = Math.min(Limits.MAX_STACK, number(source, Limits.STACK, THOUSAND));
    boolean none =
        nanos == Limits.UNLIMITED
            && instructions == Limits.UNLIMITED
            && memory == Limits.UNLIMITED
            && output == Limits.UNLIMITED
            && stack == Limits.MAX_STACK;
    return none ? Limits.NONE : new Limits(nanos, instructions, memory, (int) stack, output);
  }

  /**
   * Returns what holds for one evaluation: the engine's limits, and those that its context has
   * where they are tighter.
   */
  static Limits of(Limits engines, ScriptContext context, Bindings engineScope) {
    Limits limits =
        of(
            new Source() {
              @Override
              public @Nullable Object find(String key) {
                return Reserved.value(key, context, engineScope);
              }
            });
    return limits == Limits.NONE ? engines : limits.and(engines);
  }

  private static long number(Source source, String key, long kilo) {
    @Nullable Object value = source.find(key);
    if (value == null) {
      return Limits.UNLIMITED;
    }
    String text = value.toString().trim();
    int digits = digits(text);
    long unit =
        switch (text.substring(digits)) {
          case "" -> 1;
          case "k", "K" -> kilo;
          case "m", "M" -> kilo * kilo;
          case "g", "G" -> kilo * kilo * kilo;
          default -> 0;
        };
    return positive(key, text, digits, unit, "a number, or one with k, M or G");
  }

  private static long nanos(String value) {
    String text = value.trim();
    int digits = digits(text);
    long unit =
        switch (text.substring(digits)) {
          case "", "ms" -> TimeUnit.MILLISECONDS.toNanos(1);
          case "s" -> TimeUnit.SECONDS.toNanos(1);
          case "m" -> TimeUnit.MINUTES.toNanos(1);
          case "h" -> TimeUnit.HOURS.toNanos(1);
          default -> 0;
        };
    return positive(Limits.TIME, text, digits, unit, "milliseconds, or 500ms, 2s, 1m");
  }

  private static int digits(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private static long positive(String key, String text, int digits, long unit, String expected) {
    if (digits > 0 && digits <= 18 && unit > 0) {
      long number = Long.parseLong(text.substring(0, digits));
      if (number > 0) {
        return number > LONGEST / unit ? LONGEST : number * unit;
      }
    }
    throw Settings.malformed(key, text, expected);
  }
}
