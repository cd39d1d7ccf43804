package io.github.luasearchers.engine.vm;

/** A function or userdata that contains Lua values, which count as memory of the script. */
public interface HeapNode {

  /** Adds the values inside. */
  void hold(HeapWalk walk);
}
