package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.Callers;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.spi.Excerpt;
import java.io.PrintStream;
import java.util.IdentityHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * {@code lua.trace}: writes a line for each load as it ends, as {@code python -X importtime} does:
 * what a module requires comes before it, and further to the right. A script that is stopped has
 * written all that was loaded before.
 *
 * <p>The lines are output of the script, and count for its limit of output: a script that requires
 * in a loop would otherwise fill the host's disk.
 */
final class Trace {

  private static final String MARK = "lua.trace: ";
  private static final String HEADER =
      "self [us] | cumulative | module                           | origin";
  private static final int SELF = 9;
  private static final int CUMULATIVE = 10;
  private static final int NAME = 32;

  private final LuaRuntime lua;
  private final IdentityHashMap<ModuleRecord, Run> runs = new IdentityHashMap<>();
  private boolean begun;

  Trace(LuaRuntime lua) {
    this.lua = lua;
  }

  /** A load that has begun. */
  private static final class Run {

    final @Nullable Run outer;
    final int depth;

    /** What the modules took that it has required so far. */
    long inner;

    Run(@Nullable Run outer, int depth) {
      this.outer = outer;
      this.depth = depth;
    }
  }

  /** Notes which module's load a load is part of. */
  void begin(ModuleRecord record) {
    @Nullable Run outer = innermost();
    if (outer == null) {
      runs.clear(); // what is left was stopped
    }
    runs.put(record, new Run(outer, outer == null ? 0 : outer.depth + 1));
  }

  /** Returns the load that the running code is part of; null if it is part of none. */
  private @Nullable Run innermost() {
    Callers callers = lua.callers();
    while (callers.next()) {
      if (callers.waiting() instanceof Require.Load load) {
        return runs.get(load.record());
      }
    }
    return null;
  }

  void end(ModuleRecord record, boolean succeeded) {
    @Nullable Run run = runs.remove(record);
    long nanos = record.sinceSearch();
    long self = nanos;
    int depth = 0;
    if (run != null) {
      self -= run.inner;
      depth = run.depth;
      if (run.outer != null) {
        run.outer.inner += nanos;
      }
    }
    write(micros(self), micros(nanos), depth, record.name(), record, succeeded ? "" : " (failed)");
  }

  /** Writes that a module was required that is loaded already. */
  void cached(String module, @Nullable ModuleRecord record) {
    @Nullable Run outer = innermost();
    String word = record == null || record.isComplete() ? "cached" : "loading";
    write(word, word, outer == null ? 0 : outer.depth + 1, module, record, "");
  }

  private static String micros(long nanos) {
    return Long.toString(TimeUnit.NANOSECONDS.toMicros(nanos));
  }

  private void write(
      String self,
      String cumulative,
      int depth,
      String module,
      @Nullable ModuleRecord record,
      String end) {
    StringBuilder text = new StringBuilder();
    if (!begun) {
      begun = true;
      text.append(MARK).append(HEADER).append('\n');
    }
    text.append(MARK);
    right(text, self, SELF).append(" | ");
    right(text, cumulative, CUMULATIVE).append(" | ");
    left(text, "  ".repeat(depth) + Excerpt.line(module)).append(" | ");
    text.append(Excerpt.line(origin(record))).append(end).append('\n');
    LuaString line = LuaText.of(text.toString());
    PrintStream errors = lua.stderr();
    errors.write(line.m_bytes, line.m_offset, line.m_length);
  }

  private static String origin(@Nullable ModuleRecord record) {
    if (record == null || record.searcher() == null) {
      return "-";
    }
    @Nullable String place = record.place();
    return place == null ? record.searcher() : record.searcher() + ": " + place;
  }

  private static StringBuilder right(StringBuilder text, String word, int width) {
    return text.append(" ".repeat(Math.max(0, width - word.length()))).append(word);
  }

  private static StringBuilder left(StringBuilder text, String word) {
    return text.append(word).append(" ".repeat(Math.max(0, NAME - word.length())));
  }
}
