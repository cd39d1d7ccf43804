package io.github.luasearchers.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.testing.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code luac}. */
final class LuacTest {

  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]+");

  /**
   * What 5.3 has in addition, in one function: its compiler may keep a constant of several twice.
   */
  private static final String PROGRAM_5_3 =
      """
      local a, b = 3, 4
      g = a // 2, a & b | 5 ~ a, ~b, a << 1 >> b, 2.0, 1e100, -1, a % 7
      if 3 < a and a <= b then return a ^ 2 .. "x" end
      """;

  /** Each kind of instruction that 5.2 has, and each form of a constant. */
  private static final String PROGRAM_5_2 =
      """
      local a, b = 1, "x\\n\\"\\200\\0"
      local t = {1, 2, n = 3.5, [b] = nil, a == 1}
      function t:f(...)
        for i = 1, 10 do g = i + a * 2 - i / 3 .. ... end
        return self.n ^ 2 % 3, not self, -a, #t
      end
      for k, v in pairs(t) do
        if k == b and v < 1 or v <= 2 then goto out end
        a = function() return a, t.x[v] end
      end
      ::out::
      while a do local c; t.x, t[1] = true, false; a = a or t end
      return t:f(nil, select(2, t:f()))
      """;

  @TempDir private Path temp;

  @Test
  void listing_isPucs() {
    CommandLine.Outcome outcome =
        InProcess.luac("print('a', 1)\n", "--version-of", "5.2", "-l", "-l", "-p", "-");
    assertThat(outcome.stdout())
        .isEqualTo(
            """

            main <stdin:0,0> (5 instructions at 0x00000010)
            0+ params, 3 slots, 1 upvalue, 0 locals, 3 constants, 0 functions
            	1	[1]	GETTABUP 	0 0 -1	; _ENV "print"
            	2	[1]	LOADK    	1 -2	; "a"
            	3	[1]	LOADK    	2 -3	; 1
            	4	[1]	CALL     	0 3 1
            	5	[1]	RETURN   	0 1
            constants (3) for 0x00000010:
            	1	"print"
            	2	"a"
            	3	1
            locals (0) for 0x00000010:
            upvalues (1) for 0x00000010:
            	0	_ENV	1	0
            """);
    assertThat(outcome.status()).isZero();
  }

  @Test
  void listing_showsWhatOnly54Has() {
    CommandLine.Outcome outcome =
        InProcess.luac(
            "local c <close> = nil for i = 1, 2 do end for k in f do end", "-l", "-p", "-");
    assertThat(outcome.stdout()).contains("TBC", "FORPREP", "TFORPREP", "TFORCALL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3"})
  void listing_isThatOfTheRealOne(String version) throws Exception {
    String luac = Program.need("luac" + version, "lua" + version);
    Path folder = Fixtures.copyTo(temp.resolve("folder"));
    String program = version.equals("5.2") ? PROGRAM_5_2 : PROGRAM_5_3;
    Files.writeString(folder.resolve("program.lua"), program);
    for (String file : List.of("program.lua", "err.lua", "deep.lua", "args.lua")) {
      Child real = Child.run(folder, "", List.of(luac, "-l", "-l", "-p", file));
      Child ours =
          Child.run(
              folder,
              "",
              Child.java(Luac.class, List.of(), "--version-of", version, "-l", "-l", "-p", file));
      assertThat(numbered(ours.stdout())).as(file).isEqualTo(numbered(real.stdout()));
    }
  }

  /** Returns a listing with functions numbered in the order in which they are named. */
  private static String numbered(String listing) {
    Map<String, String> numbers = new LinkedHashMap<>();
    Matcher matcher = ADDRESS.matcher(listing);
    return matcher.replaceAll(
        found -> numbers.computeIfAbsent(found.group(), none -> "F" + numbers.size()));
  }

  @Test
  void output_runs() throws Exception {
    Path source = Files.writeString(temp.resolve("s.lua"), "print('compiled', ...)");
    Path code = temp.resolve("s.out");
    assertThat(InProcess.luac("", "-o", code.toString(), source.toString()))
        .isEqualTo(new CommandLine.Outcome("", "", 0));
    assertThat(InProcess.lua(code.toString(), "a").stdout()).isEqualTo("compiled\ta\n");
  }

  @Test
  void output_ofSeveralFilesRunsThemInOrder() throws Exception {
    Path first = Files.writeString(temp.resolve("1.lua"), "x = 'one' print(x)");
    Path second = Files.writeString(temp.resolve("2.lua"), "print(x, 'two')");
    Path code = temp.resolve("all.out");
    assertThat(InProcess.luac("", "-o", "" + code, "" + first, "" + second).status()).isZero();
    assertThat(InProcess.lua(code.toString()).stdout()).isEqualTo("one\none\ttwo\n");
  }

  @Test
  void output_strippedHasNoNamesAndLines() throws Exception {
    Path source = Files.writeString(temp.resolve("s.lua"), "local name = nil name()");
    Path code = temp.resolve("s.out");
    InProcess.luac("", "-s", "-o", code.toString(), source.toString());
    assertThat(new String(Files.readAllBytes(code), ISO_8859_1)).doesNotContain("name");
    assertThat(InProcess.lua(code.toString()).stderr()).startsWith("lua: ?:-1: attempt to call");
  }

  @Test
  void parseOnly_reportsWhatIsNoLua() throws Exception {
    Path source = Files.writeString(temp.resolve("s.lua"), "x = = 1");
    CommandLine.Outcome outcome = InProcess.luac("", "-p", source.toString());
    assertThat(outcome)
        .isEqualTo(
            new CommandLine.Outcome("", "luac: " + source + ":1: unexpected symbol near '='\n", 1));
  }

  @Test
  void version_isShown() {
    assertThat(InProcess.luac("", "--version-of", "5.3", "-v"))
        .isEqualTo(
            new CommandLine.Outcome(
                "Lua 5.3.6  Copyright (C) 1994-2020 Lua.org, PUC-Rio\n", "", 0));
  }

  @Test
  void wrongUse_isToldWithTheOptions() {
    assertThat(InProcess.luac("").stderr()).startsWith("luac: no input files given\nusage: luac ");
    assertThat(InProcess.luac("", "-x").stderr())
        .startsWith("luac: unrecognized option '-x'\n")
        .contains("  -l       list (use -l -l for full listing)\n");
    assertThat(InProcess.luac("", "-o").stderr()).startsWith("luac: '-o' needs argument\n");
    assertThat(InProcess.luac("", "--version-of", "6").status()).isEqualTo(1);
  }

  @Test
  void files_thatCannotBeUsedAreToldAsInC() {
    assertThat(InProcess.luac("", "/no/such.lua").stderr())
        .isEqualTo("luac: cannot open /no/such.lua: No such file or directory\n");
    assertThat(InProcess.luac("return 1", "-o", "/no/such.out", "-").stderr())
        .isEqualTo("luac: cannot open /no/such.out: No such file or directory\n");
  }
}
