package com.example.docs;

import java.io.ByteArrayOutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** The files that a page shows, as the Maven project that a reader makes of them. */
final class PageFiles {

  private static final Path CLASSES = Path.of("target", "classes");
  private static final Path RESOURCES = Path.of("src", "main", "resources");

  private final List<String> sources = new ArrayList<>();

  /** Writes the file that a block is, if it is one. */
  void write(Block block) throws Exception {
    if (block.file().isPresent()) {
      Path file = Path.of(block.file().get());
      if (file.isAbsolute() || file.normalize().startsWith("..")) {
        throw new IllegalArgumentException(block.place() + ": the file is elsewhere: " + file);
      }
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
      Files.writeString(file, block.text());
      if (file.toString().endsWith(".java")) {
        sources.add(file.toString());
      }
    }
  }

  /** Compiles the sources and runs one of them. Returns what is wrong, if anything is. */
  Optional<String> run(String main) throws Exception {
    Files.createDirectories(CLASSES);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> arguments = new ArrayList<>(List.of("-d", CLASSES.toString()));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    arguments.addAll(sources);
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    if (compiler.run(null, errors, errors, arguments.toArray(new String[0])) != 0) {
      return Optional.of(errors.toString(StandardCharsets.UTF_8));
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    URL[] places = {CLASSES.toUri().toURL(), RESOURCES.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(places, PageFiles.class.getClassLoader())) {
      thread.setContextClassLoader(loader);
      Class<?> type = Class.forName(main, true, loader);
      type.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      return Optional.of(main + " failed: " + e.getCause());
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
