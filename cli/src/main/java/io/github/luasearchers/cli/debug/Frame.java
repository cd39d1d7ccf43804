package io.github.luasearchers.cli.debug;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.Activation;
import io.github.luasearchers.engine.vm.Closure;
import io.github.luasearchers.engine.vm.Coroutine;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** One call of a stopped script, for as long as it is stopped: its variables. */
final class Frame {

  private static final String ENVIRONMENT = "_ENV";

  private final LuaRuntime lua;
  private final Coroutine thread;
  private final int depth;

  /**
   * Creates an instance.
   *
   * @param depth how many calls lie below this one, which stays the same when others are made
   */
  Frame(LuaRuntime lua, Coroutine thread, int depth) {
    this.lua = lua;
    this.thread = thread;
    this.depth = depth;
  }

  /** Returns what is known of the call. */
  Activation call() {
    @Nullable Activation call = Activation.atDepth(thread, depth);
    if (call == null) {
      throw new IllegalStateException("the call has ended");
    }
    return call;
  }

  // ---- local variables; of several with the same name the latest is meant

  /** Returns the numbers of the local variables by name; arguments without names are last. */
  Map<String, Integer> locals() {
    Activation call = call();
    Map<String, Integer> numbers = new LinkedHashMap<>();
    for (int i = 1; ; i++) {
      @Nullable LuaString name = call.localName(i);
      if (name == null) {
        break;
      }
      String text = LuaText.toJava(name);
      if (!text.startsWith("(")) {
        numbers.remove(text);
        numbers.put(text, i);
      }
    }
    for (int i = -1; call.localName(i) != null; i--) {
      numbers.put("(vararg " + -i + ")", i);
    }
    return numbers;
  }

  LuaValue local(int number) {
    return call().local(number);
  }

  void setLocal(int number, LuaValue value) {
    call().setLocal(number, value);
  }

  // ---- upvalues

  /** Returns the numbers of the variables of functions around this one. */
  Map<String, Integer> upvalues() {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    if (call().function() instanceof Closure closure) {
      for (int i = 1; i <= closure.upvalueCount(); i++) {
        String name = LuaText.toJava(closure.upvalueName(i));
        if (!name.isEmpty() && !name.equals(ENVIRONMENT)) {
          numbers.put(name, i);
        }
      }
    }
    return numbers;
  }

  LuaValue upvalue(int number) {
    return call().function() instanceof Closure closure ? closure.upvalue(number) : LuaValue.NIL;
  }

  void setUpvalue(int number, LuaValue value) {
    if (call().function() instanceof Closure closure) {
      closure.setUpvalue(number, value);
    }
  }

  // ---- globals

  /** Returns the table that the function's global variables are in. */
  LuaValue globals() {
    @Nullable Integer local = locals().get(ENVIRONMENT);
    if (local != null) {
      return local(local);
    }
    if (call().function() instanceof Closure closure) {
      for (int i = 1; i <= closure.upvalueCount(); i++) {
        if (LuaText.toJava(closure.upvalueName(i)).equals(ENVIRONMENT)) {
          LuaValue own = closure.upvalue(i);
          return own == lua ? lua.globals() : own;
        }
      }
    }
    LuaTable globals = lua.globals();
    return globals;
  }
}
