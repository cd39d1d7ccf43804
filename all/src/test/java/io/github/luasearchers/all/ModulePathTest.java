package io.github.luasearchers.all;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that is a module, with the engine and its searchers as modules beside it. */
class ModulePathTest {

  private static final Path SOURCES = Path.of("src/test/modules");

  private static final String ALL_MODULE = "io.github.luasearchers.all";

  @TempDir Path temp;

  private final List<Path> modules = new ArrayList<>();
  private final List<String> settings = new ArrayList<>();

  @BeforeEach
  void places() throws Exception {
    modules.add(compile("com.example.app"));
    modules.add(compile("com.example.lua"));
    Path archive = temp.resolve("shades.zip");
    try (OutputStream file = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("shade.lua"));
      zip.write(
          "return 'shade of ' .. select(2, ...):match('[^/]*$')".getBytes(StandardCharsets.UTF_8));
    }
    Path repository = Files.createDirectories(temp.resolve("repository"));
    Files.writeString(repository.resolve("tint.lua"), "return 'tint of ' .. select(2, ...)");
    settings.add("-Dlua.jar.path=" + archive + "!/?.lua");
    settings.add("-Dlua.http.repositories=" + repository.toUri());
  }

  private Path compile(String module, String... options) throws Exception {
    return Jvm.compile(SOURCES.resolve(module), temp.resolve(module), options);
  }

  @Test
  void separateJars_serveAHostThatRequiresNoneOfThem() throws Exception {
    modules.addAll(Jvm.separate());
    modules.addAll(Jvm.libraries());
    modules.add(compile("com.example.mine", "-p", Jvm.path(modules)));
    String output = runApp("colour", "shade", "tint", "own");
    assertThat(output).contains("module: io.github.luasearchers.engine\n");
    assertThat(output).contains("require 'own' = mine\n");
    assertThatScriptsWork(output);
  }

  @Test
  void allInOne_servesTheSameHost() throws Exception {
    modules.add(Jvm.ALL);
    Path mine = Files.createDirectories(temp.resolve("sources"));
    for (String file : List.of("module-info.java", "com/example/mine/MineProvider.java")) {
      String source = Files.readString(SOURCES.resolve("com.example.mine").resolve(file));
      Files.createDirectories(mine.resolve(file).getParent());
      Files.writeString(
          mine.resolve(file),
          source.replace("requires io.github.luasearchers.engine", "requires " + ALL_MODULE));
    }
    modules.add(Jvm.compile(mine, temp.resolve("com.example.mine"), "-p", Jvm.path(modules)));
    String output = runApp("colour", "shade", "tint", "own");
    assertThat(output).contains("module: " + ALL_MODULE + "\n");
    assertThat(output).contains("require 'own' = mine\n");
    assertThatScriptsWork(output);
  }

  /** LuaJ's own jar has no descriptor and can't be linked; in this one its classes have one. */
  @Test
  void allInOne_canBeLinkedIntoARuntimeOfItsOwn() throws Exception {
    modules.add(Jvm.ALL);
    List<String> link = new ArrayList<>(List.of("-p", Jvm.path(modules)));
    link.addAll(List.of("--add-modules", "com.example.app,com.example.lua," + ALL_MODULE));
    link.addAll(List.of("--output", temp.resolve("runtime").toString()));
    Jvm.run("jlink", link);
    List<String> arguments = new ArrayList<>(settings);
    arguments.addAll(List.of("--add-modules", "com.example.lua"));
    arguments.addAll(List.of("-m", "com.example.app/com.example.app.Main"));
    arguments.addAll(List.of("colour", "shade", "tint"));
    assertThatScriptsWork(Jvm.run(temp.resolve("runtime/bin/java"), arguments));
  }

  private String runApp(String... requires) throws Exception {
    List<String> arguments = new ArrayList<>(settings);
    // No module of the host's names the one that has Lua modules only.
    arguments.addAll(List.of("-p", Jvm.path(modules), "--add-modules", "com.example.lua"));
    arguments.addAll(List.of("-m", "com.example.app/com.example.app.Main"));
    arguments.addAll(List.of(requires));
    return Jvm.run("java", arguments);
  }

  private void assertThatScriptsWork(String output) {
    assertThat(output)
        .contains("settings: 42\n")
        .contains("require 'colour' = colour of META-INF/lua/colour.lua\n")
        .contains("require 'shade' = shade of shade.lua\n")
        .contains("require 'tint' = tint of file://")
        .contains("greeting:hello('you') = hello you\n")
        .contains("bindClass('com.example.app.api.Greeting'):open() = exported class\n")
        .contains("hidden:get() = by the interface\n")
        .contains("hidden:secret() ! ")
        .contains("polite: ciao you, ciao you\n")
        .contains("shy: psst \n")
        .contains("let the module com.example.app export the package, or open it to")
        .contains("ArrayList').new():size() = 0\n")
        .contains("bindClass('java.lang.Runtime') ! ")
        .contains("parallelStream = null\n")
        .contains("io = null\n")
        .doesNotContain("WARNING");
  }
}
