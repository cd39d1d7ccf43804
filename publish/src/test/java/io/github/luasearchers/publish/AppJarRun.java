package io.github.luasearchers.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.testing.http.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The jar with its libraries inside: {@code java -jar} and nothing else. Runs after packaging. */
@EnabledIfSystemProperty(named = "app.jar", matches = ".+")
class AppJarRun {

  private static final Path JAR = Path.of(System.getProperty("app.jar", ""));

  @TempDir Path temp;

  @Test
  void bundle_indexesAFolder() throws Exception {
    Files.writeString(temp.resolve("a.lua"), "return require 'b'");
    Files.writeString(temp.resolve("b.lua"), "return 1");
    assertThat(run(List.of(), "bundle", temp.toString(), "a")).contains("2 modules, 1 bundles");
    assertThat(temp.resolve("bundles/a.zip")).exists();
  }

  @Test
  void lockCommands_askAServer() throws Exception {
    Path lock = temp.resolve("modules.lock");
    try (TestServer server = new TestServer()) {
      server.file("/a.lua", "return 1");
      List<String> settings =
          List.of(
              "-Dlua.http.repositories=" + server.url(),
              "-Dlua.http.cache=memory",
              "-Dlua.http.lock-file=" + lock);
      assertThat(run(settings, "lock", "update", "a")).contains("a: is new");
      assertThat(run(settings, "lock", "check")).contains("1 modules are as locked, 0 are not");
    }
  }

  @Test
  void licences_goAlong() throws Exception {
    Set<String> packages = new TreeSet<>();
    try (JarFile jar = new JarFile(JAR.toFile())) {
      for (String text : List.of("LuaJ", "Methanol", "Apache-2.0")) {
        assertThat(jar.getEntry("META-INF/licenses/" + text + ".txt")).as(text).isNotNull();
      }
      assertThat(text(jar, "META-INF/LICENSE")).contains("LuaSearchers");
      assertThat(text(jar, "META-INF/NOTICE")).contains("Methanol").contains("Gson");
      jar.stream().map(JarEntry::getName).map(AppJarRun::library).forEach(packages::add);
    }
    // What is new here needs its licence, and a line of the notice.
    assertThat(packages)
        .containsExactly(
            "",
            "com.github.mizosoft",
            "com.google.common",
            "com.google.errorprone",
            "com.google.gson",
            "com.google.j2objc",
            "com.google.thirdparty",
            "io.github.luasearchers",
            "org.luaj.vm2");
  }

  private static String text(JarFile jar, String entry) throws Exception {
    return new String(jar.getInputStream(jar.getJarEntry(entry)).readAllBytes(), UTF_8);
  }

  /** Returns the first three parts of a class's name, or nothing. */
  private static String library(String entry) {
    String[] parts = entry.replaceFirst("^META-INF/versions/\\d+/", "").split("/");
    return entry.endsWith(".class") ? String.join(".", parts[0], parts[1], parts[2]) : "";
  }

  private String run(List<String> settings, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(settings);
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(temp.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
