package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.value.Numbers;
import io.github.luasearchers.engine.value.Slices;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The functions {@code pack}, {@code packsize} and {@code unpack} that Lua 5.3 added to {@code
 * string}. The native layout is that of x86-64.
 */
final class StringPack extends LibraryFunction {

  private static final int PACK = 0;
  private static final int PACKSIZE = 1;
  private static final int UNPACK = 2;

  private final int function;

  private StringPack(LuaRuntime lua, String name, int function) {
    super(lua, name);
    this.function = function;
  }

  /** Adds the three functions to the table {@code string}. */
  static void open(LuaRuntime lua, LuaTable string) {
    new StringPack(lua, "pack", PACK).addTo(string);
    new StringPack(lua, "packsize", PACKSIZE).addTo(string);
    new StringPack(lua, "unpack", UNPACK).addTo(string);
  }

  @Override
  protected Varargs run(Varargs args) {
    return switch (function) {
      case PACK -> pack(args);
      case PACKSIZE -> packsize(args);
      case UNPACK -> unpack(args);
      default -> throw new IllegalStateException(name());
    };
  }

  // ---- the format

  /** What an option stands for: PUC's {@code KOption}. */
  private enum Option {
    INT,
    UINT,
    FLOAT,
    DOUBLE,
    CHAR,
    STRING,
    ZSTRING,
    PADDING,
    ALIGN,
    NONE
  }

  /** A format that is being read, and the option that was read last. */
  private final class Format {

    private static final int MAX_INT_SIZE = 16;
    private static final int NATIVE_ALIGNMENT = 8;

    private final LuaString text;
    private int at;
    private boolean little = true;
    private int maxAlignment = 1;

    private int size;
    private int padding;

    Format(LuaString text) {
      this.text = text;
    }

    /** Tells whether there is one more option. As in C, a zero ends the format. */
    boolean hasNext() {
      return peek() != 0;
    }

    private int peek() {
      return at < text.m_length ? text.luaByte(at) : 0;
    }

    /** Reads an option with its size and alignment ({@code getdetails}). */
    Option next(long total) {
      Option option = option();
      int alignment = size;
      if (option == Option.ALIGN) {
        Option aligned = hasNext() ? option() : Option.CHAR;
        alignment = size;
        size = 0;
        if (aligned == Option.CHAR || alignment == 0) {
          throw argError(1, "invalid next option for option 'X'");
        }
      }
      padding = 0;
      if (alignment > 1 && option != Option.CHAR) {
        alignment = Math.min(alignment, maxAlignment);
        if ((alignment & (alignment - 1)) != 0) {
          throw argError(1, "format asks for alignment not power of 2");
        }
        padding = (alignment - (int) (total & (alignment - 1))) & (alignment - 1);
      }
      return option;
    }

    private Option option() {
      int option = peek();
      Slices.step(at++);
      size = 0;
      return switch (option) {
        case 'b' -> sized(1, Option.INT);
        case 'B' -> sized(1, Option.UINT);
        case 'h' -> sized(2, Option.INT);
        case 'H' -> sized(2, Option.UINT);
        case 'l', 'j' -> sized(8, Option.INT);
        case 'L', 'J', 'T' -> sized(8, Option.UINT);
        case 'f' -> sized(4, Option.FLOAT);
        case 'n', 'd' -> sized(8, Option.DOUBLE);
        case 'i' -> sized(limited(4), Option.INT);
        case 'I' -> sized(limited(4), Option.UINT);
        case 's' -> sized(limited(8), Option.STRING);
        case 'c' -> sized(required(), Option.CHAR);
        case 'z' -> Option.ZSTRING;
        case 'x' -> sized(1, Option.PADDING);
        case 'X' -> Option.ALIGN;
        default -> configuration(option);
      };
    }

    private Option sized(int bytes, Option option) {
      size = bytes;
      return option;
    }

