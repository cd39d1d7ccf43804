package io.github.luasearchers.engine.interop;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * A system class loader that keeps what is looked for on the class path. The JVM makes it, when
 * {@code java.system.class.loader} names it.
 */
public final class WatchfulLoader extends URLClassLoader {

  private final List<String> searched = Collections.synchronizedList(new ArrayList<>());

  public WatchfulLoader(ClassLoader parent) throws MalformedURLException {
    super(classPath(), new Known(parent));
  }

  private static URL[] classPath() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(new File(entry).toURI().toURL());
    }
    return urls.toArray(new URL[0]);
  }

  public static WatchfulLoader ofThisJvm() {
    return (WatchfulLoader) ClassLoader.getSystemClassLoader();
  }

  /** Returns what has been looked for since the last time, but for what is the engine's own. */
  public List<String> searched() {
    List<String> names = List.copyOf(searched);
    searched.clear();
    return names;
  }

  private void keep(String name) {
    String plain = name.replace('/', '.');
    if (!plain.startsWith("io.github.luasearchers.") && !plain.startsWith("org.luaj.")) {
      searched.add(name);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    keep(name);
    return super.findClass(name);
  }

  @Override
  public URL findResource(String name) {
    keep(name);
    return super.findResource(name);
  }

  @Override
  public Enumeration<URL> findResources(String name) throws IOException {
    keep(name);
    return super.findResources(name);
  }

  /** Has the JDK's classes, and this one itself, which there must not be twice. */
  private static final class Known extends ClassLoader {

    private final ClassLoader first;

    Known(ClassLoader first) {
      super(ClassLoader.getPlatformClassLoader());
      this.first = first;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith(WatchfulLoader.class.getName())) {
        return first.loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
