package io.github.luasearchers.engine.jit;

import io.github.luasearchers.engine.flight.Flight;
import io.github.luasearchers.engine.flight.Logging;
import io.github.luasearchers.engine.flight.Spans;
import io.github.luasearchers.engine.flight.TranslateSpan;
import io.github.luasearchers.engine.vm.Unit;
import io.github.luasearchers.spi.Excerpt;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Tells the flight recorder and the log what becomes of the functions that are hot. */
final class TranslationNews {

  /** So many translations are of no small program any more: the log may be asked for. */
  static final int SMALL = 100;

  private final AtomicInteger translations = new AtomicInteger();

  /** A translation that has begun. */
  final class Attempt {

    private final Unit unit;
    private final int pc;
    private final @Nullable TranslateSpan span;
    private final long begun = System.nanoTime();

    private Attempt(Unit unit, int pc) {
      this.unit = unit;
      this.pc = pc;
      this.span = Flight.isOn() ? Spans.translate(unit.name(), pc, unit.line(pc)) : null;
    }

    void translated(int bytes) {
      long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun);
      if (span != null) {
        span.translated(bytes, unit.translations());
      }
      if (isLogged()) {
        log(
            entry(unit, pc)
                + " was compiled to "
                + bytes
                + " bytes in "
                + micros
                + " us, translation "
                + unit.translations());
      }
    }

    void refused(String reason) {
      if (span != null) {
        span.refused("REFUSED", reason);
      }
      if (isLogged()) {
        log(entry(unit, pc) + " is left to the interpreter: " + reason);
      }
    }

    /** Tells of a fault of the compiler's own, which the log is told in any case. */
    void failed(Throwable thrown) {
      if (span != null) {
        span.refused("FAILED", String.valueOf(thrown));
      }
      Log.LOG.log(Level.WARNING, "a function of Lua could not be compiled", thrown);
    }
  }

  Attempt begin(Unit unit, int pc) {
    translations.incrementAndGet();
    return new Attempt(unit, pc);
  }

  void discarded(Unit unit, int pc, int exits, boolean forGood, String reason) {
    if (Flight.isOn()) {
      String outcome = forGood ? "GIVEN_UP" : "AGAIN";
      Spans.discard(unit.name(), exits, unit.line(pc), outcome, reason);
    }
    if (isLogged()) {
      String what = forGood ? " is left to the interpreter" : " is to be compiled again";
      String why = exits + " exits, the last in line " + unit.line(pc) + " from " + reason;
      log(unit.name() + what + ": " + why);
    }
  }

  private static String entry(Unit unit, int pc) {
    return pc == 0 ? unit.name() : unit.name() + " from line " + unit.line(pc) + " on";
  }

  private boolean isLogged() {
    return (translations.get() >= SMALL || Logging.isConfigured())
        && Log.LOG.isLoggable(Level.DEBUG);
  }

  private static void log(String text) {
    Log.LOG.log(Level.DEBUG, "LuaSearchers: " + Excerpt.line(text));
  }

  /** Made when it is first asked for. */
  private static final class Log {
    static final Logger LOG = System.getLogger(BackgroundCompiler.class.getName());
  }
}
