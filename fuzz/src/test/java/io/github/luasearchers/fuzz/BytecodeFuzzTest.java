package io.github.luasearchers.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.luasearchers.engine.LuaScriptEngine;

/** Loads and runs any precompiled code, where it is allowed: outside the sandbox. */
class BytecodeFuzzTest {

  private static final byte[] HEADER = {
    27, 'L', 'u', 'a', 0x52, 0, 1, 4, 8, 4, 8, 0, 0x19, (byte) 0x93, '\r', '\n', 0x1a, '\n'
  };

  /** The bytes are what follows the header. */
  @FuzzTest(maxDuration = "60s")
  void code(byte[] data) {
    byte[] chunk = new byte[HEADER.length + data.length];
    System.arraycopy(HEADER, 0, chunk, 0, HEADER.length);
    System.arraycopy(data, 0, chunk, HEADER.length, data.length);
    LuaScriptEngine engine = Sandbox.engine(false, "5.2");
    engine.put("chunk", chunk);
    Sandbox.run(
        engine,
        "io, os, luajava, require, dofile, loadfile, package = nil"
            + " local f = load(tostring(chunk), 'x', 'b', {}) if f then return f(1, 2, 3) end");
  }
}