    private Option configuration(int option) {
      switch (option) {
        case ' ' -> {}
        case '<', '=' -> little = true;
        case '>' -> little = false;
        case '!' -> maxAlignment = limited(NATIVE_ALIGNMENT);
        default -> throw bytesFailure("invalid format option '" + shown(option) + "'");
      }
      return Option.NONE;
    }

    private boolean hasDigit() {
      return peek() >= '0' && peek() <= '9';
    }

    private int number(int otherwise) {
      if (!hasDigit()) {
        return otherwise;
      }
      int number = 0;
      do {
        number = number * 10 + peek() - '0';
        at++;
      } while (hasDigit() && number <= (Integer.MAX_VALUE - 9) / 10);
      return number;
    }

    private int limited(int otherwise) {
      int number = number(otherwise);
      if (number > MAX_INT_SIZE || number <= 0) {
        throw failure("integral size (" + number + ") out of limits [1," + MAX_INT_SIZE + "]");
      }
      return number;
    }

    private int required() {
      int number = number(-1);
      if (number == -1) {
        throw failure("missing size for format option 'c'");
      }
      return number;
    }
  }

  // ---- packsize

  private LuaValue packsize(Varargs args) {
    Format format = new Format(checkString(args, 1));
    long total = 0;
    while (format.hasNext()) {
      Option option = format.next(total);
      if (option == Option.STRING || option == Option.ZSTRING) {
        throw argError(1, "variable-length format");
      }
      long size = (long) format.size + format.padding;
      if (total > Integer.MAX_VALUE - size) {
        throw argError(1, "format result too large");
      }
      total += size;
    }
    return lua.whole(total);
  }

  // ---- pack

  private LuaString pack(Varargs args) {
    Format format = new Format(checkString(args, 1));
    LuaStringBuffer out = new LuaStringBuffer(lua, 32);
    int arg = 1;
    while (format.hasNext()) {
      Option option = format.next(out.size());
      out.pad(0, format.padding);
      switch (option) {
        case INT, UINT -> packInteger(args, ++arg, option, format, out);
        case FLOAT -> {
          int bits = Float.floatToRawIntBits((float) checkPacked(args, ++arg));
          append(bits, 4, format.little, out);
        }
        case DOUBLE -> {
          long bits = Double.doubleToRawLongBits(checkPacked(args, ++arg));
          append(bits, 8, format.little, out);
        }
        case CHAR, STRING, ZSTRING -> packString(args, ++arg, option, format, out);
        case PADDING -> out.append(0);
        case ALIGN, NONE -> {}
      }
    }
    return out.toLuaString();
  }

  private double checkPacked(Varargs args, int arg) {
    checkPresent(args, arg, "number");
    return checkDouble(args, arg);
  }

  /** Fails where an argument is missing. PUC has a nil behind the arguments, and names it. */
  private void checkPresent(Varargs args, int arg, String expected) {
    if (arg > args.narg()) {
      throw argError(arg, expected + " expected, got nil");
    }
  }

  private void packInteger(
      Varargs args, int arg, Option option, Format format, LuaStringBuffer out) {
    checkPresent(args, arg, "number");
    long number = checkInteger(args, arg);
    int size = format.size;
    if (size < 8) {
      if (option == Option.UINT) {
        if (number >>> size * 8 != 0) {
          throw argError(arg, "unsigned overflow");
        }
      } else {
        long limit = 1L << size * 8 - 1;
        if (number < -limit || number >= limit) {
          throw argError(arg, "integer overflow");
        }
      }
    }
    int sign = option == Option.INT && number < 0 ? 0xff : 0;
    if (!format.little) {
      out.pad(sign, size - 8);
    }
    append(number, Math.min(size, 8), format.little, out);
    if (format.little) {
      out.pad(sign, size - 8);
    }
  }

  private static void append(long bits, int size, boolean little, LuaStringBuffer out) {
    for (int i = 0; i < size; i++) {
      out.append((int) (bits >>> 8 * (little ? i : size - 1 - i)));
    }
  }

