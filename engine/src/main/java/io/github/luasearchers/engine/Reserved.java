package io.github.luasearchers.engine;

import java.util.Set;
import javax.script.Bindings;
import javax.script.ScriptContext;
import javax.script.SimpleBindings;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a context that are not variables of a script: the standard's, such as that of the
 * file name, and the limits of one evaluation.
 */
final class Reserved {

  /** The largest number of names that are checked one by one. */
  private static final int FEW = 6;

  private final Scope engine = new Scope();
  private final Scope global = new Scope();

  /** Returns the value of a reserved key. */
  static @Nullable Object value(String key, ScriptContext context, Bindings engineScope) {
    boolean may = !(engineScope instanceof LuaBindings own) || own.hasReserved();
    if (may && engineScope.containsKey(key)) {
      return engineScope.get(key);
    }
    if (context instanceof EngineContext known) {
      @Nullable Bindings global = known.global();
      return global == null ? null : global.get(key);
    }
    int scope = context.getAttributesScope(key);
    return scope == ScriptContext.ENGINE_SCOPE ? null : context.getAttribute(key);
  }

  /**
   * Tells whether there is no reserved key, as far as that can be checked quickly. Otherwise an
   * evaluation has to ask for several.
   */
  boolean hasNone(ScriptContext context, Bindings engineScope) {
    return context instanceof EngineContext own
        && engine.hasNone(engineScope)
        && global.hasNone(own.global());
  }

  /** The names in one scope the last time. Most hosts bind the same few names each time. */
  private static final class Scope {

    private static final String[] NONE = {};

    /** Names, none of them reserved. */
    private String[] names = NONE;

    boolean hasNone(@Nullable Bindings bindings) {
      if (bindings == null) {
        return true;
      }
      if (bindings instanceof LuaBindings own) {
        return !own.hasReserved();
      }
      // Others may compute what they hold, and may not be able to list it.
      return bindings.getClass() == SimpleBindings.class && surveyed(bindings);
    }

    /** Checks the JDK's bindings, which may wrap a foreign map. */
    private boolean surveyed(Bindings bindings) {
      try {
        return bindings.isEmpty()
            || (bindings.size() <= FEW && (holdsTheSame(bindings) || survey(bindings.keySet())));
      } catch (RuntimeException e) {
        return false;
      }
    }

    private boolean holdsTheSame(Bindings bindings) {
      if (bindings.size() != names.length) {
        return false;
      }
      for (String name : names) {
        if (!bindings.containsKey(name)) {
          return false;
        }
      }
      return true;
    }

    private boolean survey(Set<String> found) {
      names = found.toArray(NONE);
      for (String name : names) {
        if (Names.isReserved(name)) {
          names = NONE;
          return false;
        }
      }
      return true;
    }
  }
}
