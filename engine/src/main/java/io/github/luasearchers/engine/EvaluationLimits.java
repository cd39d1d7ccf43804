package io.github.luasearchers.engine;

import io.github.luasearchers.engine.vm.Limits;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.spi.Excerpt;
import java.util.Collection;
import javax.script.Bindings;
import javax.script.ScriptContext;
import org.jspecify.annotations.Nullable;

/** Reads {@code lua.limits.*}: of an engine, and of the context of one evaluation. */
final class EvaluationLimits {

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
    long nanos = value(source, Limits.TIME);
    long instructions = value(source, Limits.INSTRUCTIONS);
    long memory = value(source, Limits.MEMORY);
    if (memory != Limits.UNLIMITED && !LuaRuntime.canBoundMemory()) {
      throw new IllegalArgumentException(
          Limits.MEMORY
              + ": this JVM does not tell what a thread allocates; remove the setting, or run on one"
              + " that does, such as HotSpot");
    }
    long output = value(source, Limits.OUTPUT);
    long stack = Math.min(Limits.MAX_STACK, value(source, Limits.STACK));
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
    checkNames(engineScope);
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

  /** Fails if bindings that can be listed have a name that would be a limit's. */
  private static void checkNames(Bindings bindings) {
    @Nullable Collection<String> names =
        bindings instanceof LuaBindings own ? own.plainNames() : SettingsReader.names(bindings);
    if (names == null) {
      return;
    }
    for (String name : names) {
      if (name.startsWith(Limits.PREFIX) && !SettingsReader.OWN.contains(name)) {
        throw new IllegalArgumentException(
            "unknown setting "
                + Excerpt.ofSetting(name)
                + " in "
                + SettingsReader.ATTRIBUTES
                + ": the limits are lua.limits.instructions, .memory, .output, .stack and .time");
      }
    }
  }

  private static long value(Source source, String key) {
    @Nullable Object value = source.find(key);
    return value == null ? Limits.UNLIMITED : LimitValues.parse(key, value.toString());
  }
}
