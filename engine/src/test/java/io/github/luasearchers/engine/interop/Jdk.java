package io.github.luasearchers.engine.interop;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The JDK that the tests run on. */
final class Jdk {

  private Jdk() {}

  /** Returns the public classes of all packages that are exported to everybody. */
  static List<Class<?>> publicClasses() throws IOException {
    List<Class<?>> classes = new ArrayList<>();
    for (ModuleReference module : ModuleFinder.ofSystem().findAll()) {
      for (ModuleDescriptor.Exports exports : module.descriptor().exports()) {
        if (!exports.isQualified()) {
          addPublic(module.descriptor().name(), exports.source(), classes);
        }
      }
    }
    return classes;
  }

  private static void addPublic(String module, String home, List<Class<?>> to) throws IOException {
    Path folder =
        FileSystems.getFileSystem(URI.create("jrt:/"))
            .getPath("modules", module, home.replace('.', '/'));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.getFileName().toString();
        if (name.endsWith(".class") && !name.equals("package-info.class")) {
          String className = home + '.' + name.substring(0, name.length() - 6);
          Class<?> type = load(className);
          if (type != null && isPublic(type)) {
            to.add(type);
          }
        }
      }
    }
  }

  private static Class<?> load(String className) {
    try {
      return Class.forName(className, false, ClassLoader.getSystemClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return null; // Of a module that is not resolved: no script can load it either.
    }
  }

  private static boolean isPublic(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
      if (!Modifier.isPublic(each.getModifiers())) {
        return false;
      }
    }
    return true;
  }
}
