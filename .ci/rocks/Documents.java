import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.luasearchers.searchers.rocks.data.DataReader;
import io.github.luasearchers.searchers.rocks.data.DataTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Writes documents in the grammar of manifests and rockspecs, and what we read in them. */
class Documents {

  private static final String[] TEXTS = {
    "'a'", "\"b c\"", "'\\n\\t\\\\\\''", "'\\65\\x41\\u{20ac}\\z  x'", "[[long\n]]", "[==[]]]==]", "''",
    "'1-1'", "'\\0'"
  };
  private static final String[] NUMBERS = {
    "0", "1", "-7", "0x1F", "3.0", "1e3", ".5", "5e-7", "0x.8p2", "123456789012345", "1e15", "0.1",
    "1e100", "9007199254740993"
  };

  private final Random random;
  private final StringBuilder out = new StringBuilder();
  private final List<String> texts = new ArrayList<>();
  private final List<String> tables = new ArrayList<>();
  private int names;

  private Documents(long seed) {
    random = new Random(seed);
  }

  public static void main(String[] args) throws IOException {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      byte[] document = new Documents(i).make().getBytes(ISO_8859_1);
      all.append(HexFormat.of().formatHex(document)).append('\t');
      all.append(shown(DataReader.read("d" + i, document))).append('\n');
    }
    System.out.print(all);
  }

  private String make() {
    int count = 1 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      statement();
    }
    if (random.nextInt(10) == 0) {
      out.append("return ").append(table(0)).append('\n');
    }
    return out.toString();
  }

  private void statement() {
    String name = "v" + names++;
    boolean local = random.nextInt(4) == 0;
    switch (random.nextInt(6)) {
      case 0 -> {
        out.append(local ? "local " : "").append(name).append(" = ").append(text(0)).append("\n");
        texts.add(name);
      }
      case 1 -> {
        out.append(local ? "local " : "").append(name).append(" = ").append(table(0)).append(";\n");
        tables.add(name);
      }
      case 2 -> field(name);
      case 3 -> {
        out.append("if ").append(value(1)).append(" then ").append(name).append(" = 1");
        out.append(" elseif ").append(value(1)).append(" then local ").append(name).append(" = 2");
        out.append(" else ").append(name).append(", extra = ").append(value(1));
        out.append(", 2, 3 end -- comment\n");
      }
      case 4 -> out.append("--[[ a\ncomment ]] ").append(name).append(" = nil\r\n");
      default -> out.append(name).append(" = ").append(value(0)).append("\n");
    }
  }

  private void field(String key) {
    if (!tables.isEmpty()) {
      String table = tables.get(random.nextInt(tables.size()));
      out.append(table).append(random.nextBoolean() ? "." + key : "[ " + text(2) + " ]");
      out.append(" = ").append(value(1)).append('\n');
    }
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 2 ? 4 : 9)) {
      case 0 -> text(depth);
      case 1 -> NUMBERS[random.nextInt(NUMBERS.length)];
      case 2 -> random.nextBoolean() ? "true" : "false";
      case 3 -> "nil";
      case 4 -> table(depth + 1);
      case 5 -> "(" + value(depth + 1) + " and " + value(depth + 1) + ")";
      case 6 -> value(depth + 1) + " or " + value(depth + 1);
      case 7 -> "not " + value(3) + (random.nextBoolean() ? " == " : " ~= ") + value(3);
      default -> "unknown" + (random.nextBoolean() ? "" : " and unknown.field");
    };
  }

  private String text(int depth) {
    if (depth < 2 && random.nextInt(3) == 0) {
      return text(2) + " .. " + (random.nextInt(3) == 0 ? " " + number() + " " : text(2));
    }
    return texts.isEmpty() || random.nextInt(3) > 0
        ? TEXTS[random.nextInt(TEXTS.length)]
        : texts.get(random.nextInt(texts.size()));
  }

  private String number() {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private String table(int depth) {
    StringBuilder table = new StringBuilder("{");
    int count = random.nextInt(depth > 2 ? 2 : 5);
    for (int i = 0; i < count; i++) {
      table.append(
          switch (random.nextInt(5)) {
            case 0 -> "k" + random.nextInt(4) + " = ";
            case 1 -> "[ " + text(2) + " ] = ";
            case 2 -> "[" + number() + "] = ";
            default -> "";
          });
      table.append(value(depth + 1)).append(random.nextBoolean() ? ", " : "; ");
    }
    return table.append("}").toString();
  }

  // ---- what was read

  private static String shown(Object value) {
    if (value instanceof DataTable table) {
      Map<String, String> sorted = new TreeMap<>();
      long number = 0;
      for (Object item : table.items()) {
        sorted.put(shown(++number), shown(item));
      }
      for (Map.Entry<Object, Object> each : table.members()) {
        sorted.put(shown(each.getKey()), shown(each.getValue()));
      }
      StringBuilder text = new StringBuilder("{");
      sorted.forEach((key, each) -> text.append(key).append('=').append(each).append(','));
      return text.append('}').toString();
    }
    if (value instanceof String text) {
      return "s" + HexFormat.of().formatHex(text.getBytes(ISO_8859_1));
    }
    return value instanceof Double number
        ? "f" + String.format("%016x", Double.doubleToLongBits(number))
        : (value instanceof Long ? "i" : "b") + value;
  }
}
