package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.vm.LuaText;
import java.io.File;
import org.luaj.vm2.LuaString;

/** Turns names of files as Lua has them into those of Java. */
final class FileNames {

  private FileNames() {}

  /** Returns the name up to the first NUL, where C's strings end. */
  static String of(LuaString name) {
    String text = LuaText.toJava(name);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  /**
   * Returns the file that the system would open under this name. Java reads the empty name as the
   * working directory and does not see a slash at the end.
   */
  static File open(String name) throws Errno {
    if (name.isEmpty()) {
      throw new Errno(Errno.ENOENT);
    }
    File file = new File(name);
    if (name.endsWith("/") && file.exists() && !file.isDirectory()) {
      throw new Errno(Errno.ENOTDIR);
    }
    return file;
  }
}
