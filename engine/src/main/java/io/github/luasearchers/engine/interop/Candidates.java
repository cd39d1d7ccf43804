package io.github.luasearchers.engine.interop;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The overloads of one name that take a certain number of arguments. Once they have been called
 * often, they learn the {@link Route routes} to those that are wanted.
 *
 * <p>Other threads may get this through a data race: what its final fields refer to is visible to
 * them completely, and they only go on without a route that they do not see yet.
 */
final class Candidates {

  /** How many routes are tried one after the other, and how often one is looked for. */
  private static final int MOST_ROUTES = 4;

  private final Overload[] overloads;
  private final @Nullable Overload only;
  private final int count;
  private @Nullable Route routes;
  private int calls;
  private int attempts;

  Candidates(Overload[] overloads, int count) {
    this.overloads = overloads;
    this.only = overloads.length == 1 && !overloads[0].isSpread() ? overloads[0] : null;
    this.count = count;
    this.attempts = count > Route.MOST_ARGUMENTS ? MOST_ROUTES : 0;
  }

  Overload[] overloads() {
    return overloads;
  }

  /** Returns the only overload, null if there are several or none. */
  @Nullable Overload only() {
    return only;
  }

  /** Returns the route for arguments, of which those that are too many are nil; null if none. */
  @Nullable Route route(JavaBridge bridge, LuaValue a, LuaValue b, LuaValue c) {
    for (Route route = routes; route != null; route = route.next) {
      if (route.takes(bridge, a, b, c)) {
        return route;
      }
    }
    if (attempts < MOST_ROUTES && ++calls >= Handles.HOT) {
      calls = 0;
      attempts++;
      addRoute(bridge, a, b, c);
    }
    return null;
  }

  private void addRoute(JavaBridge bridge, LuaValue a, LuaValue b, LuaValue c) {
    LuaValue[] args = new LuaValue[count];
    for (int i = 0; i < count; i++) {
      args[i] = i == 0 ? a : i == 1 ? b : c;
    }
    if (overloads.length > 1) {
      for (Overload overload : overloads) {
        if (!overload.isDecidedByClass(args)) {
          return;
        }
      }
    }
    @Nullable Overload chosen = best(bridge, LuaValue.varargsOf(args), 1);
    @Nullable Route route = chosen == null || chosen.isSpread() ? null : chosen.route(args, routes);
    if (route != null) {
      routes = route;
    }
  }

  /** Returns the overload that fits the arguments best, or null if none does. */
  @Nullable Overload best(JavaBridge bridge, Varargs args, int first) {
    return best(overloads, bridge, args, first);
  }

  /** Returns the overload that fits the arguments best, or null if none does. */
  static @Nullable Overload best(
      Overload[] candidates, JavaBridge bridge, Varargs args, int first) {
    @Nullable Overload best = null;
    int lowest = Converter.NO;
    for (Overload candidate : candidates) {
      int cost = candidate.cost(bridge, args, first);
      if (cost < lowest || (best != null && cost == lowest && candidate.isBetterThan(best))) {
        best = candidate;
        lowest = cost;
      }
    }
    return best;
  }
}
