package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.value.CharClass;
import io.github.luasearchers.engine.value.Integers;
import io.github.luasearchers.engine.value.LuaFloat;
import io.github.luasearchers.engine.value.LuaLong;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Numbers;
import io.github.luasearchers.engine.value.Slices;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The function {@code string.format}, with what C's {@code printf} does behind it. */
final class StringFormat extends LibraryFunction {

  /** What the text of a float takes, and what each of its digits, in instructions of the loop. */
  private static final int FLOAT = 64;

  private static final int DIGIT = 8;

  /** Longer ones fail, be it for that alone. */
  private static final int LONGEST_SPEC = 21;

  /** The longest string that is one object wherever it comes from ({@code LUAI_MAXSHORTLEN}). */
  private static final int LONGEST_SHARED = 40;

  private static final LuaString NULL = LuaString.valueOf("(null)");

  StringFormat(LuaRuntime lua) {
    super(lua, "format");
  }

  @Override
  protected Varargs run(Varargs args) {
    LuaString format = checkString(args, 1);
    byte[] bytes = format.m_bytes;
    int end = format.m_offset + format.m_length;
    LuaStringBuffer out = new LuaStringBuffer(lua, format.m_length + 16);
    int arg = 1;
    int at = format.m_offset;
    while (at < end) {
      int percent = at;
      while (percent < end && bytes[percent] != '%') {
        Slices.step(percent++);
      }
      out.append(bytes, at, percent - at);
      at = percent + 1;
      if (percent == end) {
        break;
      }
      if (at < end && bytes[at] == '%') {
        out.append('%');
        at++;
        continue;
      }
      if (++arg > args.narg()) {
        throw argError(arg, "no value");
      }
      at = item(args, arg, bytes, at, end, out);
    }
    return out.toLuaString();
  }

  /** Formats one argument. Returns where the format goes on. */
  private int item(Varargs args, int arg, byte[] format, int at, int end, LuaStringBuffer out) {
    int conversion = at < end ? format[at] : 0;
    LuaValue value = args.arg(arg);
    if (conversion == 'd' && value instanceof LuaInteger integer) {
      out.appendDecimal(integer.v);
    } else if (conversion == 's' && value instanceof LuaString string && isPlain(string)) {
      out.append(string);
    } else {
      Spec spec = level54 ? scan54(format, at, end) : scan(format, at, end);
      format(args, arg, spec, out);
      return spec.end;
    }
    return at + 1;
  }

  /** Tells whether {@code %s} gives a string as it is. Lua 5.2 ends a short one at a zero. */
  private boolean isPlain(LuaString string) {
    return level53 || string.m_length >= 100 || string.indexOf((byte) 0, 0) < 0;
  }

  // ---- the specification

  /** What stands between {@code %} and the conversion. */
  private static final class Spec {
    final byte[] format;
    final int start;
    boolean left;
    boolean plus;
    boolean space;
    boolean alternate;
    boolean zero;
    int width;
    int precision = -1;

    /** The conversion, and the index behind it. */
    int conversion;

    int end;

    Spec(byte[] format, int start) {
      this.format = format;
      this.start = start;
    }

    boolean isBare() {
      return end - start == 1;
    }

    /** Returns the text from {@code %} to the conversion. */
    String text() {
      StringBuilder text = new StringBuilder("%");
      for (int i = start; i < end - 1; i++) {
        text.append((char) format[i]);
      }
      return conversion == 0 ? text.toString() : text.append((char) (conversion & 0xff)).toString();
    }
  }

  /** Reads a specification as Lua 5.2 and 5.3 do ({@code scanformat}). */
  private Spec scan(byte[] format, int start, int end) {
    Spec spec = new Spec(format, start);
    int at = flags(spec, start, end);
    if (at - start > 5) {
      throw failure("invalid format (repeated flags)");
    }
    at = widthAndPrecision(spec, at, end);
    if (at < end && CharClass.isDigit(format[at] & 0xFF)) {
      throw failure("invalid format (width or precision too long)");
    }
    spec.conversion = at < end ? format[at] : 0;
    spec.end = at + 1;
    return spec;
  }

