package io.github.luasearchers.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.luasearchers.engine.LuaScriptEngine;

/** Calls functions of the library with any arguments, at each level. */
class LibraryFuzzTest {

  private static final String[] FUNCTIONS = {
    "string.format",
    "string.find",
    "string.match",
    "string.gsub",
    "string.rep",
    "string.byte",
    "string.char",
    "string.sub",
    "string.pack",
    "string.unpack",
    "string.packsize",
    "tonumber",
    "tostring",
    "table.concat",
    "table.insert",
    "table.remove",
    "table.unpack",
    "table.sort",
    "table.move",
    "table.pack",
    "select",
    "math.floor",
    "math.fmod",
    "math.random",
    "math.ldexp",
    "os.date",
    "os.time",
    "os.difftime",
    "utf8 and utf8.char",
    "utf8 and utf8.codepoint",
    "utf8 and utf8.len",
    "utf8 and utf8.offset",
    "bit32 and bit32.extract",
    "bit32 and bit32.lshift",
    "bit32 and bit32.replace",
    "bit32 and bit32.arshift",
    "rawget",
    "rawset",
    "rawlen",
    "next",
    "ipairs",
    "setmetatable",
    "load",
    "error",
    "collectgarbage",
    "package.searchpath",
    "require",
    "coroutine.wrap",
    "string.len",
    "string.lower",
    "string.reverse",
    "string.gmatch"
  };

  private static final String[] LEVELS = {"5.2", "5.3", "5.4"};

  @FuzzTest(maxDuration = "60s")
  void call(FuzzedDataProvider data) {
    String level = data.pickValue(LEVELS);
    StringBuilder script = new StringBuilder("local f = ");
    script.append(data.pickValue(FUNCTIONS)).append(" if not f then return end return f(");
    for (int i = data.consumeInt(0, 5); i > 0; i--) {
      script.append(argument(data)).append(i == 1 ? "" : ", ");
    }
    LuaScriptEngine engine = Sandbox.engine(true, level);
    Sandbox.run(engine, script.append(')').toString());
  }

  private static String argument(FuzzedDataProvider data) {
    return switch (data.consumeInt(0, 8)) {
      case 0 -> "nil";
      case 1 -> "true";
      case 2 -> String.valueOf(data.consumeInt(-3, 300));
      case 3 -> number(data.consumeDouble());
      case 4 -> data.consumeLong() + ".0";
      case 5 -> "{" + quoted(data.consumeBytes(6)) + ", 3, 1, 2, x = 1}";
      case 6 -> "function(...) return ... end";
      case 7 -> quoted(data.consumeBytes(4));
      default -> quoted(data.consumeBytes(40));
    };
  }

  private static String number(double number) {
    return Double.isNaN(number) ? "0/0" : Double.isInfinite(number) ? "1/0" : "(" + number + ")";
  }

  private static String quoted(byte[] bytes) {
    StringBuilder text = new StringBuilder("'");
    for (byte b : bytes) {
      int c = b & 0xFF;
      text.append('\\').append(c < 100 ? "0" : "").append(c < 10 ? "0" : "").append(c);
    }
    return text.append('\'').toString();
  }
}
