package io.github.luasearchers.engine.compiler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Meter;
import io.github.luasearchers.testing.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;

/** What PUC's Lua says of programs: kept verdicts, and fresh ones where {@code lua5.2} is. */
final class Judge {

  /** A program, and what is made of it: {@code E} and a message, or {@code D} and binary code. */
  record Case(String name, String source, String verdict) {

    boolean isAccepted() {
      return verdict.startsWith("D");
    }

    byte[] binary() {
      return bytes(verdict.substring(2));
    }
  }

  private Judge() {}

  /** Returns the verdicts that were kept. Texts have one character for each byte. */
  static List<Case> kept() {
    try (InputStream golden = Judge.class.getResourceAsStream("programs.golden")) {
      return cases(new String(golden.readAllBytes(), ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks {@code lua5.2}, which must be there. */
  static List<Case> ask(Path directory, List<Case> questions)
      throws IOException, InterruptedException {
    String interpreter = Program.need("lua5.2");
    StringBuilder lines = new StringBuilder();
    for (Case question : questions) {
      lines.append(escape(question.name)).append('\t');
      lines.append(escape(question.source)).append('\n');
    }
    Path script = directory.resolve("judge.lua");
    try (InputStream text = Judge.class.getResourceAsStream("judge.lua")) {
      Files.write(script, text.readAllBytes());
    }
    Path input = Files.writeString(directory.resolve("cases"), lines, ISO_8859_1);
    Path output = directory.resolve("verdicts");
    new ProcessBuilder(interpreter, script.toString())
        .redirectInput(input.toFile())
        .redirectOutput(output.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start()
        .waitFor();
    return cases(Files.readString(output, ISO_8859_1));
  }

  /** Returns our own verdict on a program. */
  static String ours(Case program) {
    byte[] source = bytes(program.source);
    try {
      LuaString name = LuaString.valueOf(bytes(program.name));
      byte[] binary =
          Dump.dump(
              LuaCompiler.compile(source, 0, source.length, name, Level.LUA_5_2, Meter.NONE),
              false,
              Level.LUA_5_2);
      return "D " + new String(binary, ISO_8859_1);
    } catch (LuaError e) {
      return "E " + message(e);
    }
  }

  /** Returns an error's message, one character for each byte. */
  static String message(LuaError error) {
    return LuaText.toLatin1((LuaString) error.getMessageObject());
  }

  static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static List<Case> cases(String text) {
    List<Case> cases = new ArrayList<>();
    for (String line : text.split("\n")) {
      String[] columns = line.split("\t", -1);
      cases.add(new Case(unescape(columns[0]), unescape(columns[1]), unescape(columns[2])));
    }
    return cases;
  }

  private static String escape(String text) {
    StringBuilder result = new StringBuilder();
    for (char c : text.toCharArray()) {
      boolean plain = c >= ' ' && c <= '~' && c != '\\';
      result.append(plain ? String.valueOf(c) : String.format("\\x%02x", (int) c));
    }
    return result.toString();
  }

  private static String unescape(String text) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        result.append((char) Integer.parseInt(text.substring(i + 2, i + 4), 16));
        i += 3;
      } else {
        result.append(text.charAt(i));
      }
    }
    return result.toString();
  }
}
