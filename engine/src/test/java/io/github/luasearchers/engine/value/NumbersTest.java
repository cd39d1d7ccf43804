package io.github.luasearchers.engine.value;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.testing.Program;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

class NumbersTest {

  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  /** LuaJ's classes can be initialized in one order only, in which this one is the first. */
  @BeforeAll
  static void initializeLuaJ() {
    assertThat(LuaValue.NIL.isnil()).isTrue();
  }

  @Test
  void text_hasFourteenDigits() {
    assertThat(text(Math.PI)).isEqualTo("3.1415926535898");
    assertThat(text(3.0)).isEqualTo("3");
    assertThat(text(-0.0)).isEqualTo("-0");
    assertThat(text(0.1)).isEqualTo("0.1");
    assertThat(text(1e14)).isEqualTo("1e+14");
    assertThat(text(99999999999999.0)).isEqualTo("99999999999999");
    assertThat(text(1e100)).isEqualTo("1e+100");
    assertThat(text(0.0001)).isEqualTo("0.0001");
    assertThat(text(0.00001)).isEqualTo("1e-05");
    assertThat(text(Double.MIN_VALUE)).isEqualTo("4.9406564584125e-324");
    assertThat(text(Double.MAX_VALUE)).isEqualTo("1.7976931348623e+308");
    assertThat(text(99999999999999.5)).isEqualTo("1e+14");
    assertThat(text(2.5e-5 + 1e-20)).isEqualTo("2.5e-05");
  }

