package io.github.luasearchers.engine.lib.io;

import io.github.luasearchers.engine.lib.FileNames;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The functions of {@code io}. */
final class IoFunction extends FileFunction {

  private static final int CLOSE = 0;
  private static final int FLUSH = 1;
  private static final int INPUT = 2;
  private static final int LINES = 3;
  private static final int OPEN = 4;
  private static final int OUTPUT = 5;
  private static final int POPEN = 6;
  private static final int READ = 7;
  private static final int TMPFILE = 8;
  private static final int TYPE = 9;
  private static final int WRITE = 10;

  private static final LuaString FILE = LuaString.valueOf("file");
  private static final LuaString CLOSED_FILE = LuaString.valueOf("closed file");
  private static final LuaString READ_MODE = LuaString.valueOf("r");

  private final int function;

  private IoFunction(IoLib io, String name, int function) {
    super(io, name);
    this.function = function;
  }

  static void open(IoLib io, LuaTable library) {
    new IoFunction(io, "close", CLOSE).addTo(library);
    new IoFunction(io, "flush", FLUSH).addTo(library);
    new IoFunction(io, "input", INPUT).addTo(library);
    new IoFunction(io, "lines", LINES).addTo(library);
    new IoFunction(io, "open", OPEN).addTo(library);
    new IoFunction(io, "output", OUTPUT).addTo(library);
    new IoFunction(io, "popen", POPEN).addTo(library);
    new IoFunction(io, "read", READ).addTo(library);
    new IoFunction(io, "tmpfile", TMPFILE).addTo(library);
    new IoFunction(io, "type", TYPE).addTo(library);
    new IoFunction(io, "write", WRITE).addTo(library);
  }

  @Override
  protected Varargs run(Varargs args) {
    return switch (function) {
      case CLOSE -> close(args);
      case FLUSH -> flush(current(io.output, "output"));
      case INPUT -> input(args);
      case LINES -> lines(args);
      case OPEN -> open(args);
      case OUTPUT -> output(args);
      case POPEN -> popen(args);
      case READ -> read(current(io.input, "input"), args, 1);
      case TMPFILE -> tmpfile();
      case TYPE -> type(args);
      case WRITE -> write(io.output.self(), current(io.output, "output"), args, 1);
      default -> throw new IllegalStateException(name());
    };
  }

  /** Returns a default file ({@code getiofile}). */
  private FileStream current(LuaFile handle, String which) {
    @Nullable FileStream stream = handle.stream();
    if (stream == null) {
      throw failure((level54 ? "default " : "standard ") + which + " file is closed");
    }
    return stream;
  }

  private Varargs close(Varargs args) {
    if (args.narg() == 0) {
      return close(io.output);
    }
    checkFile(args, 1);
    return close(checkHandle(args, 1));
  }

  // ---- default files

  private Varargs input(Varargs args) {
    if (!args.isnoneornil(1)) {
      io.input = handle(args, "r");
    }
    return io.input.self();
  }

  private Varargs output(Varargs args) {
    if (!args.isnoneornil(1)) {
      io.output = handle(args, "w");
    }
    return io.output.self();
  }

  private LuaFile handle(Varargs args, String mode) {
    LuaValue file = args.arg1();
    if (file instanceof LuaString || file instanceof LuaNumber) {
      return openOrFail(lua.text(file), mode);
    }
    checkFile(args, 1);
    return checkHandle(args, 1);
  }

  private Varargs lines(Varargs args) {
    if (args.isnoneornil(1)) {
      open(io.input);
      return lines(io.input, args, false);
    }
    LuaFile file = openOrFail(checkString(args, 1), "r");
    LuaValue iterator = lines(file, args, true);
    return level54 ? varargsOf(new LuaValue[] {iterator, NIL, NIL, file}) : iterator;
  }

  // ---- opening

  private Varargs open(Varargs args) {
    LuaString name = checkString(args, 1);
    String mode = FileNames.of(optString(args, 2, READ_MODE));
    if (!isMode(mode)) {
      throw argError(2, "invalid mode");
    }
    try {
      return io.open(FileNames.of(name), mode);
    } catch (IOException e) {
      return Errno.of(e).results(name);
    }
  }

  /** Tells whether a mode is {@code [rwa]%+?b*}, with one {@code b} at most in Lua 5.2. */
  private boolean isMode(String mode) {
    if (mode.isEmpty() || "rwa".indexOf(mode.charAt(0)) < 0) {
      return false;
    }
    int at = mode.startsWith("+", 1) ? 2 : 1;
    String rest = mode.substring(at);
    return rest.isEmpty() || rest.equals("b") || level53 && rest.chars().allMatch(c -> c == 'b');
  }

  private Varargs popen(Varargs args) {
    LuaString command = checkString(args, 1);
    String mode = FileNames.of(optString(args, 2, READ_MODE));
    boolean valid = mode.equals("r") || mode.equals("w");
    if (!valid && level53) {
      throw argError(2, "invalid mode");
    }
    try {
      if (!valid) {
        throw new Errno(Errno.EINVAL);
      }
      return io.openPipe(command, mode.equals("r"));
    } catch (IOException e) {
      return Errno.of(e).results(command);
    }
  }

  private Varargs tmpfile() {
    try {
      return io.openTemporary();
    } catch (IOException e) {
      return Errno.of(e).results();
    }
  }

  private Varargs type(Varargs args) {
    @Nullable LuaFile file = io.file(checkAny(args, 1));
    if (file == null) {
      return NIL;
    }
    return file.stream() == null ? CLOSED_FILE : FILE;
  }
}
