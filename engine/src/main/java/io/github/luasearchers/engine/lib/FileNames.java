package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.lib.io.Errno;
import io.github.luasearchers.engine.value.LuaText;
import java.io.File;
import java.nio.file.InvalidPathException;
import org.luaj.vm2.LuaString;

/** Turns names of files as Lua has them into those of Java. */
public final class FileNames {

  /** More than any system takes for a name, a variable or a command. */
  private static final int MOST = 1 << 21;

  private FileNames() {}

  /**
   * Returns the name up to the first NUL, where C's strings end. One that is far too long for
   * anything keeps no more of it than that takes.
   */
  public static String of(LuaString name) {
    LuaString text = LuaText.upToZero(name);
    return LuaText.toJava(text.m_length > MOST ? text.substring(0, MOST) : text);
  }

  /**
   * Returns the file that the system would open under this name. Java reads the empty name as the
   * working directory and does not see a slash at the end. For a name that the encoding of the
   * system's names lacks it would take another, with question marks.
   */
  public static File open(String name) throws Errno {
    if (name.isEmpty()) {
      throw new Errno(Errno.ENOENT);
    }
    File file = new File(name);
    checkEncoding(file);
    if (name.endsWith("/") && file.exists() && !file.isDirectory()) {
      throw new Errno(Errno.ENOTDIR);
    }
    return file;
  }

  /** Tells whether a file is called as shared libraries are, on any system. */
  public static boolean isSharedLibrary(String file) {
    String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    return name.endsWith(".so")
        || name.endsWith(".dylib")
        || name.endsWith(".dll")
        || name.contains(".so.");
  }

  private static void checkEncoding(File file) throws Errno {
    try {
      file.toPath();
    } catch (InvalidPathException e) {
      throw File.separatorChar == '\\' ? new Errno(Errno.EINVAL) : Errno.ofEncoding();
    }
  }
}
