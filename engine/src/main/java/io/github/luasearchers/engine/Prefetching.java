package io.github.luasearchers.engine;

import io.github.luasearchers.engine.live.Live;
import java.util.List;

/**
 * A prefetch of modules. No lambda, as time is what it is about, and the first of those costs it.
 */
final class Prefetching implements Evaluator.ModuleWork<PrefetchReport> {

  private final List<String> names;

  Prefetching(List<String> names) {
    this.names = names;
  }

  @Override
  public PrefetchReport run(Live live) {
    return live.prefetch(names);
  }
}
