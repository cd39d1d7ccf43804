package io.github.luasearchers.engine.lib.io;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.StringTable;
import io.github.luasearchers.engine.vm.Event;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * The library {@code io}: liolib.c. This is its state; the functions are in classes of their own.
 */
public final class IoLib {

  private static final LuaString CLOSE = StringTable.name("close");

  final LuaRuntime lua;
  final boolean atLeast54;
  final OpenFiles files = new OpenFiles();

  private final Table metatable = new Table(0, 8);

  /** What {@code io.read} reads from. */
  LuaFile input;

  /** What {@code io.write} writes to. */
  LuaFile output;

  private IoLib(LuaRuntime lua) {
    this.lua = lua;
    this.atLeast54 = lua.level().atLeast(Level.LUA_5_4);
    this.input = standard(StandardDevice.IN);
    this.output = standard(StandardDevice.OUT);
  }

  /**
   * Puts the functions and files into the library's table.
   *
   * @return closes the files that the script leaves open
   */
  public static IoLib fill(LuaRuntime lua, Table functions) {
    IoLib io = new IoLib(lua);
    functions.presize(0, 16);
    IoFunction.open(io, functions);
    functions.rawset(StringTable.name("stdin"), io.input);
    functions.rawset(StringTable.name("stdout"), io.output);
    functions.rawset(StringTable.name("stderr"), io.standard(StandardDevice.ERR));
    io.openMethods(functions);
    lua.onCollected(io.files);
    return io;
  }

  private void openMethods(Table functions) {
    LuaTable methods = atLeast54 ? new Table(0, 8) : metatable;
    FileMethod.open(this, methods, metatable);
    metatable.rawset(Event.INDEX.name, methods);
    if (!lua.level().atLeast(Level.LUA_5_3)) {
      methods.rawset(CLOSE, functions.rawget(CLOSE));
    } else {
      metatable.rawset(StringTable.name("__name"), LuaString.valueOf("FILE*"));
    }
  }

  /** Returns the metatable of files, {@code LUA_FILEHANDLE} in the registry. */
  public LuaTable metatable() {
    return metatable;
  }

  /** Writes out what files have in their buffers. */
  public void flush() {
    files.flush();
  }

  /** Closes all files that the script has left open. */
  public void close() {
    files.close();
  }

  // ---- files

  /** Returns the file that a value is, null if it is none. */
  @SuppressWarnings("ReferenceEquality") // the very same metatable is meant
  @Nullable LuaFile file(LuaValue value) {
    if (value instanceof LuaFile file) {
      return file;
    }
    if (value instanceof ForeignFile foreign && value.getmetatable() == metatable) {
      return new LuaFile(
          new FileStream(lua, new ForeignDevice(foreign.stream())), metatable, value);
    }
    return null;
  }

  private LuaFile standard(int which) {
    return new LuaFile(new FileStream(lua, new StandardDevice(lua, which)), metatable);
  }

  LuaFile open(String name, String mode) throws IOException {
    return file(FileDevice.open(name, mode));
  }

  LuaFile openTemporary() throws IOException {
    File file = File.createTempFile("lua_", null);
    try {
      return open(file.getPath(), "w+b");
    } finally {
      // As C does: the file is there as long as it is open. Where that can't be, it goes later.
      if (!file.delete()) {
        file.deleteOnExit();
      }
    }
  }

  /** Starts a command; the mode is {@code r} or {@code w}. */
  LuaFile openPipe(LuaString command, boolean reads) throws IOException {
    files.flush();
    Redirect stdout = lua.stdout() == System.out && !reads ? Redirect.INHERIT : Redirect.PIPE;
    Redirect stdin = reads ? Redirect.INHERIT : Redirect.PIPE;
    return file(new ShellDevice(Shell.start(lua, command, stdin, stdout), reads));
  }

  private LuaFile file(Device device) {
    FileStream stream = new FileStream(lua, device);
    LuaFile file = new LuaFile(stream, metatable);
    files.add(file, stream);
    return file;
  }
}
