package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.value.Integers;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.Slices;
import io.github.luasearchers.engine.value.StringTable;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The library {@code utf8}: lutf8lib.c. It came with Lua 5.3. */
final class Utf8Lib {

  private static final int CHAR = 0;
  private static final int CODEPOINT = 1;
  private static final int CODES = 2;
  private static final int LENGTH = 3;
  private static final int OFFSET = 4;
  private static final int NEXT_STRICT = 5;
  private static final int NEXT_LAX = 6;

  private Utf8Lib() {}

  /** Puts the functions into the library's table. */
  static void fill(LuaRuntime lua, Table utf8) {
    utf8.presize(0, 8);
    new Function(lua, "char", CHAR).addTo(utf8);
    new Function(lua, "codepoint", CODEPOINT).addTo(utf8);
    new Function(lua, "codes", CODES).addTo(utf8);
    new Function(lua, "len", LENGTH).addTo(utf8);
    new Function(lua, "offset", OFFSET).addTo(utf8);
    boolean level54 = lua.level().atLeast(Level.LUA_5_4);
    utf8.rawset(StringTable.name("charpattern"), charPattern(level54));
  }

  private static LuaString charPattern(boolean level54) {
    byte[] pattern = {
      '[',
      0,
      '-',
      0x7f,
      (byte) 0xc2,
      '-',
      (byte) (level54 ? 0xfd : 0xf4),
      ']',
      '[',
      (byte) 0x80,
      '-',
      (byte) 0xbf,
      ']',
      '*'
    };
    return LuaString.valueUsing(pattern);
  }

  private static final class Function extends LibraryFunction {

    private static final String INVALID = "invalid UTF-8 code";
    private static final long MAX_UNICODE = 0x10ffff;
    private static final long MAX_UTF = 0x7fffffff;

    /** The least value for each number of continuation bytes: the others are overlong. */
    private static final long[] LIMITS = {
      Long.MAX_VALUE, 0x80, 0x800, 0x10000, 0x200000, 0x4000000
    };

    private final int function;

    Function(LuaRuntime lua, String name, int function) {
      super(lua, name);
      this.function = function;
    }

    @Override
    protected Varargs run(Varargs args) {
      return switch (function) {
        case CHAR -> chars(args);
        case CODEPOINT -> codepoint(args);
        case CODES -> codes(args);
        case LENGTH -> length(args);
        case OFFSET -> offset(args);
        case NEXT_STRICT -> next(args, true);
        case NEXT_LAX -> next(args, false);
        default -> throw new IllegalStateException(name());
      };
    }

    private LuaString chars(Varargs args) {
      LuaStringBuffer out = new LuaStringBuffer(lua, 8);
      for (int i = 1, n = args.narg(); i <= n; i++) {
        long code = checkInteger(args, i);
        if (code < 0 || code > (level54 ? MAX_UTF : MAX_UNICODE)) {
          throw argError(i, "value out of range");
        }
        encode(code, out);
      }
      return out.toLuaString();
    }

    private static void encode(long code, LuaStringBuffer out) {
      if (code < 0x80) {
        out.append((int) code);
        return;
      }
      int more = 1;
      while (more < 5 && code >= LIMITS[more + 1]) {
        more++;
      }
      out.append((int) (0xff80 >> more | code >> 6 * more));
      for (int i = more - 1; i >= 0; i--) {
        out.append((int) (0x80 | code >> 6 * i & 0x3f));
      }
    }

    private Varargs codepoint(Varargs args) {
      LuaString s = checkString(args, 1);
      long first = StringLib.relative(optInteger(args, 2, 1), s.m_length);
      long last = StringLib.relative(optInteger(args, 3, first), s.m_length);
      boolean strict = !level54 || !args.arg(4).toboolean();
      if (first < 1) {
        throw argError(2, level54 ? "out of bounds" : "out of range");
      }
      if (last > s.m_length) {
        throw argError(3, level54 ? "out of bounds" : "out of range");
      }
      if (first > last) {
        return NONE;
      }
      if (last - first + 1 > MAX_RESULTS) {
        throw failure("stack overflow (string slice too long)");
      }
      lua.charge((int) (last - first));
      LuaValue[] codes = allocate((int) (last - first) + 1);
      int count = 0;
      int at = (int) first - 1;
      while (at < last) {
        long code = decode(s, at, strict);
        if (code < 0) {
          throw failure(INVALID);
        }
        codes[count++] = LuaInteger.valueOf((int) code);
        at = end(s, at);
      }
      return varargsOf(Arrays.copyOf(codes, count));
    }

