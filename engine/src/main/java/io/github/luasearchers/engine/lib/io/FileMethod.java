package io.github.luasearchers.engine.lib.io;

import io.github.luasearchers.engine.lib.Addresses;
import io.github.luasearchers.engine.value.Integers;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.StringTable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.Varargs;

/** The methods of files. */
final class FileMethod extends FileFunction {

  private static final int CLOSE = 0;
  private static final int FLUSH = 1;
  private static final int LINES = 2;
  private static final int READ = 3;
  private static final int SEEK = 4;
  private static final int SETVBUF = 5;
  private static final int WRITE = 6;
  private static final int GC = 7;
  private static final int TOSTRING = 8;

  private static final List<String> WHENCES = Arrays.asList("set", "cur", "end");
  private static final List<String> BUFFERINGS = Arrays.asList("no", "full", "line");
  private static final int BUFFER_SIZE = 8192;

  private final int function;

  private FileMethod(IoLib io, String name, int function) {
    super(io, name);
    this.function = function;
  }

  /** Puts the methods into a table, and the metamethods into another. */
  static void open(IoLib io, LuaTable methods, LuaTable metamethods) {
    new FileMethod(io, "close", CLOSE).addTo(methods);
    new FileMethod(io, "flush", FLUSH).addTo(methods);
    new FileMethod(io, "lines", LINES).addTo(methods);
    new FileMethod(io, "read", READ).addTo(methods);
    new FileMethod(io, "seek", SEEK).addTo(methods);
    new FileMethod(io, "setvbuf", SETVBUF).addTo(methods);
    new FileMethod(io, "write", WRITE).addTo(methods);
    new FileMethod(io, "__gc", GC).addTo(metamethods);
    new FileMethod(io, "__tostring", TOSTRING).addTo(metamethods);
    if (io.atLeast54) {
      metamethods.rawset(StringTable.name("__close"), metamethods.rawget("__gc"));
    }
  }

  @Override
  protected Varargs run(Varargs args) {
    return switch (function) {
      case CLOSE -> close(args);
      case FLUSH -> flush(checkFile(args, 1));
      case LINES -> lines(args);
      case READ -> read(checkFile(args, 1), args, 2);
      case SEEK -> seek(args);
      case SETVBUF -> setBuffering(args);
      case WRITE -> write(args.arg1(), checkFile(args, 1), args, 2);
      case GC -> collect(args);
      case TOSTRING -> describe(args);
      default -> throw new IllegalStateException(name());
    };
  }

  private Varargs close(Varargs args) {
    checkFile(args, 1);
    return close(checkHandle(args, 1));
  }

  private Varargs lines(Varargs args) {
    checkFile(args, 1);
    return lines(checkHandle(args, 1), args, false);
  }

  private Varargs seek(Varargs args) {
    FileStream file = checkFile(args, 1);
    int whence = checkOption(args, 2, "cur", WHENCES);
    long offset = offset(args);
    try {
      return lua.whole(file.seek(offset, whence));
    } catch (IOException e) {
      return Errno.of(e).results();
    }
  }

  private long offset(Varargs args) {
    if (args.isnoneornil(3)) {
      return 0;
    }
    if (level53) {
      return checkInteger(args, 3);
    }
    double offset = checkDouble(args, 3);
    if (!Integers.fits(offset)) {
      throw argError(3, "not an integer in proper range");
    }
    return (long) offset;
  }

  private Varargs setBuffering(Varargs args) {
    FileStream file = checkFile(args, 1);
    int mode = checkOption(args, 2, null, BUFFERINGS);
    long size = args.isnoneornil(3) ? BUFFER_SIZE : checkInteger(args, 3);
    try {
      file.setBuffering(mode, size);
      return TRUE;
    } catch (IOException e) {
      return Errno.of(e).results();
    }
  }

  private Varargs collect(Varargs args) {
    LuaFile handle = checkHandle(args, 1);
    @Nullable FileStream file = handle.stream();
    if (file != null) {
      close(handle);
    }
    return NONE;
  }

  private Varargs describe(Varargs args) {
    LuaFile handle = checkHandle(args, 1);
    return LuaText.of(
        handle.stream() == null ? "file (closed)" : "file (" + Addresses.of(handle.self()) + ")");
  }
}
