package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.lib.FileNames;
import io.github.luasearchers.engine.value.LuaText;

/** Words why a library that is there is not linked. */
final class Unlinked {

  private static final String C_LIBRARY =
      "it is a C library; to link it, put luasearchers-clibs on the class path and set"
          + " lua.clibs = true";

  private Unlinked() {}

  /** Returns the sentence about a file that no linker takes. */
  static String sentence(String file) {
    return FileNames.isSharedLibrary(file) ? sentence(file, C_LIBRARY) : about(file);
  }

  /** Returns the sentence about a file whose linker says why it does not link it. */
  static String sentence(String file, String reason) {
    return about(file) + ": " + reason;
  }

  private static String about(String file) {
    return "no linker for library '" + LuaText.excerpt(file) + "'";
  }
}
