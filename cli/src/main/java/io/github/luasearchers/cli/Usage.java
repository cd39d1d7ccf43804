package io.github.luasearchers.cli;

import io.github.luasearchers.engine.value.Level;

/** The texts of the command. */
final class Usage {

  private static final String OPTIONS_5_2 =
      """
        -e stat  execute string 'stat'
        -i       enter interactive mode after executing 'script'
        -l name  require library 'name'
        -v       show version information
        -E       ignore environment variables
        --       stop handling options
        -        stop handling options and execute stdin
      """;

  private static final String OPTIONS_5_3 =
      """
        -e stat  execute string 'stat'
        -i       enter interactive mode after executing 'script'
        -l name  require library 'name' into global 'name'
        -v       show version information
        -E       ignore environment variables
        --       stop handling options
        -        stop handling options and execute stdin
      """;

  private static final String OPTIONS_5_4 =
      """
        -e stat   execute string 'stat'
        -i        enter interactive mode after executing 'script'
        -l mod    require library 'mod' into global 'mod'
        -l g=mod  require library 'mod' into global 'g'
        -v        show version information
        -E        ignore environment variables
        -W        turn warnings on
        --        stop handling options
        -         stop handling options and execute stdin
      """;

  private static final String OWN =
      """
      Options of LuaSearchers:
        -D key=value          give a setting, such as lua.jar.path=libs/*.jar!/?.lua
        --version-of 5.3      be the Lua of this version: 5.2, 5.3 or 5.4
        --which name          show where require would find a module, and run nothing
        --trace               show on stderr what require searches and loads
        --sandbox             keep scripts from files, processes and Java
        --limits time=2s,...  stop scripts that take more: time, instructions, memory,
                              stack, output
        --debug[=port]        wait for a debugger (DAP) on the standard streams or on a
                              port, 0 for any
        --help                show this text
      """;

  private Usage() {}

  /** Returns the line that {@code -v} prints: that of the release whose behaviour is ours. */
  static String version(Level level) {
    return switch (level) {
      case LUA_5_2 -> "Lua 5.2.4  Copyright (C) 1994-2015 Lua.org, PUC-Rio";
      case LUA_5_3 -> "Lua 5.3.6  Copyright (C) 1994-2020 Lua.org, PUC-Rio";
      case LUA_5_4 -> "Lua 5.4.4  Copyright (C) 1994-2022 Lua.org, PUC-Rio";
    };
  }

  /** Returns what a wrong option is answered with: PUC's text, which tools compare. */
  static String wrong(String name, Level level, String option) {
    char kind = option.length() > 1 ? option.charAt(1) : ' ';
    String problem =
        kind == 'e' || kind == 'l' || Options.needsArgument(option)
            ? "'" + option + "' needs argument"
            : "unrecognized option '" + option + "'";
    return name + ": " + problem + "\n" + standard(name, level);
  }

  /** Returns the answer to {@code --help}. */
  static String help(String name, Level level) {
    return standard(name, level) + OWN;
  }

  private static String standard(String name, Level level) {
    String options =
        switch (level) {
          case LUA_5_2 -> OPTIONS_5_2;
          case LUA_5_3 -> OPTIONS_5_3;
          case LUA_5_4 -> OPTIONS_5_4;
        };
    return "usage: " + name + " [options] [script [args]]\nAvailable options are:\n" + options;
  }
}
