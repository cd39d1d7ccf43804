package io.github.luasearchers.engine;

/** Finds the classes that one loader knows, and of the others those that a second one knows. */
final class FallbackLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader second;

  private FallbackLoader(ClassLoader first, ClassLoader second) {
    super(first);
    this.second = second;
  }

  /** Makes one; who may never need one does not load this class for its type. */
  static ClassLoader of(ClassLoader first, ClassLoader second) {
    return new FallbackLoader(first, second);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    return second.loadClass(name);
  }
}
