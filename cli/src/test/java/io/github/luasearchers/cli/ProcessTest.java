package io.github.luasearchers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.testing.Program;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process: what only the real streams and the JVM's start can show. */
final class ProcessTest {

  @TempDir private Path temp;
  private Path folder = Path.of("");

  @BeforeEach
  void copyFixtures() throws Exception {
    folder = Fixtures.copyTo(temp.resolve("folder"));
  }

  private Child lua(String input, String... args) throws Exception {
    return Child.run(folder, input, Child.java(Main.class, List.of(), args));
  }

  @Test
  void script_runsWithItsArgumentsAndInput() throws Exception {
    assertThat(lua("line one\n", "readstdin.lua")).isEqualTo(new Child("line one\n", "", 0));
    assertThat(lua("", "args.lua", "a").stdout())
        .isEqualTo("-1=lua 0=args.lua 1=a\tn=1\t...=1\ta\n");
  }

  @Test
  void output_isWrittenHoweverTheScriptEnds() throws Exception {
    assertThat(lua("", "exit0.lua")).isEqualTo(new Child("x", "", 0));
    assertThat(lua("", "-e", "io.write('x') error('e', 0)").output())
        .isEqualTo(
            "xlua: e\nstack traceback:\n\t[C]: in function 'error'\n"
                + "\t(command line):1: in main chunk\n\t[C]: in ?\n");
    assertThat(lua("", "closefile.lua").stdout()).isEqualTo("buffered");
    assertThat(lua("", "exitclose.lua").stdout()).isEqualTo("gc\n");
    assertThat(lua("", "-e", "io.open('f', 'w'):write('kept') os.exit(0)").status()).isZero();
    assertThat(folder.resolve("f")).hasContent("kept");
  }

  @Test
  void exitStatus_isTheScripts() throws Exception {
    assertThat(lua("", "exit3.lua").status()).isEqualTo(3);
    assertThat(lua("", "exitneg.lua").status()).isEqualTo(255);
    assertThat(lua("", "nosuch.lua").status()).isEqualTo(1);
    assertThat(lua("error('e')", "-").status()).isEqualTo(1);
    assertThat(lua("error('e')").status()).isZero();
  }

  @Test
  void conversation_readsAPipePlainly() throws Exception {
    Child child = lua("1 + 1\nio.read()\na line\nos.exit(4)\n", "-i");
    assertThat(child.stdout())
        .isEqualTo(
            "Lua 5.4.4  Copyright (C) 1994-2022 Lua.org, PUC-Rio\n"
                + "> 1 + 1\n2\n> io.read()\na line\n> os.exit(4)\n");
    assertThat(child.status()).isEqualTo(4);
  }

  @Test
  void bytes_passUnchanged() throws Exception {
    assertThat(lua("é\n", "-e", "local s = io.read() print(#s, s, #'é')").stdout())
        .isEqualTo("2\té\t2\n");
    Files.writeString(folder.resolve("bytes.lua"), "print(#..., ...)");
    assertThat(lua("", "bytes.lua", "é").stdout()).isEqualTo("2\té\n");
  }

  @Test
  void processes_inheritTheStreams() throws Exception {
    Child child =
        lua("from stdin\n", "-e", "io.write('1 ') os.execute('cat; echo err >&2') io.write('3')");
    assertThat(child).isEqualTo(new Child("1 from stdin\n3", "err\n", 0));
  }

  @Test
  void launcher_isTheLowestArgument() throws Exception {
    List<String> options =
        List.of("-Dluasearchers.launcher=/opt/lua/bin/lua5.3", "-Dluasearchers.name=lua5.3");
    Child child =
        Child.run(
            folder,
            "",
            Child.java(Main.class, options, "-e", "print(arg[0], _VERSION) error('e', 0)"));
    assertThat(child.stdout()).isEqualTo("/opt/lua/bin/lua5.3\tLua 5.3\n");
    assertThat(child.stderr()).startsWith("lua5.3: e\n");
  }

  /** The timer's thread would keep the JVM running. */
  @Test
  void threadOfAScript_doesNotKeepTheProcess() throws Exception {
    assertThat(lua("", "-e", "timer = luajava.newInstance('java.util.Timer') print(timer ~= nil)"))
        .isEqualTo(new Child("true\n", "", 0));
  }

  @Test
  void fileOfSettings_isReadUnlessTheDistributionIsAlone() throws Exception {
    Files.writeString(folder.resolve("lua.properties"), "lua.path = of/the/file");
    String path = System.getProperty("java.class.path") + File.pathSeparator + folder;
    List<String> command =
        new ArrayList<>(Child.java(Main.class, List.of(), "-e", "io.write(package.path)"));
    command.set(command.indexOf("-cp") + 1, path);
    assertThat(Child.run(folder, "", command)).isEqualTo(new Child("of/the/file", "", 0));
    command.add(1, "-Dluasearchers.alone=true");
    assertThat(Child.run(folder, "", command).stdout()).startsWith("/usr/");
  }

  @Test
  void readerThatGoesAway_endsTheCommand() throws Exception {
    List<String> command = Child.java(Main.class, List.of(), "-e", "while true do print('y') end");
    List<String> words = new ArrayList<>();
    for (String word : command) {
      words.add("'" + word.replace("'", "'\\''") + "'");
    }
    String line = String.join(" ", words) + " | head -n 2";
    assertThat(Child.run(folder, "", List.of(Program.need("sh", "dash"), "-c", line)))
        .isEqualTo(new Child("y\ny\n", "", 0));
  }

  @Test
  void start_loadsNeitherLineEditorNorWhatIsSlow() throws Exception {
    for (String[] args :
        new String[][] {{"-e", "print(1)"}, {"hello.lua"}, {"-"}, {"-i"}, {"-v"}}) {
      List<String> classes = classes(args);
      assertThat(classes).as(args[0]).contains("io.github.luasearchers.cli.Main");
      classes.removeIf(name -> !isUnwanted(name));
      // Newer JDKs themselves use a stream to look into a multi-release jar, such as Guava's.
      if (classes.removeIf(name -> name.startsWith("java.util.zip.ZipFile$Source$$Lambda"))) {
        classes.removeIf(name -> name.startsWith("java.util.stream."));
      }
      assertThat(classes).as(args[0]).isEmpty();
    }
  }

  private static boolean isUnwanted(String name) {
    return name.startsWith("org.jline.")
        || name.startsWith("org.eclipse.lsp4j.")
        || name.startsWith("com.google.common.")
        || name.startsWith("java.util.logging.")
        || name.startsWith("java.util.stream.")
        || name.startsWith("jdk.internal.logger.")
        || name.equals("java.util.regex.Matcher")
        || name.contains("$$Lambda");
  }

  private List<String> classes(String... args) throws Exception {
    Path log = temp.resolve("classes.log");
    List<String> options = List.of("-Xshare:auto", "-Xlog:class+load:file=" + log);
    Child child = Child.run(folder, "print(1)", Child.java(Main.class, options, args));
    assertThat(child.status()).as(child.output()).isZero();
    List<String> names = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      String[] words = line.replaceFirst("^(\\[[^]]*\\])+ ", "").split(" ");
      names.add(words[0]);
    }
    return names;
  }
}
