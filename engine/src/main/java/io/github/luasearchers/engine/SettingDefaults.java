package io.github.luasearchers.engine;

import java.util.Map;

/**
 * The values of settings that are given nowhere else: those of {@code
 * META-INF/luasearchers-defaults.properties}, which explains them. They are here as code since a
 * JVM that has just begun would take some milliseconds to find and read the file.
 */
final class SettingDefaults {

  static final Map<String, String> VALUES =
      Map.of(
          Settings.SEARCHERS,
          "preload, path, cpath, all-in-one, classpath?, jar?, *, http?",
          "lua.classpath.path",
          "META-INF/lua/?.lua;META-INF/lua/?/init.lua;"
              + "lua/?.lua;lua/?/init.lua;?.lua;?/init.lua",
          Settings.VERSION,
          "5.4",
          Settings.EXPRESSIONS,
          "false",
          Settings.JIT,
          "false",
          Settings.SANDBOX,
          "false",
          Settings.RELOAD,
          "off",
          Settings.CYCLES,
          "allow",
          Settings.TRACE,
          "off");

  private SettingDefaults() {}
}
