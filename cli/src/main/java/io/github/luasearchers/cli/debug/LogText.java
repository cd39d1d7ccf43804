package io.github.luasearchers.cli.debug;

import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.luaj.vm2.LuaError;

/** The message of a log point, in which expressions are in braces. */
final class LogText {

  private static final Pattern EXPRESSION = Pattern.compile("\\{([^{}]+)}");

  private final LuaRuntime lua;
  private final Frame frame;

  LogText(LuaRuntime lua, Frame frame) {
    this.lua = lua;
    this.frame = frame;
  }

  String of(String message) {
    Matcher expression = EXPRESSION.matcher(message);
    return expression.replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))));
  }

  private String value(String code) {
    try {
      return new Shown(lua).plain(new Evaluation(lua, frame).run(code).arg1());
    } catch (LuaError e) {
      return "{" + e.getMessage() + "}";
    }
  }
}
