package io.github.luasearchers.engine.differential;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fault that is put on the engine's side, by another text of the programs: Lua that comes first
 * in the first line, and a replacement. An operation keeps its place and its operands, so that
 * messages about it stay the same.
 */
record Fault(String name, String prelude, String pattern, String replacement) {

  private static final String ATOM = "([\\w.]+|\\([\\w.-]+\\)|'[^']*')";

  /** Source text that programs give to the compiler stays as it is. */
  private static final Pattern QUOTED = Pattern.compile("(?s)\\[==\\[.*?]==]");

  /** Puts all operations through a function that changes nothing. */
  static final Fault NO_CHANGE =
      operator("nothing is changed", "[-+*/%<>=~&|^]+", "function F(r) return r end");

  static final List<Fault> ALL =
      List.of(
          operator(
              "integer division cuts towards zero",
              "//",
              "function F(r, a, b) if I(a) and I(b) and r * b ~= a and (a < 0) ~= (b < 0) then"
                  + " return r + 1 end return r end"),
          operator(
              "the modulus has the sign of the dividend",
              "%",
              "function F(r, a, b) if I(a) and I(b) then return math.fmod(a, b) end return r end"),
          operator(
              "a shift to the right keeps the sign",
              ">>",
              "function F(r, a, b) if I(a) and I(b) and b > 0 and b < 63 then"
                  + " return a // (1 << b) end return r end"),
          operator(
              "a shift takes the last six bits of its count",
              "<<",
              "function F(r, a, b) if I(a) and I(b) and b > 63 then return a << (b & 63) end"
                  + " return r end"),
          operator(
              "integers and floats are compared as floats",
              "<=",
              "function F(r, a, b) if math.type(a) and math.type(b) then"
                  + " return a + 0.0 <= b + 0.0 end return r end"),
          operator(
              "integers and floats are equal if they are equal as floats",
              "==",
              "function F(r, a, b) if math.type(a) and math.type(b) then"
                  + " return a + 0.0 == b + 0.0 end return r end"),
          operator(
              "a sum that overflows is a float",
              "\\+",
              "function F(r, a, b) if I(a) and I(b) and (a < 0) == (b < 0) and (r < 0) ~= (a < 0)"
                  + " then return a + 0.0 + b end return r end"),
          operator(
              "arithmetic on strings gives floats",
              "\\*",
              "function F(r, a, b) if type(a) == 'string' and I(r) then return r + 0.0 end"
                  + " return r end"),
          new Fault(
              "whole floats are keys of their own",
              "function F(k) if math.type(k) == 'float' and k % 1 == 0 then"
                  + " return 'float' .. k end return k end",
              "(pcall\\(function\\(\\) t\\d+)\\[" + ATOM + "] = ",
              "$1[F($2)] = "),
          new Fault(
              "a loop leaves out the last integer",
              "function F(limit) if limit == math.maxinteger then return limit - 1 end"
                  + " return limit end",
              "(for i\\d+ = " + ATOM + ", )" + ATOM,
              "$1F($3)"),
          new Fault(
              "variables are closed in the wrong order",
              "",
              "(local k\\d+ <close> = )(C[^\n]*)\n(local k\\d+ <close> = )(C[^\n]*)\n",
              "$1$4\n$3$2\n"),
          new Fault(
              "__close does not get the error",
              "C = (function(C) return function(...) local c = C(...) local m = getmetatable(c)"
                  + " local close = m.__close m.__close = function(v) return close(v, nil) end"
                  + " return c end end)(C)",
              "",
              ""),
          new Fault(
              "whole floats have no .0",
              "tostring = (function(old) return function(v) if math.type(v) == 'float' then"
                  + " return string.format('%.14g', v) end return old(v) end end)(tostring)",
              "",
              ""),
          new Fault(
              "numerals that are too large wrap around",
              "",
              "\\b9223372036854775808\\b(?!\\.)",
              "math.mininteger"),
          new Fault(
              "pcall makes a string of an error value",
              "pcall = (function(old) local function f(ok, e, ...) if not ok then e = tostring(e)"
                  + " end return ok, e, ... end return function(...) return f(old(...)) end end)(pcall)",
              "",
              ""));

  private static Fault operator(String name, String operator, String prelude) {
    return new Fault(
        name,
        "function I(v) return math.type(v) == 'integer' end " + prelude,
        "\\(" + ATOM + " (" + operator + ") " + ATOM + "\\)",
        "(F($1 $2 $3, $1, $3))");
  }

  /** Returns the program with the fault in it. */
  String changed(String program) {
    StringBuilder text = new StringBuilder(prelude).append(' ');
    Matcher quoted = QUOTED.matcher(program);
    int begin = 0;
    while (quoted.find()) {
      text.append(replaced(program.substring(begin, quoted.start()))).append(quoted.group());
      begin = quoted.end();
    }
    return text.append(replaced(program.substring(begin))).toString();
  }

  private String replaced(String text) {
    return pattern.isEmpty() ? text : text.replaceAll(pattern, replacement);
  }

  @Override
  public String toString() {
    return name;
  }
}
