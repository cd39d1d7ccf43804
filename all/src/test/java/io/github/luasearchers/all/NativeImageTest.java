package io.github.luasearchers.all;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the jars tell GraalVM's native-image to keep. No image is built here: this only shows that
 * what is named is there, and that what the jars hold and the code names is named.
 */
class NativeImageTest {

  private static final String METADATA = "META-INF/native-image/";

  /** What hosts and their modules may have. */
  private static final Set<String> OF_HOSTS = Set.of("lua.properties", "META-INF/lua/a/b.lua");

  /** What nobody reads at run time, or what native-image finds by itself. */
  private static final Pattern NOT_LOADED =
      Pattern.compile(
          ".*\\.class|META-INF/(MANIFEST\\.MF|LICENSE.*|NOTICE|(services|maven|native-image)/.*)");

  private static final Pattern BY_NAME =
      Pattern.compile("(\\w+)\\.class\\s*\\.getDeclared(?:Field|Method)\\(\\s*\"(\\w+)\"");

  @Test
  void resources_areNamedIfTheyAreThere_andThereIfTheyAreNamed() throws Exception {
    Set<String> patterns = new TreeSet<>();
    for (JsonElement config : metadata("resource-config.json", Jvm.separate())) {
      for (JsonElement include :
          config.getAsJsonObject().getAsJsonObject("resources").getAsJsonArray("includes")) {
        patterns.add(include.getAsJsonObject().get("pattern").getAsString());
      }
    }
    Set<String> resources = new TreeSet<>();
    for (Path place : Jvm.separate()) {
      if (!place.getFileName().toString().startsWith("luaj-")) {
        resources.addAll(files(place).keySet());
      }
    }
    resources.removeIf(name -> NOT_LOADED.matcher(name).matches());
    assertThat(resources).contains("META-INF/luasearchers-defaults.properties");
    assertThat(resources).allSatisfy(name -> assertThat(patterns).as(name).anyMatch(name::matches));
    resources.addAll(OF_HOSTS);
    assertThat(patterns)
        .allSatisfy(pattern -> assertThat(resources).anyMatch(name -> name.matches(pattern)));
  }

  @Test
  void reflection_isNamedIfTheCodeNamesIt_andTheMembersAreThere() throws Exception {
    Set<String> named = new TreeSet<>();
    for (JsonElement config : metadata("reflect-config.json", Jvm.separate())) {
      for (JsonElement type : config.getAsJsonArray()) {
        String name = type.getAsJsonObject().get("name").getAsString();
        Class<?> found = Class.forName(name, false, NativeImageTest.class.getClassLoader());
        for (JsonElement field : type.getAsJsonObject().getAsJsonArray("fields")) {
          String member = field.getAsJsonObject().get("name").getAsString();
          assertThat(found.getDeclaredField(member)).isNotNull();
          named.add(found.getSimpleName() + "." + member);
        }
      }
    }
    Set<String> used = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("..", "engine", "src", "main", "java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        Matcher uses = BY_NAME.matcher(Files.readString(file));
        while (uses.find()) {
          used.add(uses.group(1) + "." + uses.group(2));
        }
      }
    }
    assertThat(used).isNotEmpty().isEqualTo(named);
  }

  @Test
  void allInOne_hasTheSame() throws Exception {
    Map<String, String> separate = new TreeMap<>();
    for (Path place : Jvm.contained()) {
      separate.putAll(files(place));
    }
    separate.keySet().removeIf(name -> !name.startsWith(METADATA));
    Map<String, String> all = files(Jvm.ALL);
    all.keySet().removeIf(name -> !name.startsWith(METADATA));
    assertThat(all).isNotEmpty().isEqualTo(separate);
  }

  private static List<JsonElement> metadata(String name, List<Path> places) throws IOException {
    List<JsonElement> found = new ArrayList<>();
    for (Path place : places) {
      for (Map.Entry<String, String> file : files(place).entrySet()) {
        if (file.getKey().startsWith(METADATA) && file.getKey().endsWith("/" + name)) {
          found.add(JsonParser.parseString(file.getValue()));
        }
      }
    }
    assertThat(found).as(name).isNotEmpty();
    return found;
  }

  /** Returns the files in a jar or folder, with the text of those that are metadata. */
  private static Map<String, String> files(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      return filesBelow(place);
    }
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      return filesBelow(jar.getPath("/"));
    }
  }

  private static Map<String, String> filesBelow(Path root) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(file).toString().replace('\\', '/');
        found.put(name, name.endsWith(".json") ? Files.readString(file) : "");
      }
    }
    return found;
  }
}
