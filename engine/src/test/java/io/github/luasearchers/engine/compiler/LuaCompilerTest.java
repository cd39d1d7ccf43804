package io.github.luasearchers.engine.compiler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Meter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

class LuaCompilerTest {

  private static final String[] PIECES = {
    "end",
    "(",
    ")",
    "{",
    "}",
    "\"",
    "'",
    "[[",
    "]]",
    "\\",
    "\\x",
    "\\300",
    "\\q",
    "\n",
    "goto x",
    "::x::",
    "break",
    "local x",
    "=",
    "==",
    "~",
    "<",
    "..",
    "...",
    "function",
    "for",
    "in",
    "do",
    "until",
    "repeat",
    "if",
    "then",
    "else",
    "elseif",
    "return",
    ";",
    ",",
    ":",
    "0x",
    "3e",
    "1..2",
    "--[[",
    "--[==[",
    "\0",
    "\200",
    "\377",
    "#",
    "not",
    "and",
    "nil",
    "a.b",
    "a:b",
    "1",
    "-",
    "[=["
  };

  // ---- as PUC does

  @Test
  void programs_becomeWhatLuacMakesOfThem() {
    List<Judge.Case> cases = Judge.kept();
    assertThat(cases).hasSizeGreaterThan(1000);
    assertSameVerdicts(cases);
  }

