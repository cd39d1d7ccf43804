package io.github.luasearchers.searchers.http;

import io.github.luasearchers.testing.http.CachePromises;

/** A cache in memory keeps every promise within its process. */
class MemoryModesTest extends CachePromises {

  MemoryModesTest() {
    super("memory");
  }

  @Override
  protected String cache() {
    return "memory";
  }

  @Override
  protected boolean isShared() {
    return false;
  }
}
