package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.value.CurrentMeter;
import io.github.luasearchers.engine.value.Integers;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaFloat;
import io.github.luasearchers.engine.value.Slices;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LocVars;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Upvaldesc;

/**
 * Writes a function in binary form: PUC's {@code ldump.c}. For Lua 5.2 and 5.3 it is what {@code
 * luac} of x86-64 writes, so that the real interpreter can load it.
 */
public final class Dump {

  private static final int LONG_SIZE = 0xFF;

  private final BinaryFormat format;

  /** Whether the parts are laid out as in Lua 5.3. */
  private final boolean later;

  private final boolean strip;
  private ByteBuffer out = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);

  private Dump(boolean strip, Level level) {
    this.strip = strip;
    this.format = BinaryFormat.of(level);
    this.later = level.hasIntegers();
  }

  /**
   * Returns a function's binary form.
   *
   * @param strip whether to leave out what only messages and debuggers need
   * @param level the version of Lua that the function was compiled for
   */
  public static byte[] dump(Prototype function, boolean strip, Level level) {
    Dump dump = new Dump(strip, level);
    dump.header(function);
    dump.function(function, null);
    CurrentMeter.reserve(dump.out.position());
    byte[] result = new byte[dump.out.position()];
    dump.out.flip().get(result);
    return result;
  }

  private void header(Prototype main) {
    for (BinaryFormat.Part part : format.header) {
      room(part.bytes.length).put(part.bytes);
    }
    if (later) {
      octet(main.upvalues.length);
    }
  }

  private void function(Prototype function, @Nullable LuaString outerSource) {
    if (later) {
      source(function, outerSource);
    }
    integer(function.linedefined);
    integer(function.lastlinedefined);
    octet(function.numparams);
    octet(function.is_vararg);
    octet(function.maxstacksize);
    code(function.code);
    constants(function.k);
    if (later) {
      upvalues(function.upvalues);
      functions(function);
    } else {
      functions(function);
      upvalues(function.upvalues);
      source(function, null);
    }
    debug(function);
  }

  private void functions(Prototype function) {
    integer(function.p.length);
    for (Prototype inner : function.p) {
      function(inner, function.source);
    }
  }

  private void upvalues(Upvaldesc[] upvalues) {
    integer(upvalues.length);
    for (Upvaldesc upvalue : upvalues) {
      octet(upvalue.instack ? 1 : 0);
      octet(upvalue.idx);
    }
  }

  private void source(Prototype function, @Nullable LuaString outerSource) {
    LuaString source = function.source;
    boolean known = outerSource != null && outerSource.raweq(source);
    string(strip || known || BinaryFormat.hasNoSource(function) ? null : source);
  }

  private void code(int[] code) {
    integer(code.length);
    room(4 * code.length);
    for (int instruction : code) {
      out.putInt(format.toFile(instruction));
    }
  }

  private void constants(LuaValue[] constants) {
    integer(constants.length);
    for (LuaValue constant : constants) {
      octet(later ? laterType(constant) : constant.type());
      switch (constant.type()) {
        case LuaValue.TBOOLEAN -> octet(constant.toboolean() ? 1 : 0);
        case LuaValue.TNUMBER -> room(8).putLong(bits(constant));
        case LuaValue.TSTRING -> string((LuaString) constant);
        default -> {
          // Nil has no content.
        }
      }
    }
  }

  private static int laterType(LuaValue constant) {
    if (constant instanceof LuaString string) {
      boolean isShort = string.m_length <= BinaryFormat.MAX_SHORT;
      return isShort ? BinaryFormat.SHORT_STRING : BinaryFormat.LONG_STRING;
    }
    if (constant instanceof LuaFloat) {
      return BinaryFormat.FLOAT;
    }
    return Integers.isInteger(constant) ? BinaryFormat.INTEGER : constant.type();
  }

  private long bits(LuaValue number) {
    return later && Integers.isInteger(number)
        ? Integers.value(number)
        : Double.doubleToRawLongBits(number.todouble());
  }

  private void debug(Prototype function) {
    if (strip) {
      // No lines, local variables and names of upvalues.
      integer(0);
      integer(0);
      integer(0);
      return;
    }
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
    if (later) {
      laterString(string);
      return;
    }
    if (string == null) {
      room(8).putLong(0);
      return;
    }
    int length = string.m_length;
    room(length + 9).putLong(length + 1);
    content(string);
    out.put((byte) 0);
  }

  private void laterString(@Nullable LuaString string) {
    int size = string == null ? 0 : string.m_length + 1;
    if (size < LONG_SIZE) {
      octet(size);
    } else {
      octet(LONG_SIZE);
      room(8).putLong(size);
    }
    if (string != null) {
      room(string.m_length);
      content(string);
    }
  }

  private void content(LuaString string) {
    Slices.copy(string, out.array(), out.position());
    out.position(out.position() + string.m_length);
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
