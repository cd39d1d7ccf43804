package io.github.luasearchers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines that are not in the table, beside the real interpreters. */
final class LiveTest {

  private static final List<List<String>> LINES =
      List.of(
          List.of("-v", "-ix"),
          List.of("-e", "print(1)", "--x"),
          List.of("-Ex", "-e", "print(1)"),
          List.of("-e", "print(1)", "-e"),
          List.of("-e", "print(1)", "-l"),
          List.of("-i", "-", "-e"),
          List.of("-v", "--"),
          List.of("--", "hello.lua", "-x"),
          List.of("-W", "-e", "if warn then warn('w') end"),
          List.of("-E", "-e", "print(debug.getregistry().LUA_NOENV)"),
          List.of(
              "-e",
              "package.preload['a-b'] = function() return 5 end",
              "-l",
              "a-b",
              "-e",
              "print(a, _G['a-b'])"),
          List.of("-e", "arg = nil", "args.lua"),
          List.of("-e", "arg = {'q', n = 1}", "own.lua", "a"),
          List.of("-e", "error(nil)"),
          List.of("-e", "error(true)"),
          List.of("-e", "error(setmetatable({}, {__tostring = function() return {} end}))"),
          List.of("-e", "error('zero\\0byte', 0)"),
          List.of(
              "-e", "local t = setmetatable({}, {__index = function(t, k) error(k) end}) t.x()"),
          List.of("-e", "local function f() f() end coroutine.wrap(f)()"),
          List.of("-e", "string.rep()"),
          List.of("-e", "('x'):bad()"),
          List.of("-e", "return 1, 2"),
          List.of("-e", "print(collectgarbage('incremental'))"),
          List.of("-e", "os.exit(3.0)"),
          List.of(
              "-e", "setmetatable({}, {__gc = function() error('in gc') end}) collectgarbage()"),
          List.of("-l", "string", "-e", "print(string.format('%5.1f', 2))"),
          List.of("-e", "print(select('#', ...), ...)", "own.lua", "a", "b"),
          List.of("own.lua", "a", "", "c"));

  @TempDir private Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3", "5.4"})
  void commandLine_endsAsTheRealOnes(String version) throws Exception {
    String real = Program.need("lua" + version);
    Path folder = Fixtures.copyTo(temp.resolve("folder"));
    Files.writeString(folder.resolve("own.lua"), "print(...) print(#arg, arg[1], arg[-1] ~= nil)");
    List<CommandLine.Outcome> ours = ours(folder, version);
    for (int i = 0; i < LINES.size(); i++) {
      List<String> line = LINES.get(i);
      List<String> command = new ArrayList<>(List.of(real));
      command.addAll(line);
      CommandLine.Outcome expected = outcome(Child.run(folder, "", command), "lua" + version, real);
      assertThat(ours.get(i).normalised()).as(version + " " + line).isEqualTo(expected);
    }
  }

  /** Runs all lines with our command in one JVM. */
  private List<CommandLine.Outcome> ours(Path folder, String version) throws Exception {
    Path results = temp.resolve("results");
    Child child =
        Child.run(
            folder,
            "",
            Child.java(Lines.class, List.of("-Dlua.version=" + version), results.toString()));
    assertThat(child.status()).as(child.output()).isZero();
    return CommandLines.read(results, LINES.size());
  }

  /** Runs the lines one after the other, and writes what they came to. */
  static final class Lines {

    private Lines() {}

    public static void main(String[] args) throws IOException {
      List<CommandLine.Outcome> outcomes = new ArrayList<>();
      for (List<String> line : LINES) {
        outcomes.add(InProcess.lua(line.toArray(new String[0])));
      }
      CommandLines.write(Path.of(args[0]), outcomes);
    }
  }

  /** Returns what a command came to, as if it had been called {@code lua}. */
  private static CommandLine.Outcome outcome(Child child, String name, String file) {
    String err = child.stderr().replace(file + ":", "lua:").replace(" " + file + " ", " lua ");
    return new CommandLine.Outcome(
            child.stdout().replace("=" + file, "=lua"),
            err.replace(name + ":", "lua:"),
            child.status())
        .normalised();
  }
}
