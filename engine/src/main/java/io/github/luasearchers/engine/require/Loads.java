package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.SearchListener;
import io.github.luasearchers.engine.SearchListener.Result;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;

/**
 * Sees the search for each module, and its load, begin and end. Whatever is to know of them hangs
 * here: where loaded modules come from, what an error tells of who required them, and the host's
 * listener.
 */
final class Loads {

  private final LuaRuntime lua;
  private final @Nullable ListenerCalls listener;

  /** Where modules were found that are loaded, or loading. */
  private final Map<String, Origin> origins = new HashMap<>();

  Loads(LuaRuntime lua, @Nullable SearchListener listener) {
    this.lua = lua;
    this.listener = listener == null ? null : new ListenerCalls(listener);
  }

  /** Returns where a module was found, null if no searcher of the engine has found it. */
  @Nullable Origin origin(String module) {
    return origins.get(module);
  }

  // ---- searches

  /** Begins the search for a module: where it was found before does not count any more. */
  void beginSearch(String module) {
    origins.remove(module);
  }

  /**
   * Asks a searcher.
   *
   * @throws SearchError if a place can't be looked into, or the module can't be loaded
   */
  Finding ask(ModuleSearcher searcher, String searcherName, LuaString name, String module) {
    Finding finding =
        listener == null
            ? searcher.find(name, module)
            : askObserved(listener, searcher, searcherName, name, module);
    if (finding.isLoader()) {
      origins.put(module, new Origin(searcherName, finding.origin()));
    }
    return finding;
  }

  private static Finding askObserved(
      ListenerCalls listener,
      ModuleSearcher searcher,
      String searcherName,
      LuaString name,
      String module) {
    long begun = System.nanoTime();
    Result result = Result.FAILED;
    @Nullable String origin = null;
    try {
      Finding finding = searcher.find(name, module);
      result = finding.isLoader() ? Result.FOUND : Result.NOT_FOUND;
      origin = finding.isLoader() ? finding.origin() : null;
      return finding;
    } finally {
      long nanos = System.nanoTime() - begun;
      listener.searched(new SearchEvent(module, searcherName, result, origin, nanos));
    }
  }

  // ---- loads

  /** Begins the load of a module that was found. */
  Loading begin(String module) {
    return new Loading(module, origins.get(module), listener == null ? 0 : System.nanoTime());
  }

  /** Ends the load of a module. */
  void end(Loading loading) {
    if (listener != null) {
      listener.loaded(loading, place(), true);
    }
  }

  /** Ends a load with an error, which gets told from where the module was required. */
  void fail(Loading loading, LuaError error) {
    @Nullable String place = place();
    if (place != null) {
      RequiredFrom.tell(error, place);
    }
    if (listener != null) {
      listener.loaded(loading, place, false);
    }
  }

  /** Returns where the call of {@code require} is that runs, null if in no Lua code. */
  private @Nullable String place() {
    String where = lua.where(1);
    return where.endsWith(": ") ? where.substring(0, where.length() - 2) : null;
  }
}
