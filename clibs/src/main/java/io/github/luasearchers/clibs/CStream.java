package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.lib.io.Errno;
import io.github.luasearchers.engine.lib.io.ForeignStream;
import java.io.IOException;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A file that C has opened, as Java's {@code io} sees it: a {@code luaL_Stream} in a block. */
final class CStream implements ForeignStream {

  private final Universe universe;
  private final NativeUserdata userdata;

  CStream(Universe universe, NativeUserdata userdata) {
    this.universe = universe;
    this.userdata = userdata;
  }

  private long stream() {
    return userdata.block.address();
  }

  private long file() {
    return Files.file(stream());
  }

  private static long check(long answer) throws Errno {
    if (answer < 0) {
      int error = (int) -answer;
      throw new Errno(error, Files.message(error));
    }
    return answer;
  }

  @Override
  public boolean isOpen() {
    return !universe.isClosed() && Files.closer(stream()) != 0;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return (int) check(Files.read(file(), bytes, offset, length));
  }

  @Override
  public void unread(byte last) {
    Files.unread(file(), last);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    check(Files.write(file(), bytes, offset, length));
  }

  @Override
  public long seek(long offset, int whence) throws IOException {
    return check(Files.seek(file(), offset, whence));
  }

  @Override
  public void flush() throws IOException {
    check(Files.flush(file()));
  }

  @Override
  public void setBuffering(int mode, long size) throws IOException {
    check(Files.setBuffering(file(), mode, size));
  }

  @Override
  public Varargs close() {
    LuaValue closer = universe.function(Files.closer(stream()));
    Files.forget(stream());
    return universe.lua.call(closer, (Varargs) userdata);
  }
}
