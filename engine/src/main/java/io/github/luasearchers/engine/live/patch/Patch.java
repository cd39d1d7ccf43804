package io.github.luasearchers.engine.live.patch;

import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.List;
import java.util.Set;

/**
 * New code for a module that is in use. To be called by the thread that the engine runs on.
 *
 * <p>{@link #plan} changes nothing. {@link #apply} then can't fail, and {@link #undo} restores what
 * was there before.
 */
public final class Patch {

  private final Version after;

  private Patch(Version after) {
    this.after = after;
  }

  /**
   * Plans to give a module what a run of its new text has made.
   *
   * @param module the module's name
   * @param old what the module is: the version of its load, or {@link #version} of its last patch
   * @param fresh what the run of the new text has made
   * @param keep names of variables and fields that keep their values even if the text gives them
   *     others
   * @throws PatchRefused if the module can only be replaced
   */
  public static Patch plan(
      LuaRuntime lua, String module, Version old, Version fresh, Set<String> keep)
      throws PatchRefused {
    if (!old.value().istable() || !fresh.value().istable()) {
      throw new PatchRefused("its value is no table");
    }
    return new Patch(fresh);
  }

  /** Carries out the plan. */
  public void apply() {}

  /** Takes back what {@link #apply} has done. */
  public void undo() {}

  /**
   * Gives closures their new code that were being called when the patch was applied. To be called
   * when no script runs, until it returns true.
   *
   * @return whether no closure waits for its code any more
   */
  public boolean settle() {
    return true;
  }

  /** Returns the module as it is after the patch, to be the old version of the next one. */
  public Version version() {
    return after;
  }

  /**
   * Tells in sentences what is worth knowing: what has changed, and what has kept its old code, and
   * who holds it. To be called after {@link #apply}.
   */
  public List<String> notes() {
    return List.of();
  }
}
