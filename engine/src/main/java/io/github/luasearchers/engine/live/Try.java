package io.github.luasearchers.engine.live;

import io.github.luasearchers.engine.require.Modules;
import io.github.luasearchers.engine.require.Prepared;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.Continuation;
import io.github.luasearchers.engine.vm.LuaRuntime;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * {@code package.try}: {@code require} of a module that need not be there. It returns nil and the
 * reason then; an error inside the module is raised.
 */
final class Try extends Builtin {

  private final Modules modules;

  Try(LuaRuntime lua, Modules modules) {
    super(lua, "try");
    this.modules = modules;
  }

  @Override
  protected Varargs run(Varargs args) {
    LuaString name = checkString(args, 1);
    LuaValue before = modules.loaded().rawget(name);
    if (!before.toboolean()) {
      StringBuilder missed = new StringBuilder();
      String module = LuaText.toJava(name);
      @Nullable Prepared found = modules.find(module, missed);
      if (found == null) {
        String problem = "module '" + LuaText.excerpt(module) + "' not found:" + missed;
        return varargsOf(NIL, LuaText.ofMessage(problem));
      }
      modules.loads().prepare(module, found);
    }
    return lua.callThen(modules.requireFunction(), name, new Rest(name, before));
  }

  private final class Rest extends Continuation {

    private final LuaString name;
    private final LuaValue before;

    Rest(LuaString name, LuaValue before) {
      this.name = name;
      this.before = before;
    }

    @Override
    protected Varargs resume(Varargs results) {
      return results.arg1();
    }

    @Override
    protected Varargs fail(LuaError error) {
      modules.loaded().rawset(name, before);
      throw error;
    }
  }
}
