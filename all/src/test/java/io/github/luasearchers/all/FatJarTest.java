package io.github.luasearchers.all;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One jar made of many, by tools that merge the services files and by tools that do not. */
class FatJarTest {

  private static final Path SOURCES = Path.of("src/test/client");

  @TempDir Path temp;

  @Test
  void merged_asksEachSearcher() throws Exception {
    List<Path> places = places();
    String output = run(fatJar(places, true), "nowhere", "colour");
    assertThat(output)
        .contains("no file 'META-INF/lua/nowhere.lua' on the class path")
        .contains("colour = the colour of META-INF/lua/colour.lua")
        .doesNotContain("not asked");
  }

  @Test
  void overwritten_saysWhichSearchersAreLost() throws Exception {
    List<Path> places = places();
    assertThat(run(fatJar(places, false), "nowhere", "colour"))
        .contains("module 'nowhere' not found:")
        .contains("no field package.preload['nowhere']")
        .contains("no file './nowhere.lua'")
        .contains("no file 'META-INF/lua/nowhere.lua' on the class path")
        .contains("not asked: the searchers 'jar', 'http', which are on the class path but not")
        .contains("maven-shade: ServicesResourceTransformer");
    Collections.reverse(places);
    assertThat(run(fatJar(places, false), "nowhere"))
        .contains("no file './nowhere.lua'")
        .contains("not asked: the searchers 'classpath', 'http', which are on the class path");
  }

  @Test
  void allInOne_runsOnTheClassPath() throws Exception {
    for (List<Path> beside : List.of(List.<Path>of(), Jvm.libraries())) {
      assertThat(run(Jvm.ALL, beside, "nowhere", "colour"))
          .contains("no file 'META-INF/lua/nowhere.lua' on the class path")
          .contains("colour = the colour of META-INF/lua/colour.lua")
          .doesNotContain("not asked");
    }
  }

  /** Guava is not renamed, so that what names it in the contract means what is in the jar. */
  @Test
  void allInOne_asksASearcherThatWasCompiledAgainstTheThinContract() throws Exception {
    List<Path> thin =
        Jvm.places(
            "io.github.luasearchers.engine.LuaScriptEngine",
            "io.github.luasearchers.spi.LuaSearcher",
            "org.luaj.vm2.LuaValue",
            "com.google.common.io.ByteSource");
    Path mine = temp.resolve("mine");
    Jvm.compile(Path.of("src/test/modules/com.example.mine/com"), mine, "-cp", Jvm.path(thin));
    Path services = Files.createDirectories(mine.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("io.github.luasearchers.spi.LuaSearcherProvider"),
        "com.example.mine.MineProvider");
    assertThat(run(Jvm.ALL, List.of(mine), "own")).contains("own = mine\n");
  }

  /** Returns the jars in an order in which the class-path searcher's is the first searcher's. */
  private static List<Path> places() throws Exception {
    return Jvm.places(
        "io.github.luasearchers.searchers.classpath.ClasspathSearcherProvider",
        "io.github.luasearchers.engine.LuaScriptEngine",
        "io.github.luasearchers.spi.LuaSearcher",
        "org.luaj.vm2.LuaValue",
        "io.github.luasearchers.searchers.http.HttpSearcherProvider",
        "io.github.luasearchers.searchers.jar.JarSearcherProvider");
  }

  private String run(Path jar, String... modules) throws Exception {
    return run(jar, Jvm.libraries(), modules);
  }

  private String run(Path jar, List<Path> beside, String... modules) throws Exception {
    List<Path> path = new ArrayList<>(List.of(jar));
    path.addAll(beside);
    Path client = temp.resolve("client");
    path.add(Files.exists(client) ? client : Jvm.compile(SOURCES, client));
    List<String> arguments = new ArrayList<>(List.of("-cp", Jvm.path(path), "client.Main"));
    arguments.addAll(List.of(modules));
    return Jvm.run("java", arguments);
  }

  /** Makes one jar of many, in which of equal names the first counts, or services are merged. */
  private Path fatJar(List<Path> places, boolean merging) throws Exception {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        add(place, entries, merging);
      } else {
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
          add(jar.getPath("/"), entries, merging);
        }
      }
    }
    Path fat = Files.createTempFile(temp, "fat", ".jar");
    try (OutputStream file = Files.newOutputStream(fat);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    return fat;
  }

  private static void add(Path root, Map<String, byte[]> entries, boolean merging)
      throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String name = root.relativize(file).toString().replace('\\', '/');
        byte[] known = entries.get(name);
        if (name.equals("module-info.class") || name.endsWith("MANIFEST.MF")) {
          continue;
        }
        if (known == null) {
          entries.put(name, Files.readAllBytes(file));
        } else if (merging && name.startsWith("META-INF/services/")) {
          ByteArrayOutputStream both = new ByteArrayOutputStream();
          both.write(known);
          try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(both);
          }
          entries.put(name, both.toByteArray());
        }
      }
    }
  }
}
