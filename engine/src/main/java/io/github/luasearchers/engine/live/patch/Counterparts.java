package io.github.luasearchers.engine.live.patch;

import io.github.luasearchers.engine.vm.Closure;
import io.github.luasearchers.engine.vm.LivePrototype;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/** Which objects of the module the objects of the new run stand for. */
final class Counterparts {

  private final IdentityHashMap<LuaValue, LuaValue> olds = new IdentityHashMap<>();
  private final IdentityHashMap<LuaValue, LuaValue> news = new IdentityHashMap<>();
  private final IdentityHashMap<LuaValue, LuaValue> kept = new IdentityHashMap<>();
  private final IdentityHashMap<LivePrototype, Function> fresh = new IdentityHashMap<>();
  private final List<Generation> generations;

  Counterparts(
      Version old, Version version, List<Generation> generations, List<Function> functions) {
    this.generations = generations;
    functions.forEach(each -> fresh.put(each.code, each));
    Generation latest = generations.get(0);
    for (Function each : latest.matching.all()) {
      Function successor = latest.matching.successor(each.code);
      Closure before = old.only(each.code);
      Closure after = successor == null ? null : version.only(successor.code);
      if (before != null && after != null) {
        put(after, before);
      }
    }
  }

  private void put(LuaValue after, LuaValue before) {
    olds.put(after, before);
    news.put(before, after);
  }

  /** Pairs two tables unless one of them has its counterpart. */
  boolean pair(LuaValue before, LuaValue after) {
    boolean isFree = before != after && !olds.containsKey(after) && !news.containsKey(before);
    if (isFree) {
      put(after, before);
    }
    return isFree;
  }

  /** Returns what stands for an object of the new run: the module's, or the object itself. */
  LuaValue of(LuaValue value) {
    return olds.getOrDefault(value, value);
  }

  /** Takes note that the module keeps a value in a place where the new run has another. */
  void keep(LuaValue before, LuaValue after) {
    kept.putIfAbsent(after, before);
  }

  /** Returns what the module has where the new run has a value. */
  LuaValue inPlaceOf(LuaValue after) {
    LuaValue before = kept.get(after);
    return before == null ? of(after) : before;
  }

  /** Tells whether an object is the module's, and one of the new run is dropped for it. */
  boolean isModules(LuaValue before) {
    return news.containsKey(before);
  }

  /** Returns the function of the new text that a closure of the new run is. */
  @Nullable Function fresh(LuaValue value) {
    return value instanceof Closure closure && closure.prototype() instanceof LivePrototype code
        ? fresh.get(code)
        : null;
  }

  /** Returns whether a closure runs an earlier version of the text. */
  boolean isOldText(LuaValue value) {
    return generation(value) != null;
  }

  private @Nullable Generation generation(LuaValue value) {
    if (value instanceof Closure closure && closure.prototype() instanceof LivePrototype code) {
      LivePrototype root = code.root();
      for (Generation each : generations) {
        if (each.code == root) {
          return each;
        }
      }
    }
    return null;
  }

  /** Returns the function of the new text that a closure of the module becomes, or null. */
  @Nullable Function successor(LuaValue value) {
    Generation generation = generation(value);
    return generation == null || !(value instanceof Closure closure)
        ? null
        : generation.matching.successor((LivePrototype) closure.prototype());
  }

  /** Tells whether a closure of the module and one of the new run are the same function. */
  boolean isSameFunction(LuaValue before, LuaValue after) {
    Function function = fresh(after);
    return function != null && successor(before) == function;
  }
}
