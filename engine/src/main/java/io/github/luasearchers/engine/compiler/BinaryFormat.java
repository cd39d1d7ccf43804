package io.github.luasearchers.engine.compiler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.luasearchers.engine.value.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/**
 * The format that {@link Dump} and {@link Undump} share. For Lua 5.2 and 5.3 it is PUC's on x86-64,
 * so that files can be exchanged with {@code luac}. PUC 5.4 has another machine; our code for it is
 * laid out as in 5.3, under a header with a format byte of its own.
 */
final class BinaryFormat {

  /** The first byte of a binary chunk. */
  static final int SIGNATURE = 0x1B;

  /** The source of a function whose debug information was left out. */
  static final LuaString NO_SOURCE = LuaValue.valueOf("=?");

  // the types of constants that Lua 5.3 tells apart
  static final int FLOAT = 3;
  static final int INTEGER = 19;
  static final int SHORT_STRING = 4;
  static final int LONG_STRING = 20;

  /** The length up to which PUC keeps strings in one table. */
  static final int MAX_SHORT = 40;

  /** The format byte of chunks for Lua 5.4: not PUC's, which is 0. */
  private static final int OWN_FORMAT = 'J';

  /** Bytes that a conversion of text would change. */
  private static final byte[] DATA = {0x19, (byte) 0x93, '\r', '\n', 0x1A, '\n'};

  /** The opcodes of Lua 5.3 in the order of their numbers there. */
  private static final int[] OPCODES_5_3 = {
    Op.MOVE,
    Op.LOADK,
    Op.LOADKX,
    Op.LOADBOOL,
    Op.LOADNIL,
    Op.GETUPVAL,
    Op.GETTABUP,
    Op.GETTABLE,
    Op.SETTABUP,
    Op.SETUPVAL,
    Op.SETTABLE,
    Op.NEWTABLE,
    Op.SELF,
    Op.ADD,
    Op.SUB,
    Op.MUL,
    Op.MOD,
    Op.POW,
    Op.DIV,
    Op.IDIV,
    Op.BAND,
    Op.BOR,
    Op.BXOR,
    Op.SHL,
    Op.SHR,
    Op.UNM,
    Op.BNOT,
    Op.NOT,
    Op.LEN,
    Op.CONCAT,
    Op.JMP,
    Op.EQ,
    Op.LT,
    Op.LE,
    Op.TEST,
    Op.TESTSET,
    Op.CALL,
    Op.TAILCALL,
    Op.RETURN,
    Op.FORLOOP,
    Op.FORPREP,
    Op.TFORCALL,
    Op.TFORLOOP,
    Op.SETLIST,
    Op.CLOSURE,
    Op.VARARG,
    Op.EXTRAARG
  };

  private static final int NO_OPCODE = 0x3F;

  private static final BinaryFormat LUA_5_2 = new BinaryFormat(Level.LUA_5_2, header52());
  private static final BinaryFormat LUA_5_3 = new BinaryFormat(Level.LUA_5_3, header53());
  private static final BinaryFormat LUA_5_4 = new BinaryFormat(Level.LUA_5_4, header54());

  /** A run of bytes that a header must have, and what is wrong if it has others. */
  static final class Part {
    final byte[] bytes;
    final String mismatch;

    Part(String mismatch, byte... bytes) {
      this.bytes = bytes;
      this.mismatch = mismatch;
    }
  }

  final Level level;
  final Part[] header;

  private BinaryFormat(Level level, Part[] header) {
    this.level = level;
    this.header = header;
  }

  static BinaryFormat of(Level level) {
    return switch (level) {
      case LUA_5_2 -> LUA_5_2;
      case LUA_5_3 -> LUA_5_3;
      case LUA_5_4 -> LUA_5_4;
    };
  }

  // ---- headers

  private static byte[] signature() {
    return "\033Lua".getBytes(ISO_8859_1);
  }

