package io.github.luasearchers.cli;

import io.github.luasearchers.engine.value.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of a command line, looked at before anything runs: {@code collectargs} of lua.c, with
 * the differences that its versions have.
 */
final class Options {

  private static final String VERSION_OF = "--version-of";
  private static final String WHICH = "--which";
  private static final String LIMITS = "--limits";
  private static final String DEBUG = "--debug";
  private static final int LARGEST_PORT = 0xffff;

  private final String[] args;
  private final Level level;
  private final List<String> settings = new ArrayList<>();
  private @Nullable Level other;
  private @Nullable String problem;
  private @Nullable String wrong;
  private @Nullable String which;
  private int script;
  private boolean interactive;
  private boolean version;
  private boolean executes;
  private boolean isolated;
  private boolean help;
  private boolean trace;
  private boolean sandbox;
  private @Nullable Integer debug;

  private Options(String[] args, Level level) {
    this.args = args;
    this.level = level;
  }

  /**
   * Reads the options.
   *
   * @param level the version of Lua if no option says another
   */
  static Options parse(String[] args, Level level) {
    Options options = new Options(args, level);
    options.script = options.read();
    @Nullable Level named = options.other;
    return named == null || named == level ? options : parse(args, named);
  }

  private int read() {
    int at = 0;
    while (at < args.length && wrong == null) {
      String option = args[at];
      if (!option.startsWith("-") || option.equals("-")) {
        return at;
      }
      if (option.equals("--")) {
        return at + 1;
      }
      at = option.charAt(1) == '-' || option.charAt(1) == 'D' ? own(at) : standard(at);
    }
    return at;
  }

  /** Reads one of lua.c's options; returns where the next begins. */
  private int standard(int at) {
    String option = args[at];
    boolean alone = option.length() == 2;
    switch (option.charAt(1)) {
      case 'E' -> {
        if (!alone && level.atLeast(Level.LUA_5_3)) {
          wrong = option;
        }
        isolated = true;
      }
      case 'W' -> {
        if (!alone || !level.atLeast(Level.LUA_5_4)) {
          wrong = option;
        }
      }
      case 'i', 'v' -> {
        if (!alone) {
          wrong = crowded(option);
        }
        version = true;
        interactive |= option.charAt(1) == 'i';
      }
      case 'e', 'l' -> {
        executes |= option.charAt(1) == 'e';
        return alone ? argument(at) : at + 1;
      }
      default -> wrong = option;
    }
    return at + 1;
  }

  /** Returns the word that is called wrong: 5.2 always names the first. */
  private String crowded(String option) {
    return level.atLeast(Level.LUA_5_3) ? option : args[0];
  }

  private int argument(int at) {
    if (at + 1 >= args.length || args[at + 1].startsWith("-")) {
      wrong = args[at];
    }
    return at + 2;
  }

  /** Reads one of the options that lua.c does not have; returns where the next begins. */
  private int own(int at) {
    String option = args[at];
    if (option.startsWith("-D")) {
      int next = option.length() == 2 ? argument(at) : at + 1;
      if (wrong == null) {
        setting(option.length() == 2 ? args[at + 1] : option.substring(2));
      }
      return next;
    }
    if (option.startsWith(DEBUG + "=")) {
      debug(option.substring(DEBUG.length() + 1));
      return at + 1;
    }
    switch (option) {
      case DEBUG -> debug = Debugging.STANDARD_STREAMS;
      case "--help" -> help = true;
      case "--trace" -> trace = true;
      case "--sandbox" -> sandbox = true;
      case VERSION_OF, WHICH, LIMITS -> {
        int next = argument(at);
        if (wrong == null) {
          own(option, args[at + 1]);
        }
        return next;
      }
      default -> wrong = crowded(option);
    }
    return at + 1;
  }

  private void debug(String port) {
    boolean number = port.matches("[0-9]{1,5}");
    if (number && Integer.parseInt(port) <= LARGEST_PORT) {
      debug = Integer.valueOf(port);
    } else {
      problem = DEBUG + "=" + port + ": give a port, or 0 for any";
    }
  }

  private void own(String option, String value) {
    switch (option) {
      case WHICH -> which = value;
      case LIMITS -> limits(value);
      default -> {
        other = level(value);
        if (other == null) {
          problem = VERSION_OF + " " + value + ": there is no such version; give 5.2, 5.3 or 5.4";
        }
      }
    }
  }

  private void setting(String text) {
    if (text.indexOf('=') <= 0 || !text.startsWith("lua.")) {
      problem = "-D " + text + ": give a setting and its value, such as -D lua.jit=true";
    } else {
      settings.add(text);
    }
  }

  private void limits(String list) {
    int start = 0;
    while (start <= list.length()) {
      int comma = list.indexOf(',', start);
      int end = comma < 0 ? list.length() : comma;
      String item = list.substring(start, end);
      if (item.indexOf('=') <= 0) {
        problem = LIMITS + " " + list + ": give limits, such as time=2s,memory=64MiB";
        return;
      }
      settings.add("lua.limits." + item);
      start = end + 1;
    }
  }

  /** Returns a version by its number, null if there is none. */
  static @Nullable Level level(String number) {
    return switch (number) {
      case "5.2" -> Level.LUA_5_2;
      case "5.3" -> Level.LUA_5_3;
      case "5.4" -> Level.LUA_5_4;
      default -> null;
    };
  }

  /** Tells whether one of our own options takes the next word. */
  static boolean needsArgument(String option) {
    return switch (option) {
      case "-D", VERSION_OF, WHICH, LIMITS -> true;
      default -> false;
    };
  }

  // ---- what was read

  /** Returns the version of Lua that is meant. */
  Level level() {
    return level;
  }

  /** Returns the word that is no option or lacks its argument, null if all are right. */
  @Nullable String wrong() {
    return wrong;
  }

  /** Returns what is wrong with the argument of one of our own options, null if nothing is. */
  @Nullable String problem() {
    return problem;
  }

  /** Returns the index of the script's name; the number of arguments if there is no script. */
  int script() {
    return Math.min(script, args.length);
  }

  /** Returns the settings, each as {@code key=value}. */
  List<String> settings() {
    return settings;
  }

  /** Returns the module of which only the place is wanted, null if there is none. */
  @Nullable String which() {
    return which;
  }

  boolean isInteractive() {
    return interactive;
  }

  boolean showsVersion() {
    return version;
  }

  /** Tells whether there is something to execute, so that the standard input is not. */
  boolean executes() {
    return executes;
  }

  boolean ignoresEnvironment() {
    return isolated;
  }

  boolean wantsHelp() {
    return help;
  }

  boolean traces() {
    return trace;
  }

  boolean isSandboxed() {
    return sandbox;
  }

  /**
   * Returns the port on which a debugger is waited for, or {@link Debugging#STANDARD_STREAMS}; null
   * if none is wanted.
   */
  @Nullable Integer debug() {
    return debug;
  }
}
