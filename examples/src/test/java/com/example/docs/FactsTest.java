package com.example.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * Names that pages mention are those of the project: artifacts, modules, loggers, tests, messages.
 */
class FactsTest {

  private static final String GROUP = "io.github.luasearchers";
  private static final Pattern TEST = Pattern.compile("([A-Z]\\w+Test)(?:\\.(\\w+))?");
  private static final Pattern LOGGER =
      Pattern.compile("System\\s*\\.getLogger\\(([^;]*?)\\)\\s*[.;]");
  private static final Pattern CLASS_NAME =
      Pattern.compile("(\\w+)\\.class\\.get(Package)?Name\\(\\)?");
  private static final Pattern SETTING = Pattern.compile("lua(\\.[a-z-]+)+");
  private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");

  // ---- builds

  @Test
  void xml_namesWhatIsPublished() throws Exception {
    int count = 0;
    for (Page page : Page.all()) {
      for (Block block : page.blocks("xml")) {
        Document document =
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader("<all>" + block.text() + "</all>")));
        NodeList groups = document.getElementsByTagName("groupId");
        for (int i = 0; i < groups.getLength(); i++) {
          if (groups.item(i).getTextContent().equals(GROUP)) {
            Element dependency = (Element) groups.item(i).getParentNode();
            assertThat(Project.artifacts()).contains(child(dependency, "artifactId"));
            assertThat(child(dependency, "version")).isEqualTo(Project.version());
            count++;
          }
        }
      }
    }
    assertThat(count).isGreaterThan(1);
  }

  private static String child(Element element, String name) {
    return element.getElementsByTagName(name).item(0).getTextContent();
  }

  @Test
  void coordinates_areThoseOfTheBuild() throws Exception {
    int count = 0;
    for (Page page : Page.all()) {
      for (String code : page.code()) {
        Matcher coordinates = Pattern.compile(GROUP + ":([\\w-]+):([\\w.-]+)").matcher(code);
        while (coordinates.find()) {
          assertThat(Project.artifacts()).contains(coordinates.group(1));
          assertThat(coordinates.group(2)).isEqualTo(Project.version());
          count++;
        }
      }
    }
    assertThat(count).isPositive();
  }

  @Test
  void readme_hasEachArtifact() throws Exception {
    List<String> shown = new ArrayList<>();
    for (List<String> row : Page.named("README.md").rows("First program")) {
      shown.addAll(Page.code(row.get(0)));
    }
    List<String> published =
        Project.modules().stream()
            .filter(Project.Module::isPublished)
            .map(Project.Module::artifact)
            .toList();
    assertThat(shown).containsExactlyInAnyOrderElementsOf(published);
  }

  @Test
  void deploying_hasEachJavaModule() throws Exception {
    Map<String, String> shown = new TreeMap<>();
    for (List<String> row : Page.named("docs/deploying.md").rows("The module path and jlink")) {
      if (row.get(0).startsWith("`")) {
        shown.put(row.get(0).replace("`", ""), row.get(1).replace("`", ""));
      }
    }
    Map<String, String> modules = new TreeMap<>();
    for (Project.Module module : Project.modules()) {
      Optional<String> name = module.javaModule();
      if (module.isPublished() && name.isPresent()) {
        modules.put(module.artifact(), name.get());
      }
    }
    assertThat(shown).isEqualTo(modules).isNotEmpty();
  }

  // ---- code

  @Test
  void tests_areThere() throws Exception {
    Map<String, String> sources = new TreeMap<>();
    Project.sources("test").forEach((file, text) -> sources.put(name(file), text));
    Set<String> found = new TreeSet<>();
    for (Page page : Page.all()) {
      for (String code : page.code()) {
        Matcher test = TEST.matcher(code);
        if (test.matches()) {
          found.add(code);
          assertThat(sources).as(page.name()).containsKey(test.group(1));
          Optional.ofNullable(test.group(2))
              .ifPresent(each -> assertThat(sources.get(test.group(1))).contains(each + "("));
        }
      }
    }
    assertThat(found).hasSizeGreaterThan(15);
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  @Test
  void loggers_areThoseOfTheCode() throws Exception {
    Map<Path, String> sources = Project.sources("main");
    Set<String> loggers = new TreeSet<>();
    for (Map.Entry<Path, String> source : sources.entrySet()) {
      String file = source.getKey().toString().replace('\\', '/');
      boolean isPublished =
          file.startsWith("io/github/luasearchers/") && !file.contains("/benchmarks/");
      Matcher logger = LOGGER.matcher(source.getValue());
      while (isPublished && logger.find()) {
        loggers.add(logger(logger.group(1), source.getKey(), sources.keySet()));
      }
    }
    Set<String> shown = new TreeSet<>();
    for (List<String> row : Page.named("docs/deploying.md").rows("Logging")) {
      shown.addAll(Page.code(row.get(0)));
    }
    assertThat(shown).isEqualTo(loggers).hasSizeGreaterThan(3);
  }

  /** Returns a logger's name as the code in a file computes it. */
  private static String logger(String argument, Path file, Set<Path> files) {
    if (argument.startsWith("\"")) {
      return argument.replace("\"", "");
    }
    Matcher name = CLASS_NAME.matcher(argument);
    assertThat(name.matches()).as("a logger by " + argument).isTrue();
    List<String> named =
        files.stream()
            .filter(each -> name(each).equals(name.group(1)))
            .filter(each -> isSeen(each, file, files))
            .map(each -> each.toString().replace(".java", "").replaceAll("[/\\\\]", "."))
            .toList();
    assertThat(named).as("the class " + name.group(1)).hasSize(1);
    String type = named.get(0);
    return name.group(2) == null ? type : type.substring(0, type.lastIndexOf('.'));
  }

  /** Tells whether a class is the one of its name that a file means: that beside it, if any. */
  private static boolean isSeen(Path type, Path from, Set<Path> files) {
    Path beside = from.resolveSibling(type.getFileName());
    return type.equals(beside) || !files.contains(beside);
  }

  @Test
  void messages_areThoseOfTheCode() throws Exception {
    StringBuilder code = new StringBuilder();
    Project.sources("main").forEach((file, text) -> code.append(text));
    String literals = JOINED.matcher(code).replaceAll("");
    int count = 0;
    for (List<String> row : Page.named("docs/http.md").rows("Messages, causes, and what to do")) {
      for (String part : Page.code(row.get(0))) {
        // A status is put together.
        String literal = part.replaceFirst("^HTTP \\d+$", "HTTP ");
        assertThat(literals.contains(literal)).as(part).isTrue();
        count++;
      }
    }
    assertThat(count).isGreaterThan(25);
  }

  // ---- settings

  @Test
  void properties_areSettings() throws Exception {
    Set<String> checked = new HashSet<>();
    for (Page page : Page.all()) {
      for (Block block : page.blocks("properties")) {
        Properties properties = new Properties();
        properties.load(new StringReader(block.text()));
        assertThat(properties).as(block.place()).isNotEmpty();
        String things =
            properties.getProperty("lua.http.repositories", "")
                + ","
                + properties.getProperty("lua.rocks.servers", "");
        List<String> names = Arrays.asList(things.split("\\s*,\\s*"));
        for (String key : properties.stringPropertyNames()) {
          if (key.startsWith("lua.")) {
            assertSetting(block.place(), key, properties.getProperty(key), names);
            checked.add(key);
          }
        }
      }
    }
    assertThat(checked).hasSizeGreaterThan(8);
  }

  private static void assertSetting(String place, String key, String value, List<String> names) {
    if (!Declared.ofTheEngine().contains(key)) {
      Optional<Declared.Entry> entry = Declared.find(key, names);
      assertThat(entry).as(place + ": " + key).isPresent();
      assertThat(entry.get().setting().parse(key, value)).isNotNull();
    }
  }

  /** What is written as a setting's name is one, or the beginning of one: {@code lua.limits.*}. */
  @Test
  void settingsInText_areSettings() throws Exception {
    Set<String> names = Declared.names();
    // Not ours, or what is no setting any more.
    Set<String> others = Set.of("lua.db.url", "lua.properties", "lua.db", "lua.http.company.token");
    int count = 0;
    for (Page page : Page.all()) {
      if (!page.name().equals("CHANGELOG.md")) {
        for (String code : page.code()) {
          Matcher setting = SETTING.matcher(code);
          boolean found = setting.lookingAt() && !others.contains(setting.group());
          boolean isCall = found && code.substring(setting.end()).matches("[A-Za-z]*\\(.*");
          if (found && !isCall) {
            String name = setting.group();
            assertThat(names).as(page.name()).anyMatch(each -> each.startsWith(name));
            count++;
          }
        }
      }
    }
    assertThat(count).isGreaterThan(100);
  }
}
