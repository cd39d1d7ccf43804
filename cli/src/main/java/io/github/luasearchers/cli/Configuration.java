package io.github.luasearchers.cli;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptEngineBuilder;
import io.github.luasearchers.engine.Settings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of the command's engine: its own defaults, and what the options say. */
final class Configuration {

  /** Lua's own places first, so that a program finds what it finds with PUC's command. */
  private static final String SEARCHERS = "preload, path, cpath, all-in-one, jar?, *, http?";

  private static final String CLASSPATH = "lua.classpath.path";
  private static final String TRUE = "true";

  private Configuration() {}

  static LuaScriptEngine engine(Options options, Environment environment, Streams streams) {
    LuaScriptEngineBuilder builder = LuaScriptEngine.builder();
    if (Launcher.isAlone()) {
      builder.settingsFile(Map.of());
    }
    builder.setting(Settings.VERSION, options.level().version());
    builder.defaultSetting(Settings.SEARCHERS, SEARCHERS);
    if (options.isSandboxed()) {
      builder.setting(Settings.SANDBOX, TRUE);
    } else {
      builder.defaultSetting("lua.clibs", TRUE);
    }
    List<String> given = options.settings();
    for (int i = 0; i < given.size(); i++) {
      String item = given.get(i);
      int sign = item.indexOf('=');
      builder.setting(item.substring(0, sign), item.substring(sign + 1));
    }
    if (!gives(options, CLASSPATH) && System.getProperty(CLASSPATH) == null) {
      // Nobody has asked for it: the message about a missing module is then Lua's own.
      builder.defaultSetting("lua.classpath.report-missing", "false");
    }
    @Nullable Map<String, String> variables = environment.ownVariables();
    if (options.ignoresEnvironment()) {
      builder.environment(Map.of());
    } else if (variables != null) {
      builder.environment(variables);
    }
    if (options.traces()) {
      builder.searchListener(new SearchTrace(streams.err()));
    }
    return builder.build();
  }

  /** Tells whether the options give a setting. */
  private static boolean gives(Options options, String key) {
    List<String> given = options.settings();
    for (int i = 0; i < given.size(); i++) {
      if (given.get(i).startsWith(key + "=")) {
        return true;
      }
    }
    return false;
  }

  /** Tells whether what scripts write is to be counted. */
  static boolean limitsOutput(Options options) {
    return gives(options, Settings.LIMITS_OUTPUT)
        || System.getProperty(Settings.LIMITS_OUTPUT) != null;
  }
}
