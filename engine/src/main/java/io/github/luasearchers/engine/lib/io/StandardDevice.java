package io.github.luasearchers.engine.lib.io;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** One of the standard files: whatever stream the host gives the universe at the time. */
final class StandardDevice extends Device {

  static final int IN = 0;
  static final int OUT = 1;
  static final int ERR = 2;

  private final LuaRuntime lua;
  private final int which;

  StandardDevice(LuaRuntime lua, int which) {
    this.lua = lua;
    this.which = which;
  }

  @Override
  int read(byte[] bytes, int offset, int length) throws IOException {
    if (which != IN) {
      return super.read(bytes, offset, length);
    }
    InputStream in = lua.STDIN;
    return in == null ? -1 : in.read(bytes, offset, length);
  }

  @Override
  void write(byte[] bytes, int offset, int length) throws IOException {
    if (which == IN) {
      super.write(bytes, offset, length);
    }
    stream().write(bytes, offset, length);
  }

  private PrintStream stream() {
    return which == OUT ? lua.stdout() : lua.stderr();
  }

  @Override
  boolean isDirect() {
    return true;
  }

  @Override
  FileDescriptor descriptor() {
    return switch (which) {
      case IN -> FileDescriptor.in;
      case OUT -> FileDescriptor.out;
      default -> FileDescriptor.err;
    };
  }

  @Override
  boolean canRead() {
    return which == IN;
  }

  @Override
  boolean canWrite() {
    return which != IN;
  }

  @Override
  void flush() throws IOException {
    if (which != IN && stream().checkError()) {
      throw new Errno(Errno.EIO);
    }
  }

  @Override
  Varargs close() {
    return LuaValue.varargsOf(LuaValue.NIL, LuaText.of("cannot close standard file"));
  }
}
