package io.github.luasearchers.engine.require;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes jars that are Lua libraries. */
final class JarLibraries {

  private JarLibraries() {}

  /** Writes a jar with one class, which its manifest names. */
  static void write(Path jar, Class<?> library) throws IOException {
    write(jar, library.getName());
  }

  /** Writes a jar whose manifest names a class of this class path, which the jar gets as well. */
  static void write(Path jar, String className) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Lua-Library", className);
    Files.createDirectories(jar.getParent());
    String entry = className.replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        InputStream code = JarLibraries.class.getClassLoader().getResourceAsStream(entry)) {
      if (code != null) {
        out.putNextEntry(new JarEntry(entry));
        code.transferTo(out);
      }
    }
  }
}