  @Test
  void text_ofWhatIsNoNumber_keepsTheSign() {
    assertThat(text(Double.POSITIVE_INFINITY)).isEqualTo("inf");
    assertThat(text(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
    assertThat(text(Double.NaN)).isEqualTo("nan");
    assertThat(text(Numbers.negate(Double.NaN))).isEqualTo("-nan");
  }

  @Test
  void text_ofIntegers() {
    assertThat(Numbers.text(LuaInteger.valueOf(Integer.MIN_VALUE))).hasToString("-2147483648");
    assertThat(Numbers.text(-99999999999999L)).hasToString("-99999999999999");
    assertThat(Numbers.text(100000000000000L)).hasToString("1e+14");
    assertThat(Numbers.text(Long.MIN_VALUE)).hasToString("-9.2233720368548e+18");
  }

  @Test
  void text_ofLongs_hasAllDigits() {
    assertThat(Numbers.text(new LuaLong(Long.MAX_VALUE))).hasToString("9223372036854775807");
  }

  @Test
  void parse_givesIntegersWhereTheyFit() {
    assertThat(parse("12")).isInstanceOf(LuaInteger.class).isEqualTo(LuaInteger.valueOf(12));
    assertThat(parse("1e3")).isEqualTo(LuaInteger.valueOf(1000));
    assertThat(parse("0x10")).isEqualTo(LuaInteger.valueOf(16));
    assertThat(parse("4294967296")).isInstanceOf(LuaFloat.class);
    assertThat(parse("-0")).isInstanceOf(LuaFloat.class);
  }

  @Test
  void parse_refusesWhatIsNoNumeral() {
    String[] wrong = {
      "", " ", "0x", "1e", "1e+", "0x1p", "0x.", "0x.p1", ".", "e1", "1_", "inf", "nan", "0xn",
      "- 1", "1\0", "1 1", "1d", "1f", "0b1", "--1", "+-1", "0x0x1", "1e1.5", "0x1p1.", "1..",
      "1.2.3", "0xg"
    };
    for (String each : wrong) {
      assertThat(parse(each).isnil()).as(each).isTrue();
    }
  }

  @Test
  void parse_ofARange_readsNothingElse() {
    byte[] bytes = "x = 0x1F;".getBytes(ISO_8859_1);
    assertThat(Numbers.parse(bytes, 4, 4)).isEqualTo(LuaInteger.valueOf(31));
  }

  @Test
  void parse_ofLongNumerals_roundsAsJavaDoes() {
    Random random = new Random(9);
    for (int i = 0; i < 500; i++) {
      double one = Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
      if (!(one < Double.MAX_VALUE / 2)) {
        continue;
      }
      // The middle of two doubles, and what is a little more or less by a digit far behind.
      String middle =
          new BigDecimal(one).add(new BigDecimal(Math.nextUp(one))).divide(TWO).toPlainString();
      String point = middle.indexOf('.') < 0 ? "." : "";
      String zeros = "0".repeat(random.nextInt(2_000));
      for (String rest : List.of("", "0", "1", "0e5", "1e-7", "001E+300")) {
        String numeral = zeros + middle + point + zeros + rest;
        double expected = Double.parseDouble(numeral);
        assertThat(Numbers.parse(LuaString.valueOf(numeral)).todouble())
            .as(numeral)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void toUnsigned_roundsAndWraps() {
    assertThat(Numbers.toUnsigned(-1)).isEqualTo(0xffffffffL);
    assertThat(Numbers.toUnsigned(1.5)).isEqualTo(2);
    assertThat(Numbers.toUnsigned(2.5)).isEqualTo(2);
    assertThat(Numbers.toUnsigned(4294967301.0)).isEqualTo(5);
    assertThat(Numbers.toUnsigned(1e300)).isEqualTo(2281731484L);
    assertThat(Numbers.toUnsigned(Double.POSITIVE_INFINITY)).isZero();
  }

  @Test
  void toInteger_cutsOff() {
    assertThat(Numbers.toInteger(2.7)).isEqualTo(2);
    assertThat(Numbers.toInteger(-2.7)).isEqualTo(-2);
    assertThat(Numbers.toInteger(0x1p63)).isEqualTo(Long.MIN_VALUE);
    assertThat(Numbers.toInteger(Double.NaN)).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void powAndMod_areThoseOfC() {
    double nan = Double.NaN;
    double inf = Double.POSITIVE_INFINITY;
    assertThat(Numbers.pow(1, nan)).isEqualTo(1);
    assertThat(Numbers.pow(nan, 0)).isEqualTo(1);
    assertThat(Numbers.pow(-1, inf)).isEqualTo(1);
    assertThat(Numbers.pow(2, 10)).isEqualTo(1024);
    assertThat(Numbers.pow(9007199254740991.0, -1)).isEqualTo(1 / 9007199254740991.0);
    assertThat(text(Numbers.pow(Numbers.negate(nan), -1))).isEqualTo("nan");
    assertThat(text(Numbers.pow(-8, 1 / 3.0))).isEqualTo("-nan");
    assertThat(Numbers.mod(-5, 3)).isEqualTo(1);
    assertThat(Numbers.mod(5, -3)).isEqualTo(-1);
    assertThat(Numbers.mod(5.5, 2)).isEqualTo(1.5);
    assertThat(Numbers.mod(5, inf)).isNaN();
  }

  /** Compares texts of random doubles with what the interpreter prints for them. */
  @Test
  void text_isThatOfTheInterpreter(@TempDir Path temp) throws Exception {
    Random random = new Random(52);
    List<Double> numbers = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      numbers.add(Double.longBitsToDouble(random.nextLong()));
      numbers.add((random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(24)));
      numbers.add(Math.round(random.nextDouble() * 1e6) / Math.pow(10, random.nextInt(8)));
      numbers.add((random.nextLong() >> 12) * 0.5);
      numbers.add(Double.longBitsToDouble(random.nextLong() & 0xfffffffffffffL));
      numbers.add((random.nextLong() >> 8) / 1000.0);
      numbers.add(
          Double.parseDouble(
              random.nextLong() % 100000000000000L + "5e" + (random.nextInt(60) - 30)));
    }
    numbers.removeIf(number -> number.isNaN());
    List<String> lines = new ArrayList<>();
    for (double number : numbers) {
      lines.add(
          Double.isInfinite(number) ? number < 0 ? "-1e999" : "1e999" : Double.toHexString(number));
    }
    List<String> expected = interpret(temp, "print(tonumber(line))", lines);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(text(numbers.get(i))).as(lines.get(i)).isEqualTo(expected.get(i));
      assertThat(parse(lines.get(i)).todouble()).as(lines.get(i)).isEqualTo(numbers.get(i));
    }
  }

  /** Compares how random numerals, right and wrong, are read with how the interpreter does. */
  @Test
  void parse_isThatOfTheInterpreter(@TempDir Path temp) throws Exception {
    Random random = new Random(53);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      lines.add(numeral(random));
    }
    String code =
        "local n = tonumber(line); if not n then print(n) " + "else print(('%a'):format(n), n) end";
    List<String> expected = interpret(temp, code, lines);
    for (int i = 0; i < lines.size(); i++) {
      LuaValue number = parse(lines.get(i));
      if (expected.get(i).equals("nil")) {
        assertThat(number.isnil()).as(lines.get(i)).isTrue();
        continue;
      }
      assertThat(number.isnil()).as(lines.get(i)).isFalse();
      String[] parts = expected.get(i).split("\t");
      assertThat(text(number.todouble())).as(lines.get(i)).isEqualTo(parts[1]);
      if (!parts[0].contains("inf")) {
        assertThat(number.todouble()).as(lines.get(i)).isEqualTo(Double.parseDouble(parts[0]));
      }
    }
  }

  private static String numeral(Random random) {
    boolean hex = random.nextInt(3) == 0;
    String digits = hex ? "0123456789abcdefABCDEF" : "0123456789";
    StringBuilder text = new StringBuilder();
    text.append(pick(random, "", "", "", " ", "\t", "\u000b"))
        .append(pick(random, "", "", "-", "+"));
    text.append(hex ? pick(random, "0x", "0X") : "");
    int whole = random.nextInt(random.nextInt(8) == 0 ? 40 : 8);
    for (int i = 0; i < whole; i++) {
      text.append(random.nextInt(5) == 0 ? '0' : digits.charAt(random.nextInt(digits.length())));
    }
    if (random.nextBoolean()) {
      text.append('.');
      int part = random.nextInt(random.nextInt(8) == 0 ? 40 : 8);
      for (int i = 0; i < part; i++) {
        text.append(random.nextInt(3) == 0 ? '0' : digits.charAt(random.nextInt(digits.length())));
      }
    }
    if (random.nextInt(3) == 0) {
      text.append(hex ? pick(random, "p", "P") : pick(random, "e", "E"));
      text.append(pick(random, "", "-", "+"));
      text.append(random.nextInt(random.nextBoolean() ? 30 : 1200));
    }
    text.append(pick(random, "", "", "", "", "", " ", "\f", "x", "p", "e", "."));
    return text.toString();
  }

  private static String pick(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static List<String> interpret(Path temp, String body, List<String> lines)
      throws IOException, InterruptedException {
    Path in = Files.write(temp.resolve("in"), lines, ISO_8859_1);
    Path out = temp.resolve("out");
    Process process =
        new ProcessBuilder(
                Program.need("lua5.2"), "-e", "for line in io.lines() do " + body + " end")
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor()).isZero();
    return Files.readAllLines(out, ISO_8859_1);
  }

  private static String text(double number) {
    return Numbers.text(number).tojstring();
  }

  private static LuaValue parse(String text) {
    return Numbers.parse(LuaString.valueOf(text.getBytes(ISO_8859_1)));
  }
}