  /** Reads a specification as Lua 5.4 does ({@code getformat}). */
  private Spec scan54(byte[] format, int start, int end) {
    Spec spec = new Spec(format, start);
    int at = start;
    while (at < end && "-+#0 123456789.".indexOf(format[at]) >= 0) {
      if (++at - start == LONGEST_SPEC) {
        throw failure("invalid format (too long)");
      }
    }
    spec.conversion = at < end ? format[at] : 0;
    spec.end = at + 1;
    widthAndPrecision(spec, flags(spec, start, end), end);
    return spec;
  }

  private static int flags(Spec spec, int start, int end) {
    int at = start;
    for (; at < end && at - start < LONGEST_SPEC; at++) {
      switch (spec.format[at]) {
        case '-' -> spec.left = true;
        case '+' -> spec.plus = true;
        case ' ' -> spec.space = true;
        case '#' -> spec.alternate = true;
        case '0' -> spec.zero = true;
        default -> {
          return at;
        }
      }
    }
    return at;
  }

  private static int widthAndPrecision(Spec spec, int start, int end) {
    byte[] format = spec.format;
    int at = start;
    for (int i = 0; i < 2 && at < end && CharClass.isDigit(format[at] & 0xFF); i++) {
      spec.width = spec.width * 10 + format[at++] - '0';
    }
    if (at < end && format[at] == '.') {
      at++;
      spec.precision = 0;
      for (int i = 0; i < 2 && at < end && CharClass.isDigit(format[at] & 0xFF); i++) {
        spec.precision = spec.precision * 10 + format[at++] - '0';
      }
    }
    return at;
  }

  /** Fails at what Lua 5.4 does not allow for a conversion ({@code checkformat}). */
  private void check(Spec spec, String flags, boolean precision) {
    if (!level54 || spec.isBare()) {
      return;
    }
    byte[] format = spec.format;
    int at = spec.start;
    while (flags.indexOf(format[at]) >= 0) {
      at++;
    }
    if (format[at] != '0') {
      at = digits(format, at);
      if (format[at] == '.' && precision) {
        at = digits(format, at + 1);
      }
    }
    if (at != spec.end - 1) {
      throw failure("invalid conversion specification: '" + spec.text() + "'");
    }
  }

  private static int digits(byte[] format, int start) {
    int at = start;
    for (int i = 0; i < 2 && CharClass.isDigit(format[at] & 0xFF); i++) {
      at++;
    }
    return at;
  }

  // ---- conversions

  private void format(Varargs args, int arg, Spec spec, LuaStringBuffer out) {
    switch (spec.conversion) {
      case 'c' -> {
        check(spec, "-", false);
        pad(spec, LuaStringBuffer.ofByte((int) checkInteger(args, arg)), out);
      }
      case 'd', 'i' -> {
        long number = checkSigned(args, arg);
        check(spec, "-+0 ", true);
        integer(spec, number < 0, magnitude(number), out);
      }
      case 'o', 'u', 'x', 'X' -> {
        long number = checkUnsigned(args, arg);
        check(spec, spec.conversion == 'u' ? "-0" : "-#0", true);
        unsigned(spec, number, out);
      }
      case 'a', 'A', 'e', 'E', 'f', 'g', 'G' -> {
        double number = checkDouble(args, arg);
        check(spec, "-+#0 ", true);
        floating(spec, number, out);
      }
      case 'p' -> pointer(args, arg, spec, out);
      case 'q' -> literal(args, arg, spec, out);
      case 's' -> string(args, arg, spec, out);
      default -> throw unknown(spec);
    }
  }

  private LuaError unknown(Spec spec) {
    return bytesFailure(
        level54
            ? "invalid conversion '" + spec.text() + "' to 'format'"
            : "invalid option '%" + shown(spec.conversion) + "' to 'format'");
  }

  private long checkSigned(Varargs args, int arg) {
    if (level53 || args.arg(arg) instanceof LuaLong) {
      return checkInteger(args, arg);
    }
    double number = checkDouble(args, arg);
    if (!(number >= -0x1p63 && number < 0x1p63)) {
      throw argError(arg, "not a number in proper range");
    }
    return (long) number;
  }

