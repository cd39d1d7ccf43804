package io.github.luasearchers.engine.live;

import io.github.luasearchers.engine.ReloadReport;
import io.github.luasearchers.engine.flight.Flight;
import io.github.luasearchers.engine.flight.ReloadSpan;
import io.github.luasearchers.engine.flight.Spans;
import io.github.luasearchers.engine.require.Loads;
import io.github.luasearchers.engine.value.LuaText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;

/**
 * Tells of each attempt to reload modules, also of one that had nothing to do: the host's listener,
 * the flight recorder, and the log, which gets one line.
 */
final class ReloadNews {

  /** An attempt. */
  interface Attempt {

    /**
     * Makes it.
     *
     * @throws LuaError if it fails; everything is as before
     */
    ReloadReport run();
  }

  private final Loads loads;

  ReloadNews(Loads loads) {
    this.loads = loads;
  }

  /**
   * Makes an attempt, and tells what came of it.
   *
   * @param what the modules that are to be reloaded, as they are named if it fails
   */
  ReloadReport of(String what, Attempt attempt) {
    return of(what, true, true, attempt);
  }

  /**
   * The same, which the log and the listener may not be told of: who watches looks again and again.
   *
   * @param tellsNothing whether they are told if nothing was done
   * @param tellsFailure whether they are told if it fails
   */
  ReloadReport of(String what, boolean tellsNothing, boolean tellsFailure, Attempt attempt) {
    @Nullable ReloadSpan span = Flight.isOn() ? Spans.reload() : null;
    try {
      ReloadReport report = attempt.run();
      succeeded(span, report, tellsNothing || report.hasChanged());
      return report;
    } catch (RuntimeException | Error e) {
      failed(span, what, reason(e), tellsFailure);
      throw e;
    }
  }

  private void succeeded(@Nullable ReloadSpan span, ReloadReport report, boolean isNews) {
    if (span != null) {
      List<String> names = new ArrayList<>(report.reloaded());
      names.addAll(report.patched());
      names.addAll(report.unloaded());
      String outcome = report.hasChanged() ? "RELOADED" : "UNCHANGED";
      span.end(String.join(", ", names), outcome, report.toString());
    }
    if (isNews) {
      ReloadLog.succeeded(report);
      loads.reloaded(report);
    }
  }

  private void failed(@Nullable ReloadSpan span, String what, String reason, boolean isNews) {
    if (span != null) {
      span.end(what, "FAILED", reason);
    }
    if (isNews) {
      ReloadLog.failed(reason);
      loads.reloadFailed(reason);
    }
  }

  private static String reason(Throwable thrown) {
    boolean isText =
        thrown instanceof LuaError error && error.getMessageObject() instanceof LuaString;
    return isText
        ? LuaText.toJava((LuaString) ((LuaError) thrown).getMessageObject())
        : String.valueOf(thrown.getMessage());
  }
}
