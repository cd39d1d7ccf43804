package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.value.CurrentMeter;
import io.github.luasearchers.engine.value.Slices;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LocVars;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Upvaldesc;

/** Writes a function as PUC's {@code luac} of x86-64 does, so that {@code lua5.2} can load it. */
public final class Dump {

  private final boolean strip;
  private ByteBuffer out = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);

  private Dump(boolean strip) {
    this.strip = strip;
  }

  /**
   * Returns a function's binary form.
   *
   * @param strip whether to leave out what only messages and debuggers need
   */
  public static byte[] dump(Prototype function, boolean strip) {
    Dump dump = new Dump(strip);
    dump.bytes(BinaryFormat.header());
    dump.function(function);
    CurrentMeter.reserve(dump.out.position());
    byte[] result = new byte[dump.out.position()];
    dump.out.flip().get(result);
    return result;
  }

  private void function(Prototype function) {
    integer(function.linedefined);
    integer(function.lastlinedefined);
    octet(function.numparams);
    octet(function.is_vararg);
    octet(function.maxstacksize);
    integers(function.code);
    constants(function.k);
    integer(function.p.length);
    for (Prototype inner : function.p) {
      function(inner);
    }
    integer(function.upvalues.length);
    for (Upvaldesc upvalue : function.upvalues) {
      octet(upvalue.instack ? 1 : 0);
      octet(upvalue.idx);
    }
    debug(function);
  }

  private void constants(LuaValue[] constants) {
    integer(constants.length);
    for (LuaValue constant : constants) {
      octet(constant.type());
      switch (constant.type()) {
        case LuaValue.TBOOLEAN -> octet(constant.toboolean() ? 1 : 0);
        case LuaValue.TNUMBER -> room(8).putLong(Double.doubleToRawLongBits(constant.todouble()));
        case LuaValue.TSTRING -> string((LuaString) constant);
        default -> {
          // Nil has no content.
        }
      }
    }
  }

  private void debug(Prototype function) {
    if (strip) {
      // No source, lines, local variables and names of upvalues.
      string(null);
      integer(0);
      integer(0);
      integer(0);
      return;
    }
    string(BinaryFormat.hasNoSource(function) ? null : function.source);
    integers(function.lineinfo);
    integer(function.locvars.length);
    for (LocVars variable : function.locvars) {
      string(variable.varname);
      integer(variable.startpc);
      integer(variable.endpc);
    }
    upvalueNames(function.upvalues);
  }

  private void upvalueNames(Upvaldesc[] upvalues) {
    boolean known = upvalues.length > 0 && upvalues[0].name != null;
    integer(known ? upvalues.length : 0);
    if (known) {
      for (Upvaldesc upvalue : upvalues) {
        string(upvalue.name);
      }
    }
  }

  // ---- the pieces

  private void string(@Nullable LuaString string) {
    if (string == null) {
      room(8).putLong(0);
      return;
    }
    int length = string.m_length;
    room(length + 9).putLong(length + 1);
    Slices.copy(string, out.array(), out.position());
    out.position(out.position() + length).put((byte) 0);
  }

  private void integers(int[] values) {
    integer(values.length);
    room(4 * values.length);
    for (int value : values) {
      out.putInt(value);
    }
  }

  private void integer(int value) {
    room(4).putInt(value);
  }

  private void octet(int value) {
    room(1).put((byte) value);
  }

  private void bytes(byte[] bytes) {
    room(bytes.length).put(bytes);
  }

  /** Returns the output with room for some more bytes. */
  private ByteBuffer room(int size) {
    if (out.remaining() < size) {
      int capacity = Math.max(out.capacity() * 2, out.position() + size);
      CurrentMeter.reserve(capacity);
      out = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).put(out.flip());
    }
    return out;
  }
}
