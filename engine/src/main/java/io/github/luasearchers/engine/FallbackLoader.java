package io.github.luasearchers.engine;

/** Finds classes in one loader, and those that it does not know in a second one. */
final class FallbackLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader second;

  private FallbackLoader(ClassLoader first, ClassLoader second) {
    super(first);
    this.second = second;
  }

  /**
   * Creates a loader. The type is ClassLoader, so that callers that never need one do not load this
   * class.
   */
  static ClassLoader of(ClassLoader first, ClassLoader second) {
    return new FallbackLoader(first, second);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    return second.loadClass(name);
  }
}
