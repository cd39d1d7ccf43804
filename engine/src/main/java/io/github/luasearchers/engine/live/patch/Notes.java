package io.github.luasearchers.engine.live.patch;

import io.github.luasearchers.engine.vm.Closure;
import io.github.luasearchers.engine.vm.Coroutine;
import io.github.luasearchers.engine.vm.Holders;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Recoding;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.luaj.vm2.LuaValue;

/** What a patch tells about itself. */
final class Notes {

  private final LuaRuntime lua;
  private final List<String> changes = new ArrayList<>();
  private final IdentityHashMap<Closure, Generation.Running> changed = new IdentityHashMap<>();
  private final IdentityHashMap<Closure, String> kept = new IdentityHashMap<>();

  Notes(LuaRuntime lua) {
    this.lua = lua;
  }

  /** Returns the sentences about tables and variables. */
  List<String> changes() {
    return changes;
  }

  void changed(Generation.Running running) {
    changed.put(running.closure, running);
  }

  void gone(Generation.Running running) {
    kept.put(running.closure, running.function.path() + " is gone from the text");
  }

  void keeps(Generation.Running running, String variable) {
    kept.put(
        running.closure,
        running.function.path()
            + " keeps its old code, since the new needs the variable '"
            + variable
            + "' of a call that has ended");
  }

  /** Returns all sentences, once the patch has been applied. */
  List<String> all(Recoding recoding) {
    List<String> all = new ArrayList<>(changes);
    Edits.unmetered(() -> addKept(recoding, all));
    return all;
  }

  private void addKept(Recoding recoding, List<String> all) {
    for (Closure each : recoding.waiting()) {
      all.add(path(each) + " is running, and keeps its old code until it has ended");
    }
    List<LuaValue> sought = new ArrayList<>(kept.keySet());
    recoding.suspended().values().forEach(sought::addAll);
    Map<LuaValue, String> holders =
        sought.isEmpty() ? Map.of() : Holders.find(lua, sought, Path::field);
    recoding
        .suspended()
        .forEach((closure, threads) -> addSuspended(closure, threads, holders, all));
    Map<String, Integer> unheld = new LinkedHashMap<>();
    kept.forEach(
        (closure, text) -> {
          String holder = holders.get(closure);
          if (holder == null) {
            unheld.merge(text, 1, Integer::sum);
          } else {
            all.add(text + "; held by " + holder);
          }
        });
    unheld.forEach((text, count) -> all.add(text + "; nothing in Lua holds it"));
  }

  private void addSuspended(
      Closure closure, List<Coroutine> threads, Map<LuaValue, String> holders, List<String> all) {
    for (Coroutine each : threads) {
      String holder = holders.get(each);
      String where = holder == null ? "" : " in " + holder;
      all.add(path(closure) + " goes on in its old code in a suspended coroutine" + where);
    }
  }

  private String path(Closure closure) {
    Generation.Running running = changed.get(closure);
    return running == null ? closure.name() : running.function.path();
  }
}
