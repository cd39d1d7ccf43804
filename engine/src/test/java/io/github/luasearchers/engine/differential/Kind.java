package io.github.luasearchers.engine.differential;

import java.util.ArrayList;
import java.util.List;

/** The kinds of operands that operators tell apart, and literals of each, the simplest first. */
enum Kind {
  INTEGER(
      "1, 0, 2, 3, 7, 10, 63, 64, 65, 255, (-1), (-3), (-64), 2147483647, 2147483648, (-2147483648),"
          + " (-2147483649), 4294967296, 3037000500, 9007199254740991, 9007199254740992,"
          + " 9007199254740993, (-9007199254740993), 4611686018427387904, 9223372036854775807,"
          + " 9223372036854775806, (-9223372036854775807), 0x7fffffffffffffff, 0xffffffffffffffff,"
          + " 0x8000000000000000, 0x1ffffffffffffffff, math.maxinteger, math.mininteger"),
  FLOAT(
      "1.0, 0.0, 0.5, 1.5, 2.0, 3.7, (-0.0), (-1.0), (-0.5), (-3.7), 10.0, 64.0, 1e15, 1e16, 1e100,"
          + " 1e308, (5e-324), 2147483648.0, 9007199254740991.0, 9007199254740992.0,"
          + " 9007199254740994.0, 9223372036854775807.0, 9223372036854775808,"
          + " (-9223372036854775808.0), 9223372036854774784.0, 18446744073709551616.0, (0x1p-3),"
          + " 0x.8p1, 0xA.8, math.huge, (-math.huge), (0/0), (1/0), 2^53, 2^63"),
  NUMERAL(
      "'1', '10', '0x10', ' 1e1 ', '1.0', '1.5', '-0', '-0.0', ' 10 ', '0x1p4', '0x.8',"
          + " '9007199254740993', '9223372036854775807', '9223372036854775808',"
          + " '-9223372036854775808', '0xffffffffffffffff', '1e308', '1e309', '5e-324', '\\t3\\n'"),
  TEXT(
      "'', 'a', 'abc', 'inf', 'nan', '1e', '0x', '1 0', '10a', '- 1', '0x1p', '1\\0', ' ', '1.5.2',"
          + " '\\0', 'b', 'aa', 'A', '1_000'"),
  NIL("nil"),
  BOOLEAN("true, false"),
  TABLE("{}, {1}, {1, 2, 3}, {x = 1}"),
  OBJECT("M('m'), M('n'), N('o'), L('l')"),
  FUNCTION("type, show, function() end, math.floor"),
  ANY("nil");

  /** Integers and floats around those from which on not all integers are floats. */
  static final List<String> NEIGHBOURS =
      split(
          "9007199254740992, 9007199254740991, 9007199254740993, 9007199254740994, 9007199254740992.0,"
              + " 9007199254740991.0, 9007199254740994.0, (-9007199254740993), (-9007199254740992.0),"
              + " 9223372036854775807, 9223372036854775806, 9223372036854774784, math.mininteger,"
              + " (-9223372036854775807), 9223372036854775808.0, 9223372036854774784.0,"
              + " (-9223372036854775808.0), (-9223372036854774784.0), 2147483647, 2147483647.0,"
              + " 2147483648, 2147483648.0, (-2147483648), (-2147483648.0), 0, (-0.0)");

  /** What arithmetic takes. */
  static final List<Kind> NUMBERS = List.of(INTEGER, FLOAT);

  /** What an operator may meet. */
  static final List<Kind> ALL =
      List.of(INTEGER, FLOAT, NUMERAL, TEXT, NIL, BOOLEAN, TABLE, OBJECT, FUNCTION);

  private final List<String> literals;

  Kind(String literals) {
    this.literals = split(literals);
  }

  List<String> literals() {
    return literals;
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? ',' : text.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(text.substring(begin, i).strip());
        begin = i + 1;
      }
    }
    return parts;
  }
}