    private Varargs length(Varargs args) {
      LuaString s = checkString(args, 1);
      long first = StringLib.relative(optInteger(args, 2, 1), s.m_length);
      long last = StringLib.relative(optInteger(args, 3, -1), s.m_length);
      boolean strict = !level54 || !args.arg(4).toboolean();
      String where = level54 ? "bounds" : "string";
      if (first < 1 || first - 1 > s.m_length) {
        throw argError(2, "initial position out of " + where);
      }
      if (last - 1 >= s.m_length) {
        throw argError(3, "final position out of " + where);
      }
      int count = 0;
      int at = (int) first - 1;
      while (at < last) {
        if (decode(s, at, strict) < 0) {
          return varargsOf(NIL, LuaInteger.valueOf(at + 1));
        }
        at = end(s, at);
        Slices.step(++count);
      }
      return LuaInteger.valueOf(count);
    }

    private LuaValue offset(Varargs args) {
      LuaString s = checkString(args, 1);
      int length = s.m_length;
      long n = checkInteger(args, 2);
      long start = StringLib.relative(optInteger(args, 3, n >= 0 ? 1 : length + 1), length);
      if (start < 1 || start - 1 > length) {
        throw argError(3, level54 ? "position out of bounds" : "position out of range");
      }
      int at = (int) start - 1;
      if (n == 0) {
        while (at > 0 && isContinuation(s, at)) {
          Slices.step(at--);
        }
        return LuaInteger.valueOf(at + 1);
      }
      if (isContinuation(s, at)) {
        throw failure("initial position is a continuation byte");
      }
      long left = n > 0 ? n - 1 : n;
      while (left < 0 && at > 0) {
        do { // find the beginning of the previous character
          Slices.step(--at);
        } while (at > 0 && isContinuation(s, at));
        left++;
      }
      while (left > 0 && at < length) {
        do { // find the beginning of the next character
          Slices.step(++at);
        } while (isContinuation(s, at));
        left--;
      }
      return left == 0 ? LuaInteger.valueOf(at + 1) : NIL;
    }

    private Varargs codes(Varargs args) {
      LuaString s = checkString(args, 1);
      boolean lax = level54 && args.arg(2).toboolean();
      if (level54 && isContinuation(s, 0)) {
        throw argError(1, INVALID);
      }
      Function next = new Function(lua, "?", lax ? NEXT_LAX : NEXT_STRICT);
      return varargsOf(next, s, LuaInteger.valueOf(0));
    }

    private Varargs next(Varargs args, boolean strict) {
      LuaString s = checkString(args, 1);
      long at = following(s, args.arg(2));
      if (at < 0 || at >= s.m_length) {
        return NONE;
      }
      long code = decode(s, (int) at, strict);
      if (code < 0 || isContinuation(s, end(s, (int) at))) {
        throw failure(INVALID);
      }
      return varargsOf(LuaInteger.valueOf((int) at + 1), LuaInteger.valueOf((int) code));
    }

    /** Returns the index of the character after a position, which {@code for} hands back. */
    private long following(LuaString s, LuaValue position) {
      @Nullable LuaNumber number = integer(position);
      long at = number == null ? 0 : Integers.value(number);
      if (!level54) {
        if (at < 1) {
          return 0;
        }
        if (at > s.m_length) {
          return at;
        }
      }
      while (at >= 0 && at < s.m_length && isContinuation(s, (int) at)) {
        Slices.step((int) at++);
      }
      return at;
    }

    // ---- the encoding

    /** Returns a byte, or the zero that ends a string in C. */
    private static int byteAt(LuaString s, int index) {
      return index < s.m_length ? s.luaByte(index) : 0;
    }

    private static boolean isContinuation(LuaString s, int index) {
      return (byteAt(s, index) & 0xc0) == 0x80;
    }

    /** Returns the code of the character at an index, or a negative number if it is malformed. */
    private long decode(LuaString s, int index, boolean strict) {
      int first = byteAt(s, index);
      if (first < 0x80) {
        return first;
      }
      int more = 0;
      long code = 0;
      for (int c = first; (c & 0x40) != 0; c <<= 1) {
        int next = byteAt(s, index + ++more);
        if ((next & 0xc0) != 0x80) {
          return -1;
        }
        code = code << 6 | next & 0x3f;
      }
      code |= (long) (first << more & 0x7f) << more * 5;
      if (more > 5 || code > MAX_UTF || code < LIMITS[more]) {
        return -1;
      }
      boolean surrogate = level54 && code >= 0xd800 && code <= 0xdfff;
      return strict && (code > MAX_UNICODE || surrogate) ? -1 : code;
    }

    /** Returns the index behind a well-formed character. */
    private static int end(LuaString s, int index) {
      int first = s.luaByte(index);
      return index + Math.max(1, Integer.numberOfLeadingZeros(~(first << 24)));
    }
  }
}