  /**
   * The version and the official format; little endian; int of 4 bytes, size_t of 8, instructions
   * of 4, numbers of 8, which are not integers.
   */
  private static Part[] header52() {
    return new Part[] {
      new Part("not a precompiled chunk", signature()),
      new Part("version mismatch in precompiled chunk", (byte) 0x52, (byte) 0),
      new Part("incompatible precompiled chunk", new byte[] {1, 4, 8, 4, 8, 0}),
      new Part("corrupted precompiled chunk", DATA)
    };
  }

  private static Part[] header53() {
    return new Part[] {
      new Part("not a precompiled chunk", signature()),
      new Part("version mismatch in precompiled chunk", (byte) 0x53),
      new Part("format mismatch in precompiled chunk", (byte) 0),
      new Part("corrupted precompiled chunk", DATA),
      new Part("int size mismatch in precompiled chunk", (byte) 4),
      new Part("size_t size mismatch in precompiled chunk", (byte) 8),
      new Part("Instruction size mismatch in precompiled chunk", (byte) 4),
      new Part("lua_Integer size mismatch in precompiled chunk", (byte) 8),
      new Part("lua_Number size mismatch in precompiled chunk", (byte) 8),
      new Part("endianness mismatch in precompiled chunk", integer()),
      new Part("float format mismatch in precompiled chunk", number())
    };
  }

  private static Part[] header54() {
    return new Part[] {
      new Part("bad binary format (not a binary chunk)", signature()),
      new Part("bad binary format (version mismatch)", (byte) 0x54),
      new Part("bad binary format (format mismatch)", (byte) OWN_FORMAT),
      new Part("bad binary format (corrupted chunk)", DATA),
      new Part("bad binary format (Instruction size mismatch)", (byte) 4),
      new Part("bad binary format (lua_Integer size mismatch)", (byte) 8),
      new Part("bad binary format (lua_Number size mismatch)", (byte) 8),
      new Part("bad binary format (integer format mismatch)", integer()),
      new Part("bad binary format (float format mismatch)", number())
    };
  }

  /** The integer that shows the order of bytes. */
  private static byte[] integer() {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0x5678).array();
  }

  /** The float that shows the format. */
  private static byte[] number() {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(370.5).array();
  }

  /** Returns the number of the header's bytes. */
  int headerLength() {
    int length = 0;
    for (Part part : header) {
      length += part.bytes.length;
    }
    return length;
  }

  // ---- messages

  /** Returns the message for a chunk that is wrong in one of PUC's ways, such as truncated. */
  String problem(String what) {
    return level == Level.LUA_5_4
        ? "bad binary format (" + what + " chunk)"
        : what + " precompiled chunk";
  }

  /** Returns the message for code that the loop could not run. */
  String badCode() {
    return level == Level.LUA_5_4
        ? "bad binary format (bad code)"
        : "bad code in precompiled chunk";
  }

  // ---- instructions

  /** Returns the files' instruction for one of ours. */
  int toFile(int instruction) {
    if (level != Level.LUA_5_3) {
      return instruction;
    }
    int opcode = Op.opcode(instruction);
    for (int number = 0; number < OPCODES_5_3.length; number++) {
      if (OPCODES_5_3[number] == opcode) {
        return Op.withOpcode(instruction, number);
      }
    }
    throw new IllegalArgumentException("not an opcode of Lua 5.3: " + opcode);
  }

  /** Returns our instruction for one of a file, one that does not exist if that has none. */
  int fromFile(int instruction) {
    int number = Op.opcode(instruction);
    if (level == Level.LUA_5_3) {
      return number < OPCODES_5_3.length
          ? Op.withOpcode(instruction, OPCODES_5_3[number])
          : Op.withOpcode(instruction, NO_OPCODE);
    }
    return level == Level.LUA_5_2 && number > Op.EXTRAARG
        ? Op.withOpcode(instruction, NO_OPCODE)
        : instruction;
  }

  @SuppressWarnings("ReferenceEquality") // a chunk may have an equal name
  static boolean hasNoSource(Prototype function) {
    return function.source == NO_SOURCE;
  }
}
