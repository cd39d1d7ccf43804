package io.github.luasearchers.cli.debug;

import org.eclipse.lsp4j.debug.Capabilities;
import org.eclipse.lsp4j.debug.ExceptionBreakpointsFilter;

/** What the adapter tells the editor that it can do. */
final class Abilities {

  static final String ALL = "all";
  static final String UNCAUGHT = "uncaught";

  private Abilities() {}

  static Capabilities all() {
    Capabilities all = new Capabilities();
    all.setSupportsConfigurationDoneRequest(true);
    all.setSupportsConditionalBreakpoints(true);
    all.setSupportsHitConditionalBreakpoints(true);
    all.setSupportsLogPoints(true);
    all.setSupportsEvaluateForHovers(true);
    all.setSupportsSetVariable(true);
    all.setSupportsExceptionInfoRequest(true);
    all.setSupportsTerminateRequest(true);
    all.setSupportTerminateDebuggee(true);
    all.setSupportsDelayedStackTraceLoading(true);
    all.setExceptionBreakpointFilters(
        new ExceptionBreakpointsFilter[] {
          filter(ALL, "All errors", false), filter(UNCAUGHT, "Uncaught errors", true)
        });
    return all;
  }

  private static ExceptionBreakpointsFilter filter(String name, String label, boolean set) {
    ExceptionBreakpointsFilter filter = new ExceptionBreakpointsFilter();
    filter.setFilter(name);
    filter.setLabel(label);
    filter.setDefault_(set);
    return filter;
  }
}
