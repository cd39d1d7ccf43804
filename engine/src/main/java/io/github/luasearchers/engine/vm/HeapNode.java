package io.github.luasearchers.engine.vm;

/** A function or userdata with values of Lua inside, which count as what a script holds. */
public interface HeapNode {

  /** Adds what is inside. */
  void hold(HeapWalk walk);
}
