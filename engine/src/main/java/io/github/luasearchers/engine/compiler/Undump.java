package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Numbers;
import io.github.luasearchers.engine.value.ScriptError;
import io.github.luasearchers.engine.value.StringTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LocVars;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Upvaldesc;

/**
 * Reads a function that {@link Dump} or PUC's {@code luac} of x86-64 has written. Whatever the
 * bytes are, the result is a function that {@link Verifier} has found sound, or a {@link LuaError}:
 * each size is compared with what is left before anything of that size is allocated.
 */
public final class Undump {

  /** The deepest nesting of functions, which is the parser's limit. */
  private static final int MAX_DEPTH = 200;

  /** The least number of bytes that each part of a function takes. */
  private static final int MIN_FUNCTION = 47;

  private static final int MIN_VARIABLE = 16;
  private static final int MIN_STRING = 8;
  private static final int MIN_UPVALUE = 2;

  private static final int SIGNATURE_END = 4;
  private static final int VERSION_END = 6;
  private static final int SIZES_END = 12;

  private final ByteBuffer in;
  private final LuaString chunkName;
  private int depth;

  private Undump(byte[] bytes, int offset, int length, LuaString chunkName) {
    this.in = ByteBuffer.wrap(bytes, offset, length).order(ByteOrder.LITTLE_ENDIAN);
    this.chunkName = chunkName;
  }

  /** Tells by its first byte whether a chunk is binary. */
  public static boolean isBinary(byte[] bytes, int offset, int length) {
    return length > 0 && bytes[offset] == BinaryFormat.SIGNATURE;
  }

  /**
   * Reads a binary chunk.
   *
   * @param chunkName the name in error messages
   * @throws LuaError with PUC's message if it is invalid
   */
  public static Prototype undump(byte[] bytes, int offset, int length, LuaString chunkName) {
    Undump undump = new Undump(bytes, offset, length, chunkName);
    undump.header();
    Prototype function = undump.function();
    if (!Verifier.isSound(function)) {
      throw undump.error("bad code in");
    }
    return function;
  }

  /** Returns this undumper for LuaJ's globals. */
  public static Globals.Undumper asUndumper() {
    return new Adapter();
  }

  private static final class Adapter implements Globals.Undumper {

    @Override
    public @Nullable Prototype undump(InputStream stream, String chunkName) throws IOException {
      if (stream.read() != BinaryFormat.SIGNATURE) {
        return null;
      }
      byte[] rest = stream.readAllBytes();
      byte[] bytes = new byte[rest.length + 1];
      bytes[0] = BinaryFormat.SIGNATURE;
      System.arraycopy(rest, 0, bytes, 1, rest.length);
      return Undump.undump(bytes, 0, bytes.length, LuaText.of(chunkName));
    }
  }

  private LuaError error(String why) {
    String name = LuaText.excerptOfLatin1(chunkName);
    if (name.startsWith("@") || name.startsWith("=")) {
      name = name.substring(1);
    } else if (name.startsWith("\033")) {
      name = "binary string";
    }
    return new ScriptError(LuaText.ofLatin1(name + ": " + why + " precompiled chunk"));
  }

  private void header() {
    byte[] expected = BinaryFormat.header();
    need(expected.length);
    int same = 0;
    while (same < expected.length && in.get() == expected[same]) {
      same++;
    }
    if (same == expected.length) {
      return;
    }
    if (same < SIGNATURE_END) {
      throw error("not a");
    }
    if (same < VERSION_END) {
      throw error("version mismatch in");
    }
    throw error(same < SIZES_END ? "incompatible" : "corrupted");
  }

  private Prototype function() {
    if (++depth > MAX_DEPTH) {
      throw error("corrupted");
    }
    Prototype function = new Prototype();
    function.linedefined = integer();
    function.lastlinedefined = integer();
    function.numparams = octet();
    function.is_vararg = octet();
    function.maxstacksize = octet();
    function.code = integers();
    function.k = constants();
    function.p = functions();
    function.upvalues = upvalues();
    LuaString source = string();
    function.source = source != null ? source : BinaryFormat.NO_SOURCE;
    function.lineinfo = integers();
    function.locvars = variables();
    nameUpvalues(function.upvalues);
    depth--;
    return function;
  }

  private LuaValue[] constants() {
    LuaValue[] constants = new LuaValue[count(1)];
    for (int i = 0; i < constants.length; i++) {
      int type = octet();
      constants[i] =
          switch (type) {
            case LuaValue.TNIL -> LuaValue.NIL;
            case LuaValue.TBOOLEAN -> LuaValue.valueOf(octet() != 0);
            case LuaValue.TNUMBER -> number();
            case LuaValue.TSTRING -> constantString();
            default -> throw error("corrupted");
          };
    }
    return constants;
  }

  private Prototype[] functions() {
    Prototype[] functions = new Prototype[count(MIN_FUNCTION)];
    for (int i = 0; i < functions.length; i++) {
      functions[i] = function();
    }
    return functions;
  }

  private Upvaldesc[] upvalues() {
    Upvaldesc[] upvalues = new Upvaldesc[count(MIN_UPVALUE)];
    for (int i = 0; i < upvalues.length; i++) {
      boolean inStack = octet() != 0;
      upvalues[i] = new Upvaldesc(null, inStack, octet());
    }
    return upvalues;
  }

  private LocVars[] variables() {
    LocVars[] variables = new LocVars[count(MIN_VARIABLE)];
    for (int i = 0; i < variables.length; i++) {
      LuaString name = constantString();
      int start = integer();
      variables[i] = new LocVars(name, start, integer());
    }
    return variables;
  }

  private void nameUpvalues(Upvaldesc[] upvalues) {
    int names = count(MIN_STRING);
    if (names > upvalues.length) {
      throw error("corrupted");
    }
    for (int i = 0; i < names; i++) {
      upvalues[i].name = string();
    }
  }

  // ---- the pieces

  /** Reads a number of parts, and fails unless enough bytes are left for them. */
  private int count(int partSize) {
    int count = integer();
    need((long) count * partSize);
    return count;
  }

  private int[] integers() {
    int[] values = new int[count(4)];
    in.asIntBuffer().get(values);
    in.position(in.position() + 4 * values.length);
    return values;
  }

  /** Reads an int, which in this format is never negative. */
  private int integer() {
    need(4);
    int value = in.getInt();
    if (value < 0) {
      throw error("corrupted");
    }
    return value;
  }

  private int octet() {
    need(1);
    return in.get() & 0xFF;
  }

  private LuaValue number() {
    need(8);
    return Numbers.integral(in.getDouble());
  }

  private LuaString constantString() {
    LuaString string = string();
    if (string == null) {
      throw error("corrupted");
    }
    return string;
  }

  private @Nullable LuaString string() {
    need(MIN_STRING);
    long size = in.getLong();
    if (size == 0) {
      return null;
    }
    need(size);
    int length = (int) size - 1;
    byte[] bytes = in.array();
    int start = in.arrayOffset() + in.position();
    LuaString string =
        StringTable.intern(bytes, start, length, StringTable.hash(bytes, start, length));
    in.position(in.position() + length + 1);
    return string;
  }

  private void need(long size) {
    if (size < 0 || size > in.remaining()) {
      throw error("truncated");
    }
  }
}
