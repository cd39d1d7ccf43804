package io.github.luasearchers.engine.live;

import java.time.Instant;
import org.luaj.vm2.LuaFunction;

/**
 * A change that was made to a loaded module by {@code package.patch}.
 *
 * @param change what makes it
 * @param by who made it: {@code file:line}, or {@code the host}
 * @param when when it was made
 */
record Edit(LuaFunction change, String by, Instant when) {

  @Override
  public String toString() {
    return "the patch that " + by + " made at " + when;
  }
}
