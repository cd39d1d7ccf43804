package io.github.luasearchers.engine;

import io.github.luasearchers.engine.interop.JavaBridge;
import java.util.Arrays;
import java.util.List;
import javax.script.Bindings;
import javax.script.ScriptContext;
import javax.script.SimpleBindings;
import javax.script.SimpleScriptContext;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/**
 * The scopes before and behind ENGINE_SCOPE in the context of the running evaluation: GLOBAL_SCOPE,
 * and those that a context has beyond the standard two. They are asked at each use, so that a
 * change by the host is seen at once.
 */
final class ContextScopes {

  private static final int[] NONE = {};
  private static final int[] GLOBAL = {ScriptContext.GLOBAL_SCOPE};

  private final LuaState state;
  private final JavaBridge bridge;
  private ScriptContext context;
  private int[] front = NONE;
  private int[] back = GLOBAL;

  /** Whether another scope may override a name of ENGINE_SCOPE or of the library. That is rare. */
  private boolean overriding;

  ContextScopes(LuaState state, JavaBridge bridge, ScriptContext context) {
    this.state = state;
    this.bridge = bridge;
    this.context = context;
  }

  ScriptContext context() {
    return context;
  }

  boolean overriding() {
    return overriding;
  }

  /** Makes the scopes of a context the ones that are asked. */
  void enter(ScriptContext next) {
    // It is usually the same context, and under G1 a store costs more than the comparison.
    boolean same = next == context;
    if (!same) {
      context = next;
    }
    if (next instanceof EngineContext own) {
      if (!same) {
        front = NONE;
        back = GLOBAL;
      }
      overriding = hasNames(own.global());
    } else {
      survey(next);
    }
  }

  private void survey(ScriptContext next) {
    if (next.getClass() == SimpleScriptContext.class) {
      front = NONE;
      back = GLOBAL;
    } else {
      split(next.getScopes());
    }
    overriding = front.length > 0;
    for (int scope : back) {
      overriding |= hasNames(next.getBindings(scope));
    }
  }

  private void split(@Nullable List<Integer> scopes) {
    front = NONE;
    back = NONE;
    if (scopes == null || scopes.isEmpty()) {
      back = GLOBAL;
      return;
    }
    for (int scope : scopes) {
      if (scope < ScriptContext.ENGINE_SCOPE) {
        front = append(front, scope);
      } else if (scope > ScriptContext.ENGINE_SCOPE) {
        back = append(back, scope);
      }
    }
  }

  private static int[] append(int[] scopes, int scope) {
    int[] longer = Arrays.copyOf(scopes, scopes.length + 1);
    longer[scopes.length] = scope;
    return longer;
  }

  private static boolean hasNames(@Nullable Bindings bindings) {
    return bindings != null && !(bindings.getClass() == SimpleBindings.class && isEmpty(bindings));
  }

  /** Tells whether the JDK's bindings are empty. They may wrap a foreign map that cannot tell. */
  private static boolean isEmpty(Bindings bindings) {
    try {
      return bindings.isEmpty();
    } catch (RuntimeException e) {
      return false;
    }
  }

  // ---- look-up

  /** Returns what a scope before the ENGINE_SCOPE has for a name, null if none has it. */
  @Nullable LuaValue before(String name) {
    return front.length == 0 ? null : find(front, name, null);
  }

  /** Returns what a scope behind the ENGINE_SCOPE has for a name, null if none has it. */
  @Nullable LuaValue behind(String name, Bindings own) {
    if (context instanceof EngineContext known) {
      @Nullable Bindings global = known.global();
      return global == null || global == own ? null : valueIn(global, name);
    }
    return find(back, name, own);
  }

  private @Nullable LuaValue find(int[] scopes, String name, @Nullable Bindings except) {
    for (int scope : scopes) {
      @Nullable Bindings bindings = context.getBindings(scope);
      if (bindings != null && bindings != except) {
        @Nullable LuaValue value = valueIn(bindings, name);
        if (value != null) {
          return value;
        }
      }
    }
    return null;
  }

  /** Returns what bindings have for a name, null if they have none; a name bound to null is nil. */
  @Nullable LuaValue valueIn(Bindings bindings, String name) {
    if (bindings instanceof LuaBindings own && own.belongsTo(state)) {
      return own.value(name);
    }
    if (bindings.getClass() == SimpleBindings.class) {
      @Nullable Object value = bindings.get(name);
      if (value != null) {
        return bridge.toLua(value);
      }
      return bindings.containsKey(name) ? LuaValue.NIL : null;
    }
    // Foreign bindings may compute what they hold: ask in the standard's order, and nothing else.
    return bindings.containsKey(name) ? bridge.toLua(bindings.get(name)) : null;
  }
}