  private long checkUnsigned(Varargs args, int arg) {
    if (level53 || args.arg(arg) instanceof LuaLong integer && integer.v >= 0) {
      return checkInteger(args, arg);
    }
    double number = checkDouble(args, arg);
    if (!(number > -1 && number < 0x1p64)) {
      throw argError(arg, "not a non-negative number in proper range");
    }
    return number < 0x1p63 ? (long) number : (long) (number - 0x1p63) | Long.MIN_VALUE;
  }

  private static String magnitude(long number) {
    String text = Long.toString(number);
    return number < 0 ? text.substring(1) : text;
  }

  private static void unsigned(Spec spec, long number, LuaStringBuffer out) {
    spec.plus = false;
    spec.space = false;
    switch (spec.conversion) {
      case 'u' -> integer(spec, false, Long.toUnsignedString(number), out);
      case 'o' -> {
        String digits = Long.toOctalString(number);
        boolean more = spec.alternate && number != 0 && digits.length() >= spec.precision;
        if (spec.alternate && number == 0 && spec.precision == 0) {
          spec.precision = 1;
        }
        integer(spec, false, more ? "0" + digits : digits, out);
      }
      default -> {
        boolean upper = spec.conversion == 'X';
        String digits = Long.toHexString(number);
        String prefix = !spec.alternate || number == 0 ? "" : upper ? "0X" : "0x";
        integer(spec, prefix, upper ? digits.toUpperCase(Locale.ROOT) : digits, out);
      }
    }
  }

  private static void integer(Spec spec, boolean negative, String digits, LuaStringBuffer out) {
    integer(spec, sign(spec, negative), digits, out);
  }

  private static String sign(Spec spec, boolean negative) {
    return negative ? "-" : spec.plus ? "+" : spec.space ? " " : "";
  }

  private static void integer(Spec spec, String prefix, String digits, LuaStringBuffer out) {
    String shown = spec.precision == 0 && digits.equals("0") ? "" : digits;
    int zeros = Math.max(0, spec.precision - shown.length());
    int padding = spec.width - prefix.length() - zeros - shown.length();
    if (spec.zero && !spec.left && spec.precision < 0) {
      zeros = Math.max(0, padding);
      padding = 0;
    }
    lay(spec, padding, prefix, zeros, shown, out);
  }

  private static void lay(
      Spec spec, int padding, String prefix, int zeros, String rest, LuaStringBuffer out) {
    if (!spec.left) {
      out.pad(' ', padding);
    }
    out.append(prefix);
    out.pad('0', zeros);
    out.append(rest);
    if (spec.left) {
      out.pad(' ', padding);
    }
  }

  private void floating(Spec spec, double number, LuaStringBuffer out) {
    if (isNumberText(spec, number)) {
      out.append(Numbers.text(number));
      return;
    }
    lua.charge(FLOAT + DIGIT * Math.max(0, spec.precision));
    boolean finite = Double.isFinite(number);
    boolean upper = Character.isUpperCase(spec.conversion);
    boolean hexadecimal = finite && (spec.conversion | 0x20) == 'a';
    String text = finite ? digits(spec, Math.abs(number)) : Double.isNaN(number) ? "nan" : "inf";
    String prefix = sign(spec, Double.doubleToRawLongBits(number) < 0) + (hexadecimal ? "0x" : "");
    if (upper) {
      text = text.toUpperCase(Locale.ROOT);
      prefix = prefix.toUpperCase(Locale.ROOT);
    }
    int padding = spec.width - prefix.length() - text.length();
    boolean zeros = spec.zero && !spec.left && finite;
    lay(spec, zeros ? 0 : padding, prefix, zeros ? padding : 0, text, out);
  }

  /** Tells whether a specification is the one that numbers are shown with. */
  private static boolean isNumberText(Spec spec, double number) {
    return spec.conversion == 'g' && spec.precision == 14 && spec.end - spec.start == 4
        || spec.conversion == 'g'
            && spec.isBare()
            && number == (int) number
            && number < 1e6
            && number > -1e6;
  }

  private static String digits(Spec spec, double number) {
    int precision = spec.precision < 0 ? 6 : spec.precision;
    return switch (spec.conversion) {
      case 'a', 'A' -> PrintfFloat.hexadecimal(number, spec.precision, spec.alternate);
      case 'e', 'E' -> PrintfFloat.scientific(number, precision, spec.alternate);
      case 'f' -> PrintfFloat.fixed(number, precision, spec.alternate);
      default -> PrintfFloat.general(number, precision, spec.alternate);
    };
  }

