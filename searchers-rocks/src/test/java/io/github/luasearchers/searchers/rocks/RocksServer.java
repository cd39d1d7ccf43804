package io.github.luasearchers.searchers.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.testing.http.TestServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A server of rocks on loopback, with the manifest of what it has. */
final class RocksServer implements AutoCloseable {

  final TestServer http = new TestServer();
  private final Map<String, Map<String, Set<String>>> rocks = new TreeMap<>();

  /** Publishes a rock with modules, by their paths. */
  RocksServer all(String name, String version, List<String> needs, Map<String, String> files) {
    return rock(name, version, "all", TestRocks.all(name, version, needs, files));
  }

  /** Publishes a rock with one module of its name. */
  RocksServer all(String name, String version, String text) {
    return all(name, version, List.of(), Map.of(name + ".lua", text));
  }

  RocksServer rock(String name, String version, String arch, byte[] content) {
    list(name, version, arch);
    return file(name, version, arch, content);
  }

  /** Serves a rock that the manifest has already, or never will. */
  RocksServer file(String name, String version, String arch, byte[] content) {
    String path = "/" + name + "-" + version + "." + arch + ".rock";
    http.file(path, content, "ETag", '"' + TestRocks.md5(content) + '"');
    return this;
  }

  /** Puts a rock into the manifest only. */
  RocksServer list(String name, String version, String arch) {
    rocks
        .computeIfAbsent(name, unused -> new TreeMap<>())
        .computeIfAbsent(version, unused -> new TreeSet<>())
        .add(arch);
    return manifest(text());
  }

  RocksServer manifest(String text) {
    http.file("/manifest-5.4", text, "ETag", '"' + TestRocks.md5(text.getBytes(UTF_8)) + '"');
    return this;
  }

  /** Returns the manifest, as LuaRocks writes it. */
  String text() {
    StringBuilder text = new StringBuilder("commands = {}\nmodules = {}\nrepository = {\n");
    rocks.forEach(
        (name, versions) -> {
          text.append("   [\"").append(name).append("\"] = {\n");
          versions.forEach(
              (version, archs) -> {
                text.append("      [\"").append(version).append("\"] = {\n");
                for (String arch : archs) {
                  text.append("         { arch = \"").append(arch).append("\" },\n");
                }
                text.append("      },\n");
              });
          text.append("   },\n");
        });
    return text.append("}\n").toString();
  }

  String url() {
    return http.url();
  }

  /** Returns how many requests for rocks came, manifests apart. */
  long rockRequests() {
    return http.paths().stream().filter(path -> path.endsWith(".rock")).count();
  }

  @Override
  public void close() {
    http.close();
  }
}
