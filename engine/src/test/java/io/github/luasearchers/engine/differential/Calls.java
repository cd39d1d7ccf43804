package io.github.luasearchers.engine.differential;

import java.util.List;

/** Writes calls of the libraries' functions that numbers and texts go through. */
final class Calls {

  /** Each {@code %} is an argument. */
  private static final List<String> TEMPLATES =
      List.of(
          "math.type(%)",
          "tostring(%)",
          "tonumber(%)",
          "math.tointeger(%)",
          "math.floor(%)",
          "math.ceil(%)",
          "math.abs(%)",
          "math.fmod(%, %)",
          "math.modf(%)",
          "math.max(%, %, %)",
          "math.min(%, %)",
          "math.ult(%, %)",
          "math.sqrt(%)",
          "type(%)",
          "rawequal(%, %)",
          "rawlen(%)",
          "rawget(%, %)",
          "select(%, 1, 2.0, '3')",
          "tonumber(%, %)",
          "string.rep('ab', 3, %)",
          "string.sub('abcdef', %, %)",
          "('abcdef'):byte(%, %)",
          "string.char(%, 97)",
          "string.len(%)",
          "table.concat({1, 2.0, %}, ',')",
          "table.unpack({1, 2, 3}, %, 2)",
          "table.pack(%, %, nil).n",
          "next({}, %)",
          "string.pack('<i3', %)",
          "string.pack('>d', %)",
          "string.pack('<j', %)",
          "utf8.char(%)",
          "utf8.codepoint('\u00e4bc', %)",
          "pcall(error, %)",
          "assert(%, %)",
          "setmetatable({}, %)",
          "string.find('a1b2', %, %)",
          "ipairs(%)",
          "(math.random(%, %) and 1)",
          "os.time{year = 2020, month = %, day = 1}",
          "load('return ' .. tostring(%))()");

  private static final List<String> FORMATS =
      List.of(
          "%d",
          "%5d", "%s", "%10.3s", "%g", "%.3f", "%.14g", "%x", "%X", "%o", "%c", "%i", "%u", "%q",
          "%e", "%a", "%+d", "% d", "%#x", "%05d", "%-5dx", "%.20g", "%5.1s", "%y", "%");

  private final Choices choices;
  private final Expressions expressions;
  private final int minor;

  Calls(Choices choices, Expressions expressions, int minor) {
    this.choices = choices;
    this.expressions = expressions;
    this.minor = minor;
  }

  String write(int depth, boolean numeric) {
    if (choices.oneIn(5)) {
      return "string.format('" + choices.of(FORMATS) + "', " + argument(depth, numeric) + ")";
    }
    if (minor >= 4 && choices.oneIn(20)) {
      return "coroutine.close(" + expressions.any(0) + ")";
    }
    String[] parts = choices.of(TEMPLATES).split("%", -1);
    StringBuilder text = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      text.append(argument(depth, numeric)).append(parts[i]);
    }
    return text.toString();
  }

  private String argument(int depth, boolean numeric) {
    return numeric ? expressions.number(depth - 1) : expressions.any(depth - 1);
  }
}
