package com.example.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.testing.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands can be pasted as they are: nothing is left out, and what they name is there. */
class CommandsTest {

  private static final Pattern PROFILES = Pattern.compile(" -P(\\S+)");
  private static final Pattern MODULES = Pattern.compile(" -pl (\\S+)");
  private static final Pattern MAIN_OF_MAVEN = Pattern.compile("-Dexec\\.mainClass=(\\S+)");
  private static final Pattern MAIN_OF_JAVA =
      Pattern.compile("\\bjava (?:[^\\n\"]|\"[^\"]*\"|\\\\\\n)*?-cp (?:\"[^\"]*\"|\\S+) (\\S+)");
  private static final Pattern SETTING = Pattern.compile("-D(lua\\.[^=\\s]+)=");
  private static final Pattern SCRIPT =
      Pattern.compile("(?m)(?:^|&& |[A-Z]=1 )((?:\\./|\\.ci/|[a-z]+/|\\.\\./)[\\w./-]+)");
  private static final Pattern JAR = Pattern.compile("target/([\\w.-]+\\.jar)");

  @TempDir private Path temp;

  private static List<Block> commands() throws Exception {
    List<Block> commands = new ArrayList<>();
    for (Page page : Page.all()) {
      commands.addAll(page.blocks("sh"));
    }
    assertThat(commands).hasSizeGreaterThan(10);
    return commands;
  }

  private static List<String> found(Pattern pattern, Block block) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(block.text());
    while (matcher.find()) {
      found.addAll(List.of(matcher.group(1).split(",", -1)));
    }
    return found;
  }

  @Test
  void nothing_isLeftOut() throws Exception {
    for (Block block : commands()) {
      assertThat(block.text()).as(block.place()).doesNotContain("...", "…", "<", "REVISION");
    }
  }

  @Test
  void command_isOneOfTheShells() throws Exception {
    String bash = Program.need("bash");
    for (Block block : commands()) {
      Path file = Files.writeString(temp.resolve("command.sh"), block.text());
      Process process =
          new ProcessBuilder(bash, "-n", file.toString()).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes());
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(output).as(block.place()).isEmpty();
    }
  }

  @Test
  void profilesAndModules_areThere() throws Exception {
    Set<String> profiles = new TreeSet<>();
    for (Block block : commands()) {
      profiles.addAll(found(PROFILES, block));
      for (String module : found(MODULES, block)) {
        assertThat(Page.ROOT.resolve(module).resolve("pom.xml")).as(block.place()).exists();
      }
    }
    assertThat(Project.profiles()).containsAll(profiles);
    assertThat(profiles).contains("demo", "quick");
  }

  @Test
  void scripts_areThere() throws Exception {
    Set<String> scripts = new TreeSet<>();
    for (Block block : commands()) {
      scripts.addAll(found(SCRIPT, block));
    }
    scripts.removeIf(each -> each.startsWith("target/") || each.startsWith("image/"));
    for (String script : scripts) {
      String own =
          script.replace("../luasearchers/", "").replaceFirst("^bin/", "all/src/dist/bin/");
      assertThat(Page.ROOT.resolve(own)).isExecutable();
    }
    assertThat(scripts).contains("./mvnw", "../luasearchers/mvnw", "benchmarks/run", ".ci/run");
  }

  @Test
  void mainClasses_areThere() throws Exception {
    Set<String> shown = new TreeSet<>();
    for (Page page : Page.all()) {
      for (Block block : page.blocks("java")) {
        block.file().ifPresent(each -> shown.add(each.replaceAll(".*/|\\.java", "")));
      }
    }
    Set<String> mains = new TreeSet<>();
    for (Block block : commands()) {
      mains.addAll(found(MAIN_OF_MAVEN, block));
      mains.addAll(found(MAIN_OF_JAVA, block));
    }
    assertThat(mains).contains("Hello", "LockedRun");
    mains.removeAll(shown);
    for (String main : mains) {
      assertThat(Class.forName(main).getMethod("main", String[].class)).isNotNull();
    }
  }

  @Test
  void jars_areThoseOfTheFirstProject() throws Exception {
    String pom = Page.named("README.md").blocks("xml").get(0).text();
    assertThat(pom).contains("<artifactId>hello</artifactId>", "<version>1</version>");
    for (Block block : commands()) {
      assertThat(found(JAR, block)).as(block.place()).allMatch("hello-1.jar"::equals);
    }
  }

  @Test
  void settings_areThere() throws Exception {
    for (Block block : commands()) {
      assertThat(Declared.names()).as(block.place()).containsAll(found(SETTING, block));
    }
  }
}
