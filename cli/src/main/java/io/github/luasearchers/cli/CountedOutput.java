package io.github.luasearchers.cli;

import io.github.luasearchers.engine.vm.LuaRuntime;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * What scripts write where the limit of output holds: each byte is charged before it is written.
 */
final class CountedOutput extends OutputStream {

  private final LuaRuntime lua;
  private final PrintStream out;

  private CountedOutput(LuaRuntime lua, PrintStream out) {
    this.lua = lua;
    this.out = out;
  }

  static PrintStream of(LuaRuntime lua, PrintStream out) {
    return new PrintStream(new CountedOutput(lua, out), false);
  }

  @Override
  public void write(int b) {
    lua.chargeOutput(1);
    out.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    lua.chargeOutput(length);
    out.write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    if (out.checkError()) {
      throw new IOException("the output can't be written");
    }
  }
}
