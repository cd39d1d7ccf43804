package io.github.luasearchers.engine.live;

import io.github.luasearchers.engine.ReloadReport;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The log of reloads: one line for each attempt. A class of its own, so that the logger is made
 * when there is something to say.
 */
final class ReloadLog {

  private static final Logger LOG = System.getLogger("io.github.luasearchers.engine.live");

  private static final Pattern BREAK = Pattern.compile("\\s*[\\r\\n]\\s*");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private ReloadLog() {}

  static void succeeded(ReloadReport report) {
    String time = " (" + TimeUnit.NANOSECONDS.toMillis(report.nanos()) + " ms)";
    LOG.log(Level.INFO, "LuaSearchers: " + line(report.toString()) + time);
  }

  static void failed(String reason) {
    LOG.log(Level.WARNING, "LuaSearchers: " + line(reason));
  }

  /** Returns a text in one line, whatever a module's name or message holds. */
  private static String line(String text) {
    return CONTROL.matcher(BREAK.matcher(text).replaceAll(" ")).replaceAll("?");
  }
}
