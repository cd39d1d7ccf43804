package io.github.luasearchers.engine.compiler;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Prototype;

/** A function's code with a place for what the virtual machine knows of it. */
public class FunctionPrototype extends Prototype {

  /** What the virtual machine keeps for this code; all that run the code share it. */
  public volatile @Nullable Object unit;
}
