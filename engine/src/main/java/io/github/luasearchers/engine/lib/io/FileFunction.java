package io.github.luasearchers.engine.lib.io;

import io.github.luasearchers.engine.lib.FileNames;
import io.github.luasearchers.engine.lib.LibraryFunction;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Numbers;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A function that works on files: what {@code io}'s functions and the methods of files share. */
abstract class FileFunction extends LibraryFunction {

  /** How many formats {@code lines} takes in Lua 5.2, and in later ones. */
  private static final int MAX_FORMATS_5_2 = 17;

  private static final int MAX_FORMATS = 250;

  private static final LuaString EMPTY = LuaString.valueOf("");

  final IoLib io;

  FileFunction(IoLib io, String name) {
    super(io.lua, name);
    this.io = io;
  }

  // ---- arguments

  /** Returns a file argument, open or closed. */
  final LuaFile checkHandle(Varargs args, int arg) {
    @Nullable LuaFile file = io.file(args.arg(arg));
    if (file == null) {
      throw typeError(args, arg, "FILE*");
    }
    return file;
  }

  /** Returns a file argument that is open ({@code tofile}). */
  final FileStream checkFile(Varargs args, int arg) {
    return open(checkHandle(args, arg));
  }

  final FileStream open(LuaFile file) {
    @Nullable FileStream stream = file.stream();
    if (stream == null) {
      throw failure("attempt to use a closed file");
    }
    return stream;
  }

  // ---- g_read

  /**
   * Reads what the arguments ask for.
   *
   * @param first the first argument that is a format
   */
  final Varargs read(FileStream file, Varargs args, int first) {
    try {
      Varargs values = readFormats(file, args, first);
      file.giveBack();
      return values;
    } catch (IOException e) {
      return Errno.of(e).results();
    }
  }

  private Varargs readFormats(FileStream file, Varargs args, int first) throws IOException {
    int count = args.narg() - first + 1;
    if (count <= 0) {
      @Nullable LuaString line = file.readLine(false);
      return line == null ? NIL : line;
    }
    if (count == 1) {
      @Nullable LuaValue value = readOne(file, args, first);
      return value == null ? NIL : value;
    }
    return readAll(file, args, first, count);
  }

  private Varargs readAll(FileStream file, Varargs args, int first, int count) throws IOException {
    LuaValue[] values = new LuaValue[count];
    for (int i = 0; i < count; i++) {
      @Nullable LuaValue value = readOne(file, args, first + i);
      if (value == null) {
        values[i] = NIL;
        return varargsOf(Arrays.copyOf(values, i + 1));
      }
      values[i] = value;
    }
    return varargsOf(values);
  }

  private @Nullable LuaValue readOne(FileStream file, Varargs args, int arg) throws IOException {
    LuaValue format = args.arg(arg);
    if (format instanceof LuaNumber) {
      return readBytes(file, checkInteger(args, arg));
    }
    return switch (format(args, arg)) {
      case 'n' -> readNumber(file);
      case 'l' -> file.readLine(false);
      case 'L' -> file.readLine(true);
      case 'a' -> file.readAll();
      default -> throw argError(arg, "invalid format");
    };
  }

  /** Returns a format's letter, which has a star before it in Lua 5.2 and may have one later. */
  private int format(Varargs args, int arg) {
    if (level53) {
      LuaString format = checkString(args, arg);
      boolean star = format.m_length > 0 && format.luaByte(0) == '*';
      int at = star ? 1 : 0;
      return at < format.m_length ? format.luaByte(at) : 0;
    }
    if (!(args.arg(arg) instanceof LuaString format)
        || format.m_length == 0
        || format.luaByte(0) != '*') {
      throw argError(arg, "invalid option");
    }
    return format.m_length > 1 ? format.luaByte(1) : 0;
  }

  private @Nullable LuaValue readBytes(FileStream file, long count) throws IOException {
    if (count == 0) {
      return file.peek() < 0 ? null : EMPTY;
    }
    if (count < 0) {
      throw lua.error(level53 ? "not enough memory" : "memory allocation error: block too big", 0);
    }
    LuaString bytes = file.read(count);
    return bytes.m_length == 0 ? null : bytes;
  }

  private @Nullable LuaValue readNumber(FileStream file) throws IOException {
    NumeralReader reader = new NumeralReader(file, lua.level());
    if (level53) {
      return reader.read();
    }
    // fscanf does not tell that a file can't be read.
    return file.canRead() ? reader.scan() : null;
  }

  // ---- g_write and others

  /** Writes the arguments from one on, and returns the file or why it can't. */
  final Varargs write(LuaValue handle, FileStream file, Varargs args, int first) {
    @Nullable IOException failure = null;
    for (int i = first; i <= args.narg(); i++) {
      LuaValue value = args.arg(i);
      // A float as %.14g, which Lua 5.3 does not mark as one here.
      LuaString text = value instanceof LuaNumber ? Numbers.text(value) : checkString(args, i);
      try {
        if (failure == null) {
          file.write(text);
        }
      } catch (IOException e) {
        failure = e;
      }
    }
    return failure == null ? handle : Errno.of(failure).results();
  }

  final Varargs flush(FileStream file) {
    try {
      file.flush();
      return TRUE;
    } catch (IOException e) {
      return Errno.of(e).results();
    }
  }

  final Varargs close(LuaFile handle) {
    try {
      return handle.close(open(handle), io.files);
    } catch (IOException e) {
      return Errno.of(e).results();
    }
  }

  /** Returns the iterator over a file, whose formats are the arguments from 2 on. */
  final LuaValue lines(LuaFile handle, Varargs args, boolean close) {
    int count = Math.max(0, args.narg() - 1);
    int most = level53 ? MAX_FORMATS : MAX_FORMATS_5_2;
    if (count > most) {
      throw argError(
          level53 ? most + 2 : most, level53 ? "too many arguments" : "too many options");
    }
    return new LinesIterator(io, handle, args, close);
  }

  /** Opens a file whose absence is an error ({@code opencheckfile}). */
  final LuaFile openOrFail(LuaString name, String mode) {
    try {
      return io.open(FileNames.of(name), mode);
    } catch (IOException e) {
      String file = LuaText.excerpt(FileNames.of(name));
      throw failure("cannot open file '" + file + "' (" + Errno.of(e).text() + ")");
    }
  }
}
