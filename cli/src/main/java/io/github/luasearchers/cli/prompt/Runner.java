package io.github.luasearchers.cli.prompt;

import io.github.luasearchers.cli.Running;
import io.github.luasearchers.cli.prompt.Style.Kind;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.ScriptStopped;
import io.github.luasearchers.engine.vm.LuaRuntime;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;

/** Runs chunks of a session and shows their values or errors. */
final class Runner {

  private final Lines lines;
  private final Style style;
  private final Chunks chunks = new Chunks();
  private final Results results = new Results();
  private final LocalHint hint = new LocalHint();
  private final ErrorText errors;
  private final Running running = new Running();

  Runner(Lines lines, Style style) {
    this.lines = lines;
    this.style = style;
    this.errors = new ErrorText(style, chunks);
  }

  /** Gives the session what only a prompt has. */
  void open(LuaRuntime lua) {
    LuaString name = LuaText.of("help");
    LuaValue known = lua.globals().rawget(name);
    if (known.isnil() || known instanceof Help) {
      lua.globals().rawset(name, new Help(lua, lines, style, chunks));
    }
  }

  /** Stops what runs. */
  void stop() {
    running.stop();
  }

  /** Runs a chunk. */
  void run(LuaRuntime lua, String text) {
    String name = chunks.begin(text);
    Prototype code;
    try {
      code = Chunks.compile(lua, text, name);
    } catch (LuaError e) {
      report(String.valueOf(e.getMessage()), "");
      return;
    }
    @Nullable String hinted =
        hint.before(text, variable -> !lua.globals().rawget(LuaText.of(variable)).isnil());
    running.begin(lua);
    try {
      LuaValue function = lua.instantiate(code, lua.globals());
      Varargs values = lua.callGuarded(function, LuaValue.NONE, new Tracer(lua));
      show(lua, values);
    } catch (LuaError e) {
      report(lua, e);
    } catch (ScriptStopped e) {
      stopped(e);
    } finally {
      running.end();
    }
    hint.ran(text);
    if (hinted != null) {
      lines.write(style.of(Kind.FAINT, hinted) + "\n");
    }
  }

  private void show(LuaRuntime lua, Varargs values) {
    int count = values.narg();
    if (count == 0) {
      return;
    }
    if (count == 1 && values.isnil(1)) {
      lines.write(style.of(Kind.KEYWORD, "nil") + "\n");
      return;
    }
    int number = results.keep(lua, values);
    Bounds bounds = Bounds.of(lines.width());
    for (int i = 1; i <= count; i++) {
      String label = "_" + (number + i - 1) + " = ";
      String text = new ValueText(lua, style, bounds).of(values.arg(i), label.length());
      lines.write(style.of(Kind.FAINT, label) + text + "\n");
    }
  }

  private void report(LuaRuntime lua, LuaError error) {
    LuaValue value = error.getMessageObject();
    if (value instanceof Tracer.Traced traced) {
      LuaValue own = traced.value();
      String message =
          own instanceof LuaString text
              ? LuaText.toJava(text)
              : "error: " + new ValueText(lua, Style.NONE, Bounds.of(lines.width())).of(own, 0);
      report(message, traced.traceback());
    } else {
      report(String.valueOf(error.getMessage()), "");
    }
  }

  /** Shows an error. */
  void report(String message, String traceback) {
    lines.write(errors.of(message, traceback));
  }

  /** Shows that a program was stopped that would not fail; a limit goes on to the host. */
  private void stopped(ScriptStopped stop) {
    if (stop.limit().isPresent()) {
      throw stop;
    }
    report("interrupted!", stop.traceback());
  }
}
