package io.github.luasearchers.engine;

import java.util.Set;
import javax.script.Bindings;
import javax.script.ScriptContext;
import javax.script.SimpleBindings;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a context that are no variables of a script: the standard's, such as that of the
 * file's name, and the limits of one evaluation.
 */
final class Reserved {

  /** Up to how many names are read one by one. */
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
   * Tells whether there is none, as far as that is quickly found out: an evaluation would have to
   * ask for several.
   */
  boolean hasNone(ScriptContext context, Bindings engineScope) {
    return context instanceof EngineContext own
        && engine.hasNone(engineScope)
        && global.hasNone(own.global());
  }

  /** What one scope held the last time. Most hosts bind the same few names each time. */
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
      // Others may compute what they hold, and need not be able to say what that is.
      return bindings.getClass() == SimpleBindings.class && surveyed(bindings);
    }

    /** Asks the JDK's bindings, which may stand before a map of somebody else's. */
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
