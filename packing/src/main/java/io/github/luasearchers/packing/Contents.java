package io.github.luasearchers.packing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of one jar that is made of many. In the order of their names, so that builds agree. */
final class Contents {

  /** What describes or signs one of the jars, and is wrong of all of them. */
  private static final Pattern OF_ONE_JAR =
      Pattern.compile(
          "(META-INF/versions/\\d+/)?module-info\\.class"
              + "|META-INF/(MANIFEST\\.MF|INDEX\\.LIST|[^/]*\\.(SF|RSA|DSA|EC))"
              + "|META-INF/(LICENSE|NOTICE|DEPENDENCIES)[^/]*"
              + "|META-INF/(maven|proguard)/.*"
              + "|(about|META-INF/jline/README)\\.(html|md)");

  private static final String SERVICES = "META-INF/services/";

  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, Path> origins = new TreeMap<>();

  /**
   * Adds what a jar or a folder holds.
   *
   * @throws IOException if it can't be read, or if it has another file of a name that is there
   */
  void add(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      addBelow(place, place);
      return;
    }
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      addBelow(jar.getPath("/"), place);
    }
  }

  private void addBelow(Path root, Path place) throws IOException {
    List<Path> found;
    try (Stream<Path> walk = Files.walk(root)) {
      found = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : found) {
      String name = root.relativize(file).toString().replace('\\', '/');
      if (!OF_ONE_JAR.matcher(name).matches()) {
        add(name, Files.readAllBytes(file), place);
      }
    }
  }

  private void add(String name, byte[] bytes, Path place) throws IOException {
    byte[] known = files.get(name);
    if (known == null) {
      files.put(name, bytes);
      origins.put(name, place);
    } else if (name.startsWith(SERVICES)) {
      files.put(name, merged(known, bytes));
    } else if (!Arrays.equals(known, bytes)) {
      throw new IOException(name + " is in " + origins.get(name) + ", and another in " + place);
    }
  }

  /** Returns the providers that two files name, each once. */
  private static byte[] merged(byte[] first, byte[] second) {
    List<String> lines = new ArrayList<>(new String(first, UTF_8).lines().toList());
    for (String line : new String(second, UTF_8).lines().toList()) {
      if (!lines.contains(line)) {
        lines.add(line);
      }
    }
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    for (String line : lines) {
      if (!line.isBlank()) {
        both.writeBytes((line + "\n").getBytes(UTF_8));
      }
    }
    return both.toByteArray();
  }

  /** Returns the names of the files, in their order. */
  List<String> names() {
    return List.copyOf(files.keySet());
  }

  /** Returns a class by its internal name, or null if it is not here. */
  byte @Nullable [] type(String internalName) {
    return files.get(internalName + ".class");
  }

  byte[] get(String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new IllegalArgumentException("there is no " + name);
    }
    return bytes;
  }

  void replace(String name, byte[] bytes) {
    files.replace(name, bytes);
  }

  void remove(String name) {
    files.remove(name);
  }

  /** Returns the providers of each service that a file in META-INF/services names. */
  Map<String, List<String>> services() {
    Map<String, List<String>> services = new TreeMap<>();
    files.forEach(
        (name, bytes) -> {
          String service = name.startsWith(SERVICES) ? name.substring(SERVICES.length()) : "/";
          if (service.indexOf('/') < 0) {
            services.put(service, providers(new String(bytes, UTF_8)));
          }
        });
    return services;
  }

  private static List<String> providers(String text) {
    return text.lines()
        .map(line -> line.replaceFirst("#.*", "").trim())
        .filter(line -> !line.isEmpty())
        .distinct()
        .toList();
  }

  /** Writes the files to a folder. */
  void write(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path target = folder.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }
  }
}
