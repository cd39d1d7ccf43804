package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.value.Integers;
import io.github.luasearchers.engine.value.Level;
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

  /** The least number of bytes that a function takes without its strings. */
  private static final int MIN_FUNCTION = 39;

  private static final int MIN_VARIABLE = 8;
  private static final int MIN_UPVALUE = 2;

  private static final int LONG_SIZE = 0xFF;

  private final ByteBuffer in;
  private final LuaString chunkName;
  private final BinaryFormat format;

  /** Whether the parts are laid out as in Lua 5.3. */
  private final boolean later;

  /** The least number of bytes that a string takes. */
  private final int minString;

  private int depth;

  private Undump(byte[] bytes, int offset, int length, LuaString chunkName, Level level) {
    this.in = ByteBuffer.wrap(bytes, offset, length).order(ByteOrder.LITTLE_ENDIAN);
    this.chunkName = chunkName;
    this.format = BinaryFormat.of(level);
    this.later = level.hasIntegers();
    this.minString = later ? 1 : 8;
  }

  /** Tells by its first byte whether a chunk is binary. */
  public static boolean isBinary(byte[] bytes, int offset, int length) {
    return length > 0 && bytes[offset] == BinaryFormat.SIGNATURE;
  }

  /**
   * Reads a binary chunk.
   *
   * @param chunkName the name in error messages
   * @param level the version of Lua that is to run the code
   * @throws LuaError with PUC's message if it is invalid
   */
  public static Prototype undump(
      byte[] bytes, int offset, int length, LuaString chunkName, Level level) {
    Undump undump = new Undump(bytes, offset, length, chunkName, level);
    undump.header();
    Prototype function = undump.function(BinaryFormat.NO_SOURCE);
    if (!Verifier.isSound(function)) {
      throw undump.error(undump.format.badCode());
    }
    return function;
  }

  /** Returns this undumper for LuaJ's globals. */
  public static Globals.Undumper asUndumper(Level level) {
    return new Adapter(level);
  }

  private static final class Adapter implements Globals.Undumper {

    private final Level level;

    Adapter(Level level) {
      this.level = level;
    }

    @Override
    public @Nullable Prototype undump(InputStream stream, String chunkName) throws IOException {
      if (stream.read() != BinaryFormat.SIGNATURE) {
        return null;
      }
      byte[] rest = stream.readAllBytes();
      byte[] bytes = new byte[rest.length + 1];
      bytes[0] = BinaryFormat.SIGNATURE;
      System.arraycopy(rest, 0, bytes, 1, rest.length);
      return Undump.undump(bytes, 0, bytes.length, LuaText.of(chunkName), level);
    }
  }

  private LuaError error(String why) {
    String name = LuaText.excerptOfLatin1(chunkName);
    if (name.startsWith("@") || name.startsWith("=")) {
      name = name.substring(1);
    } else if (name.startsWith("\033")) {
      name = "binary string";
    }
    return new ScriptError(LuaText.ofLatin1(name + ": " + why));
  }

  private void header() {
    if (!later) {
      need(format.headerLength());
    }
    for (BinaryFormat.Part part : format.header) {
      need(part.bytes.length);
      for (byte expected : part.bytes) {
        if (in.get() != expected) {
          throw error(part.mismatch);
        }
      }
    }
    if (later) {
      octet(); // the number of upvalues, which the function says again
    }
  }

  private Prototype function(LuaString outerSource) {
    if (++depth > MAX_DEPTH) {
      throw corrupted();
    }
    Prototype function = new FunctionPrototype();
    function.source = later ? source(outerSource) : BinaryFormat.NO_SOURCE;
    function.linedefined = integer();
    function.lastlinedefined = integer();
    function.numparams = octet();
    function.is_vararg = octet();
    function.maxstacksize = octet();
    function.code = code();
    function.k = constants();
    if (later) {
      function.upvalues = upvalues();
      function.p = functions(function.source);
    } else {
      function.p = functions(BinaryFormat.NO_SOURCE);
      function.upvalues = upvalues();
      function.source = source(BinaryFormat.NO_SOURCE);
    }
    function.lineinfo = integers();
    function.locvars = variables();
    nameUpvalues(function.upvalues);
    depth--;
    return function;
  }

  private LuaString source(LuaString otherwise) {
    LuaString source = string();
    return source != null ? source : otherwise;
  }

  private int[] code() {
    int[] code = integers();
    for (int pc = 0; pc < code.length; pc++) {
      code[pc] = format.fromFile(code[pc]);
    }
    return code;
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
            default -> later ? laterConstant(type) : corruptConstant();
          };
    }
    return constants;
  }

  private LuaValue laterConstant(int type) {
    return switch (type) {
      case BinaryFormat.INTEGER -> {
        need(8);
        yield Integers.of(in.getLong());
      }
      case BinaryFormat.LONG_STRING -> constantString();
      default -> corruptConstant();
    };
  }

  private LuaValue corruptConstant() {
    throw corrupted();
  }

  private LuaError corrupted() {
    return error(format.problem("corrupted"));
  }

  private Prototype[] functions(LuaString outerSource) {
    Prototype[] functions = new Prototype[count(MIN_FUNCTION + minString)];
    for (int i = 0; i < functions.length; i++) {
      functions[i] = function(outerSource);
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
    LocVars[] variables = new LocVars[count(MIN_VARIABLE + minString)];
    for (int i = 0; i < variables.length; i++) {
      LuaString name = constantString();
      int start = integer();
      variables[i] = new LocVars(name, start, integer());
    }
    return variables;
  }

  private void nameUpvalues(Upvaldesc[] upvalues) {
    int names = count(minString);
    if (names > upvalues.length) {
      throw corrupted();
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
      throw corrupted();
    }
    return value;
  }

  private int octet() {
    need(1);
    return in.get() & 0xFF;
  }

  private LuaValue number() {
    need(8);
    double number = in.getDouble();
    return later ? Numbers.of(number) : Numbers.integral(number);
  }

  private LuaString constantString() {
    LuaString string = string();
    if (string == null) {
      throw corrupted();
    }
    return string;
  }

  private @Nullable LuaString string() {
    long size = later ? laterSize() : size();
    if (size == 0) {
      return null;
    }
    need(later ? size - 1 : size);
    int length = (int) size - 1;
    byte[] bytes = in.array();
    int start = in.arrayOffset() + in.position();
    LuaString string =
        StringTable.intern(bytes, start, length, StringTable.hash(bytes, start, length));
    in.position(in.position() + (later ? length : length + 1));
    return string;
  }

  private long size() {
    need(8);
    return in.getLong();
  }

  private long laterSize() {
    int small = octet();
    if (small < LONG_SIZE) {
      return small;
    }
    long size = size();
    if (size <= 0) {
      throw corrupted();
    }
    return size;
  }

  private void need(long size) {
    if (size < 0 || size > in.remaining()) {
      throw error(format.problem("truncated"));
    }
  }
}
