package io.github.luasearchers.cli.prompt;

import io.github.luasearchers.engine.value.LuaText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The fields of a table as a person wants to see them: items first, then the others in order of
 * their keys.
 */
final class Fields {

  /** What is ordered. Of a larger table, the first in its own order are shown. */
  private static final int ORDERED = 2_000;

  /**
   * One field.
   *
   * @param isItem whether the key goes without saying: it follows that of the field before
   */
  record Field(LuaValue key, LuaValue value, boolean isItem) {

    /** Returns the key if code may write it without brackets. */
    @Nullable String name() {
      return key instanceof LuaString text ? nameOf(LuaText.toJava(text)) : null;
    }

    private static @Nullable String nameOf(String text) {
      boolean named =
          !text.isEmpty()
              && !Character.isDigit(text.charAt(0))
              && text.chars().allMatch(c -> Word.isNamePart((char) c))
              && !Word.KEYWORDS.contains(text);
      return named ? text : null;
    }
  }

  private static final Comparator<Field> ORDER =
      Comparator.comparingInt((Field field) -> rank(field.key))
          .thenComparing(
              (a, b) ->
                  a.key instanceof LuaNumber && b.key instanceof LuaNumber
                      ? Double.compare(a.key.todouble(), b.key.todouble())
                      : a.key.tojstring().compareTo(b.key.tojstring()));

  private final List<Field> shown;
  private final int left;

  private Fields(List<Field> shown, int left) {
    this.shown = shown;
    this.left = left;
  }

  /** Returns all fields of a table, without metamethods. */
  static Fields of(LuaTable table, int most) {
    List<Field> items = new ArrayList<>();
    int count = 0;
    for (LuaValue each = table.rawget(1); !each.isnil(); each = table.rawget(count + 1)) {
      if (++count <= most) {
        items.add(new Field(LuaValue.valueOf(count), each, true));
      }
    }
    List<Field> others = others(table, count);
    int total = count + others.size();
    if (others.size() <= ORDERED) {
      others.sort(ORDER);
    }
    int room = most - items.size();
    items.addAll(others.subList(0, Math.min(room, others.size())));
    return new Fields(items, total - items.size());
  }

  private static List<Field> others(LuaTable table, int items) {
    List<Field> others = new ArrayList<>();
    for (Varargs entry = table.next(LuaValue.NIL); !entry.arg1().isnil(); ) {
      LuaValue key = entry.arg1();
      if (!isItem(key, items)) {
        others.add(new Field(key, entry.arg(2), false));
      }
      entry = table.next(key);
    }
    return others;
  }

  private static boolean isItem(LuaValue key, int items) {
    if (!(key instanceof LuaNumber)) {
      return false;
    }
    double number = key.todouble();
    return number >= 1 && number <= items && number == Math.rint(number);
  }

  private static int rank(LuaValue key) {
    return key instanceof LuaNumber ? 0 : key instanceof LuaString ? 1 : 2;
  }

  List<Field> shown() {
    return shown;
  }

  /** Returns how many more there are. */
  int left() {
    return left;
  }

  boolean isEmpty() {
    return shown.isEmpty() && left == 0;
  }
}
