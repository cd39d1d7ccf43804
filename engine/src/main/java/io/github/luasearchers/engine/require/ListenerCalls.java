package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.ReloadReport;
import io.github.luasearchers.engine.SearchListener;

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

  void loaded(LoadEvent event) {
    try {
      listener.loaded(event);
    } catch (Throwable e) {
      logUnlessFatal(e, event);
    }
  }

  void reloaded(ReloadReport report) {
    try {
      listener.reloaded(report);
    } catch (Throwable e) {
      logUnlessFatal(e, report);
    }
  }

  void reloadFailed(String reason) {
    try {
      listener.reloadFailed(reason);
    } catch (Throwable e) {
      logUnlessFatal(e, reason);
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
