package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.SearchListener;
import org.jspecify.annotations.Nullable;

/** Calls the host's listener, whose failures are logged. No script without one loads this class. */
final class ListenerCalls {

  private final SearchListener listener;

  ListenerCalls(SearchListener listener) {
    this.listener = listener;
  }

  void searched(SearchEvent event) {
    try {
      listener.searched(event);
    } catch (Throwable e) {
      logUnlessFatal(e, event);
    }
  }

  void loaded(ModuleRecord module, @Nullable String requiredFrom, boolean succeeded) {
    LoadEvent event = new LoadEvent(module, requiredFrom, succeeded, module.running());
    try {
      listener.loaded(event);
    } catch (Throwable e) {
      logUnlessFatal(e, event);
    }
  }

  private static void logUnlessFatal(Throwable thrown, Object event) {
    if (thrown instanceof VirtualMachineError fatal) {
      throw fatal;
    }
    System.getLogger(ListenerCalls.class.getPackageName())
        .log(System.Logger.Level.WARNING, "LuaSearchers: a listener failed on: " + event, thrown);
  }
}