  private void string(Varargs args, int arg, Spec spec, LuaStringBuffer out) {
    @Nullable LuaString text = tostring(args.arg(arg));
    if (text == null) {
      pad(spec, NULL.substring(0, spec.precision < 0 || spec.precision >= 6 ? 6 : 0), out);
      return;
    }
    if (level53) {
      if (spec.isBare()) {
        out.append(text);
        return;
      }
      if (Slices.indexOf(text, (byte) 0, 0) >= 0) {
        throw argError(arg, "string contains zeros");
      }
      check(spec, "-", true);
    }
    if (spec.precision < 0 && text.m_length >= 100) {
      out.append(text); // no precision and string is too long to be formatted
      return;
    }
    int length = spec.precision < 0 ? text.m_length : Math.min(text.m_length, spec.precision);
    LuaString shown = LuaStringBuffer.substring(text, 0, length);
    pad(spec, LuaText.upToZero(shown), out);
  }

  private static void pad(Spec spec, LuaString text, LuaStringBuffer out) {
    int padding = spec.width - text.m_length;
    if (!spec.left) {
      out.pad(' ', padding);
    }
    out.append(text);
    if (spec.left) {
      out.pad(' ', padding);
    }
  }

  // ---- %q and %p

  private void literal(Varargs args, int arg, Spec spec, LuaStringBuffer out) {
    LuaValue value = args.arg(arg);
    if (level54 && !spec.isBare()) {
      throw failure("specifier '%q' cannot have modifiers");
    }
    if (!level53 || value instanceof LuaString) {
      quote(checkString(args, arg), out);
    } else if (value instanceof LuaFloat number) {
      quote(number.v, out);
    } else if (value instanceof LuaNumber integer) {
      long number = Integers.value(integer);
      out.append(number == Long.MIN_VALUE ? "0x8000000000000000" : Long.toString(number));
    } else if (value.isnil() || value.isboolean()) {
      out.append(value.tojstring());
    } else {
      throw argError(arg, "value has no literal form");
    }
  }

  private static void quote(LuaString s, LuaStringBuffer out) {
    int end = s.m_offset + s.m_length;
    out.append('"');
    for (int i = s.m_offset; i < end; i++) {
      Slices.step(i);
      byte c = s.m_bytes[i];
      if (c == '"' || c == '\\' || c == '\n') {
        out.append('\\');
        out.append(c);
      } else if (c >= 0 && c < ' ' || c == 127) {
        out.append('\\');
        if (i + 1 < end && CharClass.isDigit(s.m_bytes[i + 1] & 0xFF)) {
          out.pad('0', c < 10 ? 2 : c < 100 ? 1 : 0);
        }
        out.appendDecimal(c);
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /** Writes a float so that Lua reads the same ({@code quotefloat}). */
  private void quote(double number, LuaStringBuffer out) {
    if (Double.isFinite(number)) {
      out.append(number < 0 || 1 / number < 0 ? "-0x" : "0x");
      out.append(PrintfFloat.hexadecimal(Math.abs(number), -1, false));
    } else if (!level54) {
      out.append(Numbers.text(number));
    } else {
      out.append(Double.isNaN(number) ? "(0/0)" : number < 0 ? "-1e9999" : "1e9999");
    }
  }

  private void pointer(Varargs args, int arg, Spec spec, LuaStringBuffer out) {
    if (!level54) {
      throw unknown(spec);
    }
    check(spec, "-", false);
    LuaValue value = args.arg(arg);
    boolean plain = value.isnil() || value.isboolean() || value instanceof LuaNumber;
    boolean shared = value instanceof LuaString text && text.m_length <= LONGEST_SHARED;
    pad(
        spec,
        plain ? NULL : LuaText.of(shared ? contentAddress((LuaString) value) : Addresses.of(value)),
        out);
  }

  /**
   * Returns an address that follows from a text alone, as PUC has each short string once: the
   * FNV-1a hash.
   */
  private static String contentAddress(LuaString text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.m_length; i++) {
      hash = (hash ^ text.luaByte(i)) * 0x100000001b3L;
    }
    return "0x" + Long.toHexString(hash);
  }
}
