package io.github.luasearchers.all;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the jar of all holds, and what the BOM lists. */
class ContentsTest {

  private static final Path LUAJ_OF_PHONES = Path.of("org/luaj/vm2/lib/jme");

  @Test
  void allInOne_hasTheClassesOfTheSeparateJars() throws Exception {
    Set<String> classes = new TreeSet<>();
    for (Path place : Jvm.separate()) {
      classes.addAll(classes(place));
    }
    assertThat(classes(Jvm.ALL)).isEqualTo(classes);
  }

  @Test
  void allInOne_hasTheirServices() throws Exception {
    for (String service :
        List.of(
            "io.github.luasearchers.spi.LuaSearcherProvider", "javax.script.ScriptEngineFactory")) {
      List<String> separate = new ArrayList<>();
      for (Path place : Jvm.separate()) {
        if (!place.getFileName().toString().startsWith("luaj-")) {
          separate.addAll(lines(place, "META-INF/services/" + service));
        }
      }
      assertThat(lines(Jvm.ALL, "META-INF/services/" + service))
          .as(service)
          .isNotEmpty()
          .containsExactlyInAnyOrderElementsOf(separate);
    }
  }

  @Test
  void allInOne_carriesTheLicences() throws Exception {
    try (JarFile jar = new JarFile(Jvm.ALL.toFile())) {
      for (String name : List.of("LICENSE", "LICENSE-luaj", "NOTICE")) {
        try (InputStream text = jar.getInputStream(jar.getEntry("META-INF/" + name))) {
          assertThat(new String(text.readAllBytes(), UTF_8)).contains("Copyright (c)");
        }
      }
    }
  }

  @Test
  void bom_listsWhatIsPublished() throws Exception {
    Set<String> published = new TreeSet<>();
    for (String module : values("module", Files.readString(Path.of("../pom.xml")))) {
      String pom = Files.readString(Path.of("..", module, "pom.xml"));
      boolean isJar = !pom.contains("<packaging>pom</packaging>");
      if (isJar && !pom.contains("<maven.deploy.skip>true</maven.deploy.skip>")) {
        // The first is the parent's.
        published.add(values("artifactId", pom).get(1));
      }
    }
    assertThat(published).contains("luasearchers-engine", "luasearchers-all");
    List<String> listed = values("artifactId", Files.readString(Path.of("../bom/pom.xml")));
    assertThat(listed.stream().filter(name -> name.startsWith("luasearchers-")).skip(2))
        .containsExactlyElementsOf(published);
  }

  private static List<String> values(String element, String xml) {
    List<String> values = new ArrayList<>();
    Matcher each = Pattern.compile("<" + element + ">([^<]*)</" + element + ">").matcher(xml);
    while (each.find()) {
      values.add(each.group(1));
    }
    return values;
  }

  private static Set<String> classes(Path place) throws Exception {
    if (Files.isDirectory(place)) {
      return classesBelow(place);
    }
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      return classesBelow(jar.getPath("/"));
    }
  }

  private static Set<String> classesBelow(Path root) throws Exception {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        String name = root.relativize(file).toString();
        if (name.matches(".*(?<!(module|package)-info)\\.class")
            && !name.startsWith(LUAJ_OF_PHONES.toString())) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private static List<String> lines(Path place, String name) throws Exception {
    if (Files.isDirectory(place)) {
      return lines(place.resolve(name));
    }
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      return lines(jar.getPath("/").resolve(name));
    }
  }

  private static List<String> lines(Path file) throws Exception {
    if (!Files.exists(file)) {
      return List.of();
    }
    return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
  }
}
