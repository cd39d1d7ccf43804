package io.github.luasearchers.engine.hostile;

/** A class loader of the host's own, whose methods are public. */
public final class Loader extends ClassLoader {

  @Override
  public Class<?> loadClass(String name) throws ClassNotFoundException {
    return super.loadClass(name);
  }

  public String extra() {
    return "";
  }
}