  private void packString(
      Varargs args, int arg, Option option, Format format, LuaStringBuffer out) {
    checkPresent(args, arg, "string");
    LuaString text = checkString(args, arg);
    int length = text.m_length;
    switch (option) {
      case CHAR -> {
        if (length > format.size) {
          throw argError(arg, "string longer than given size");
        }
        out.append(text);
        out.pad(0, format.size - length);
      }
      case STRING -> {
        int size = format.size;
        if (size < 4 && length >>> size * 8 != 0) {
          throw argError(arg, "string length does not fit in given size");
        }
        out.pad(0, format.little ? 0 : size - 8);
        append(length, Math.min(size, 8), format.little, out);
        out.pad(0, format.little ? size - 8 : 0);
        out.append(text);
      }
      default -> {
        if (Slices.indexOf(text, (byte) 0, 0) >= 0) {
          throw argError(arg, "string contains zeros");
        }
        out.append(text);
        out.append(0);
      }
    }
  }

  // ---- unpack

  private Varargs unpack(Varargs args) {
    Format format = new Format(checkString(args, 1));
    LuaString data = checkString(args, 2);
    int length = data.m_length;
    long start = StringLib.relative(optInteger(args, 3, 1), length);
    if (level54) {
      start = Math.max(start, 1);
    }
    if (start < 1 || start > length + 1) {
      throw argError(3, "initial position out of string");
    }
    int at = (int) start - 1;
    List<LuaValue> results = new ArrayList<>();
    while (format.hasNext()) {
      Option option = format.next(at);
      if ((long) format.padding + format.size > length - at) {
        throw argError(2, "data string too short");
      }
      at += format.padding;
      if (results.size() >= MAX_RESULTS) {
        throw failure("stack overflow (too many results)");
      }
      int end = at + format.size;
      switch (option) {
        case INT, UINT -> results.add(lua.whole(integer(data, at, format, option == Option.INT)));
        case FLOAT -> {
          int bits = (int) bits(data, at, 4, format.little);
          results.add(Numbers.of(Float.intBitsToFloat(bits)));
        }
        case DOUBLE ->
            results.add(Numbers.of(Double.longBitsToDouble(bits(data, at, 8, format.little))));
        case CHAR -> results.add(LuaStringBuffer.substring(data, at, end));
        case STRING -> {
          long size = integer(data, at, format, false);
          if (size < 0 || size > length - end) {
            throw argError(2, "data string too short");
          }
          results.add(LuaStringBuffer.substring(data, end, end + (int) size));
          end += (int) size;
        }
        case ZSTRING -> {
          int zero = Slices.indexOf(data, (byte) 0, at);
          if (zero < 0 && level54) {
            throw argError(2, "unfinished string for format 'z'");
          }
          int last = zero < 0 ? length : zero;
          results.add(LuaStringBuffer.substring(data, at, last));
          end = last + 1;
        }
        case PADDING, ALIGN, NONE -> {}
      }
      at = end;
    }
    results.add(LuaInteger.valueOf(at + 1));
    return varargsOf(results.toArray(new LuaValue[0]));
  }

  private static long bits(LuaString data, int at, int size, boolean little) {
    long bits = 0;
    for (int i = size - 1; i >= 0; i--) {
      bits = bits << 8 | data.luaByte(at + (little ? i : size - 1 - i));
    }
    return bits;
  }

  private long integer(LuaString data, int at, Format format, boolean signed) {
    int size = format.size;
    if (size < 8) {
      long bits = bits(data, at, size, format.little);
      int unused = 64 - size * 8;
      return signed ? bits << unused >> unused : bits;
    }
    long bits = bits(data, format.little ? at : at + size - 8, 8, format.little);
    int sign = signed && bits < 0 ? 0xff : 0;
    for (int i = 8; i < size; i++) {
      if (data.luaByte(format.little ? at + i : at + size - 1 - i) != sign) {
        throw failure(size + "-byte integer does not fit into Lua Integer");
      }
    }
    return bits;
  }
}
