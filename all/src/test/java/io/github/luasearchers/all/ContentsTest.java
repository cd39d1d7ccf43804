package io.github.luasearchers.all;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the jar of all holds, and what the BOM lists. */
class ContentsTest {

  private static final Path LUAJ_OF_PHONES = Path.of("org/luaj/vm2/lib/jme");

  @Test
  void allInOne_hasTheClassesOfTheSeparateJars() throws Exception {
    Set<String> classes = new TreeSet<>();
    for (Path place : Jvm.contained()) {
      classes.addAll(classes(place));
    }
    Set<String> all = classes(Jvm.ALL);
    all.removeIf(name -> name.startsWith("com/google/common/"));
    assertThat(all).contains("org/apache/commons/compress/archivers/tar/TarArchiveEntry.class");
    all.removeIf(name -> name.startsWith("org/apache/commons/"));
    assertThat(all).isEqualTo(classes);
  }

  @Test
  void allInOne_hasTheirServices() throws Exception {
    Map<String, Set<String>> separate = new TreeMap<>();
    for (Path place : Jvm.contained()) {
      services(place).forEach((name, lines) -> separate.merge(name, lines, ContentsTest::both));
    }
    assertThat(separate)
        .containsKey("io.github.luasearchers.spi.LuaSearcherProvider")
        .containsKey("javax.script.ScriptEngineFactory");
    assertThat(services(Jvm.ALL)).isEqualTo(separate);
  }

  @Test
  void allInOne_carriesTheLicences() throws Exception {
    try (JarFile jar = new JarFile(Jvm.ALL.toFile())) {
      for (String name :
          List.of(
              "LICENSE",
              "LICENSE-luaj",
              "NOTICE",
              "licenses/ASM.txt",
              "licenses/EDL-1.0.txt",
              "licenses/JLine.txt",
              "licenses/Methanol.txt")) {
        try (InputStream text = jar.getInputStream(jar.getEntry("META-INF/" + name))) {
          assertThat(new String(text.readAllBytes(), UTF_8)).contains("Copyright (c)");
        }
      }
      assertThat(jar.getEntry("META-INF/licenses/Apache-2.0.txt")).isNotNull();
    }
  }

  @Test
  void allInOne_isRunWithNativeAccess_andHasNoSignatureOfAPart() throws Exception {
    assertThat(Files.size(Jvm.ALL)).isLessThan(12_000_000);
    try (JarFile jar = new JarFile(Jvm.ALL.toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertThat(manifest.getValue("Main-Class")).isEqualTo("io.github.luasearchers.cli.Main");
      assertThat(manifest.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
      List<String> names = jar.stream().map(ZipEntry::getName).toList();
      assertThat(names).doesNotHaveDuplicates().contains("module-info.class");
      assertThat(names).noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)"));
      assertThat(names).noneMatch(name -> name.matches("META-INF/versions/.*"));
    }
  }

  /** A short script's classes are stored as they are, the others are not. */
  @Test
  void allInOne_inflatesNothingOfTheEngine() throws Exception {
    try (JarFile jar = new JarFile(Jvm.ALL.toFile())) {
      assertThat(jar.getEntry("org/luaj/vm2/LuaValue.class").getMethod())
          .isEqualTo(ZipEntry.STORED);
      assertThat(jar.getEntry("io/github/luasearchers/engine/LuaScriptEngine.class").getMethod())
          .isEqualTo(ZipEntry.STORED);
      assertThat(jar.getEntry("com/google/gson/Gson.class").getMethod())
          .isEqualTo(ZipEntry.DEFLATED);
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

  /** Returns what the files in META-INF/services name, by their names. */
  private static Map<String, Set<String>> services(Path place) throws Exception {
    if (Files.isDirectory(place)) {
      return servicesBelow(place);
    }
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      return servicesBelow(jar.getPath("/"));
    }
  }

  private static Map<String, Set<String>> servicesBelow(Path root) throws Exception {
    Map<String, Set<String>> services = new TreeMap<>();
    Path folder = root.resolve("META-INF/services");
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
        for (Path file : files) {
          Set<String> lines = new TreeSet<>(Files.readAllLines(file));
          lines.removeIf(line -> line.isBlank() || line.startsWith("#"));
          services.put(file.getFileName().toString(), lines);
        }
      }
    }
    return services;
  }

  private static Set<String> both(Set<String> first, Set<String> second) {
    Set<String> both = new TreeSet<>(first);
    both.addAll(second);
    return both;
  }
}
