package io.github.luasearchers.cli;

import io.github.luasearchers.engine.value.Level;

/** The texts of the command. */
final class Usage {

  private Usage() {}

  /** Returns the line that {@code -v} prints: that of the release whose behaviour is ours. */
  static String version(Level level) {
    return switch (level) {
      case LUA_5_2 -> "Lua 5.2.4  Copyright (C) 1994-2015 Lua.org, PUC-Rio";
      case LUA_5_3 -> "Lua 5.3.6  Copyright (C) 1994-2020 Lua.org, PUC-Rio";
      case LUA_5_4 -> "Lua 5.4.4  Copyright (C) 1994-2022 Lua.org, PUC-Rio";
    };
  }
}