  @Test
  void mutatedPrograms_getTheVerdictOfLua(@TempDir Path scratch) throws Exception {
    Random random = new Random(20120116);
    List<Judge.Case> kept = Judge.kept();
    List<Judge.Case> questions = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      Judge.Case program = kept.get(random.nextInt(kept.size()));
      String source = mutate(program.source(), random);
      questions.add(new Judge.Case("=mutated", source, ""));
    }
    assertSameVerdicts(Judge.ask(scratch, questions));
  }

  @Test
  void installedModules_becomeWhatLuacMakesOfThem(@TempDir Path scratch) throws Exception {
    List<Judge.Case> questions = new ArrayList<>();
    Path modules = Path.of("/usr/share/lua/5.2");
    if (Files.isDirectory(modules)) {
      try (Stream<Path> files = Files.walk(modules)) {
        for (Path file :
            files.filter(path -> path.toString().endsWith(".lua")).limit(80).toList()) {
          String source = new String(Files.readAllBytes(file), ISO_8859_1);
          questions.add(new Judge.Case("@" + file.getFileName(), source, ""));
        }
      }
    }
    questions.add(new Judge.Case("@empty.lua", "", ""));
    assertSameVerdicts(Judge.ask(scratch, questions));
  }

  private static String mutate(String source, Random random) {
    int at = random.nextInt(source.length() + 1);
    String piece = " " + PIECES[random.nextInt(PIECES.length)] + " ";
    return switch (random.nextInt(4)) {
      case 0 -> source.substring(0, at);
      case 1 -> source.substring(0, at) + source.substring(Math.min(source.length(), at + 3));
      default -> source.substring(0, at) + piece + source.substring(at);
    };
  }

  private static void assertSameVerdicts(List<Judge.Case> cases) {
    List<String> differences = new ArrayList<>();
    for (Judge.Case program : cases) {
      String ours = Judge.ours(program);
      boolean noted = ours.endsWith("this is Lua 5.2)") && ours.startsWith(program.verdict());
      if (!noted && !ours.equals(program.verdict())) {
        differences.add(program.source() + "\n  " + program.verdict() + "\n  " + ours);
      }
    }
    assertThat(differences).isEmpty();
  }

  // ---- what is newer

  @Test
  void operatorOfLua53_isSaidToBeOne() {
    assertThat(messageOf("return a // b"))
        .isEqualTo(
            "x:1: unexpected symbol near '/' (the operator '//' is Lua 5.3's; this is Lua 5.2)");
    for (String operator : new String[] {"&", "|", "~", "<<", ">>"}) {
      assertThat(messageOf("x = f(a " + operator + " b)"))
          .contains(" (the operator '" + operator + "' is Lua 5.3's; this is Lua 5.2)");
    }
    for (String operator : new String[] {"//", "<<", ">>"}) {
      assertThat(messageOf("a " + operator + " b"))
          .isEqualTo(
              "x:1: syntax error near '"
                  + operator.charAt(0)
                  + "' (the operator '"
                  + operator
                  + "' is Lua 5.3's; this is Lua 5.2)");
    }
    assertThat(messageOf("a / b")).isEqualTo("x:1: syntax error near '/'");
  }

  @Test
  void attributeOfLua54_isSaidToBeOne() {
    String note = " (attributes of local variables are Lua 5.4's; this is Lua 5.2)";
    assertThat(messageOf("local a <const> = 1"))
        .isEqualTo("x:1: unexpected symbol near '<'" + note);
    assertThat(messageOf("local a <close> = 1")).endsWith(note);
    assertThat(messageOf("local a <const> = 1", Level.LUA_5_3))
        .isEqualTo(
            "x:1: unexpected symbol near '<'"
                + " (attributes of local variables are Lua 5.4's; this is Lua 5.3)");
    assertThat(messageOf("local a <x> = 1", Level.LUA_5_3))
        .isEqualTo("x:1: unexpected symbol near '<'");
  }

  @Test
  void unicodeEscape_isSaidToBeLua53s() {
    assertThat(messageOf("x = '\\u{41}'"))
        .isEqualTo(
            "x:1: invalid escape sequence near '\\u' ('\\u{...}' is Lua 5.3's; this is Lua 5.2)");
  }

  @Test
  void otherError_hasNoNote() {
    assertThat(messageOf("x = a < < b")).isEqualTo("x:1: unexpected symbol near '<'");
    assertThat(messageOf("x = / b")).isEqualTo("x:1: unexpected symbol near '/'");
  }

  // ---- limits

  @Test
  void tooManyVariables_areRefused() {
    assertThat(compile("local " + names(200)).maxstacksize).isEqualTo(200);
    assertThat(messageOf("local " + names(201)))
        .isEqualTo("x:1: too many local variables (limit is 200) in main function near <eof>");
    assertThat(messageOf("\nfunction f() local " + names(201) + " end"))
        .isEqualTo("x:2: too many local variables (limit is 200) in function at line 2 near 'end'");
  }

  @Test
  void tooManyUpvalues_areRefused() {
    String sum =
        IntStream.range(0, 256)
            .mapToObj(i -> i < 150 ? "v" + i : "w" + (i - 150))
            .collect(Collectors.joining(" + "));
    String source =
        "local " + names(150) + " local function f() local " + names(150).replace('v', 'w');
    assertThat(messageOf(source + " return function() return " + sum + " end end"))
        .isEqualTo("x:1: too many upvalues (limit is 255) in function at line 1 near 'end'");
  }

  @Test
  void deepNesting_isRefusedBeforeTheStackEnds() {
    String message = "x:1: too many C levels (limit is 200) in main function near ";
    assertThat(compile("x = " + "(".repeat(196) + "1" + ")".repeat(196)).code).isNotEmpty();
    assertThat(messageOf("x = " + "(".repeat(100_000))).isEqualTo(message + "'('");
    assertThat(messageOf("x = " + "{".repeat(100_000))).isEqualTo(message + "'{'");
    assertThat(messageOf("do ".repeat(100_000))).isEqualTo(message + "'do'");
    assertThat(messageOf("a,".repeat(100_000) + "a = 1")).isEqualTo(message + "','");
    assertThat(messageOf("x = " + "- ".repeat(100_000))).isEqualTo(message + "'-'");
    assertThat(messageOf("x = " + "a .. ".repeat(100_000) + "a")).startsWith(message);
  }

  @Test
  void largeExpressionAndStructure_areRefused() {
    assertThat(messageOf("f(" + "a,".repeat(300) + "a)"))
        .isEqualTo("x:1: function or expression too complex near 'a'");
    assertThat(messageOf("while a do " + "x = 1 ".repeat(140_000) + "end"))
        .isEqualTo("x:1: control structure too long near 'end'");
  }

  @Test
  void moreConstantsThanLoadkCanName_areLoadedBySuffix() {
    StringBuilder source = new StringBuilder("return {");
    for (int i = 0; i < 270_000; i++) {
      source.append('"').append('k').append(i).append("\",\n");
    }
    Prototype function = compile(source + "}");
    assertThat(function.k).hasSize(270_000);
    int loads = 0;
    for (int i = 0; i < function.code.length; i++) {
      if (Op.opcode(function.code[i]) == Op.LOADKX) {
        assertThat(Op.ax(function.code[i + 1])).isGreaterThan(Op.MAX_BX);
        loads++;
      }
    }
    assertThat(loads).isEqualTo(270_000 - (Op.MAX_BX + 1));
  }

  // ---- constants

  @Test
  void equalStrings_areOneObjectInAllChunks() {
    LuaString one = (LuaString) compile("return 'a_name_of_a_field'").k[0];
    LuaString other = (LuaString) compile("x.a_name_of_a_field = 1").k[1];
    assertThat(one).isSameAs(other);
  }

  @Test
  void numbers_areIntegersWhereTheyFit() {
    LuaValue[] constants = compile("return 1e3, 2147483647, 2147483648, 0.5, 0, -0").k;
    assertThat(constants).hasSize(6);
    assertThat(constants[0]).isInstanceOf(LuaInteger.class);
    assertThat(constants[1]).isInstanceOf(LuaInteger.class);
    assertThat(constants[2]).isNotInstanceOf(LuaInteger.class);
    assertThat(1 / constants[4].todouble()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(1 / constants[5].todouble()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void bytesAboveAscii_areKept() {
    byte[] source = {'x', '=', '"', (byte) 0xC3, (byte) 0xA4, (byte) 0xFF, '"'};
    LuaString name = LuaValue.valueOf("=x");
    LuaString text =
        (LuaString)
            LuaCompiler.compile(source, 0, source.length, name, Level.LUA_5_2, Meter.NONE).k[1];
    assertThat(LuaText.toLatin1(text)).isEqualTo("\u00C3\u00A4\u00FF");
  }

  // ---- files and streams

  @Test
  void file_mayBeginWithMarkAndComment() {
    byte[] source = "\uFEFF#!/usr/bin/lua\nx = = 1".getBytes(UTF_8);
    LuaError error =
        catchThrowableOfType(
            LuaError.class,
            () ->
                LuaCompiler.compileFile(
                    source,
                    0,
                    source.length,
                    LuaValue.valueOf("@file.lua"),
                    Level.LUA_5_2,
                    Meter.NONE));
    assertThat(Judge.message(error)).isEqualTo("file.lua:2: unexpected symbol near '='");
  }

  @Test
  void text_mayNotBeginWithMarkOrComment() {
    assertThat(messageOf("# x")).isEqualTo("x:1: unexpected symbol near '#'");
    byte[] source = "\uFEFFreturn".getBytes(UTF_8);
    LuaError error =
        catchThrowableOfType(
            LuaError.class,
            () -> LuaCompiler.compile(source, 0, source.length, "=x", Level.LUA_5_2));
    assertThat(Judge.message(error)).isEqualTo("x:1: unexpected symbol near char(239)");
  }

  @Test
  void binaryAfterComment_beginsAtItsSignature() {
    byte[] file = {'#', '!', '\n', 0x1B, 'L', 'u', 'a'};
    assertThat(LuaCompiler.chunkStart(file, 0, file.length)).isEqualTo(3);
    assertThat(LuaCompiler.chunkStart(file, 0, 2)).isEqualTo(2);
  }

  @Test
  void partOfAnArray_isCompiledAlone() {
    byte[] bytes = Judge.bytes("))return 1((");
    Prototype function = LuaCompiler.compile(bytes, 2, 8, "=x", Level.LUA_5_2);
    assertThat(function.k).containsExactly(LuaValue.valueOf(1));
  }

  @Test
  void adapter_compilesStreams() throws IOException {
    ByteArrayInputStream stream = new ByteArrayInputStream(Judge.bytes("return 'a'"));
    Prototype function = LuaCompiler.asCompiler(Level.LUA_5_2).compile(stream, "@f\u00FCr.lua");
    assertThat(function.source.m_length).isEqualTo("@f\u00FCr.lua".getBytes(UTF_8).length);
  }

  private static String names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "v" + i).collect(Collectors.joining(","));
  }

  private static Prototype compile(String source) {
    byte[] bytes = Judge.bytes(source);
    return LuaCompiler.compile(bytes, 0, bytes.length, "=x", Level.LUA_5_2);
  }

  private static String messageOf(String source) {
    return messageOf(source, Level.LUA_5_2);
  }

  private static String messageOf(String source, Level level) {
    byte[] bytes = Judge.bytes(source);
    LuaError error =
        catchThrowableOfType(
            LuaError.class, () -> LuaCompiler.compile(bytes, 0, bytes.length, "=x", level));
    assertThat(error).as("error of %.60s", source).isNotNull();
    return Judge.message(error);
  }
}
