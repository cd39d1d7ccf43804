package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.spi.Library;
import io.github.luasearchers.spi.LibraryLinker;
import io.github.luasearchers.spi.SearchContext;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Links jar files. The manifest's {@code Lua-Library} names a public class, and its methods {@code
 * public static Varargs luaopen_a_b(Varargs)} are the library's functions.
 */
final class JarLinker implements LibraryLinker {

  static final String NAME = "jar";

  private static final String MANIFEST_KEY = "Lua-Library";

  /** Where Linux says which folder is the current one. */
  private static final File CURRENT_FOLDER = new File("/proc/self/cwd");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean links(String file) {
    return file.endsWith(".jar");
  }

  /** Opens a jar. Each has its own class loader, whatever the mode. */
  @Override
  public Library open(String file, Mode mode, SearchContext context) throws IOException {
    File jar = absolute(new File(file));
    if (!jar.exists()) {
      throw new IOException(
          LuaText.excerpt(file) + ": cannot open shared object file: No such file or directory");
    }
    String className = className(jar, file);
    URLClassLoader loader =
        new URLClassLoader(new URL[] {jar.toURI().toURL()}, context.classLoader());
    try {
      return new JarLibrary(loader, libraryClass(file, className, loader));
    } catch (IOException | RuntimeException | Error e) {
      loader.close();
      throw e;
    }
  }

  /**
   * Returns a file under its whole name. A C library may have changed the current folder, which all
   * that opens files follows; Java completes names by the folder that it was started in.
   */
  private static File absolute(File file) throws IOException {
    return file.isAbsolute() || !CURRENT_FOLDER.isDirectory()
        ? file.getAbsoluteFile()
        : CURRENT_FOLDER.toPath().toRealPath().resolve(file.getPath()).toFile();
  }

  private static String className(File jar, String file) throws IOException {
    @Nullable Manifest manifest;
    try (JarFile archive = new JarFile(jar)) {
      manifest = archive.getManifest();
    } catch (IOException e) {
      throw new IOException(file + ": " + SearchError.reason(e), e);
    }
    @Nullable String name =
        manifest == null ? null : manifest.getMainAttributes().getValue(MANIFEST_KEY);
    if (name == null) {
      throw new IOException(
          file
              + ": the manifest has no "
              + MANIFEST_KEY
              + "; let it name the class that has the luaopen_ methods");
    }
    return name.trim();
  }

  private static Class<?> libraryClass(String file, String name, ClassLoader loader)
      throws IOException {
    Class<?> type;
    try {
      type = Class.forName(name, true, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new IOException(
          file
              + ": the class "
              + name
              + ", which "
              + MANIFEST_KEY
              + " names, can't be loaded: "
              + e,
          e);
    }
    if (!Modifier.isPublic(type.getModifiers())) {
      throw new IOException(
          file + ": the class " + name + ", which " + MANIFEST_KEY + " names, is not public");
    }
    return type;
  }
}
