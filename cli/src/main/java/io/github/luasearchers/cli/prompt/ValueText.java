package io.github.luasearchers.cli.prompt;

import io.github.luasearchers.cli.prompt.Style.Kind;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.Event;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Shows one value as readable text, a table with what is in it. However large, deep or circular
 * that is, the text is bounded. One instance is for one value: what {@code __tostring} has returned
 * for a table it returns once.
 */
final class ValueText {

  private static final int LONGEST_STRING = 10_000;

  private final LuaRuntime lua;
  private final Style style;
  private final Bounds bounds;

  /** The tables that are being shown, to recognise one that contains itself. */
  private final List<LuaTable> open = new ArrayList<>();

  private final IdentityHashMap<LuaValue, String> described = new IdentityHashMap<>();

  ValueText(LuaRuntime lua, Style style, Bounds bounds) {
    this.lua = lua;
    this.style = style;
    this.bounds = bounds;
  }

  /**
   * Returns the text of a value, which may have several lines. Metamethods may be called.
   *
   * @param before how much of the first line is taken by what comes before
   */
  String of(LuaValue value, int before) {
    if (value instanceof LuaString string) {
      return style.of(Kind.STRING, QuotedText.of(LuaText.toJava(string), LONGEST_STRING));
    }
    Sheet sheet = new Sheet(style, bounds.total(), before);
    write(sheet, value, 0);
    return sheet.text();
  }

  private void write(Sheet sheet, LuaValue value, int indent) {
    if (value instanceof LuaTable table) {
      @Nullable String text = described(value);
      if (text == null) {
        writeTable(sheet, table, indent);
      } else {
        sheet.add(Kind.PLAIN, text);
      }
      return;
    }
    sheet.add(kind(value), simple(value));
  }

  private static Kind kind(LuaValue value) {
    if (value instanceof LuaString) {
      return Kind.STRING;
    }
    if (value instanceof LuaNumber) {
      return Kind.NUMBER;
    }
    return value instanceof LuaFunction
        ? Kind.FUNCTION
        : value.isnil() || value.isboolean() ? Kind.KEYWORD : Kind.PLAIN;
  }

  private String simple(LuaValue value) {
    if (value instanceof LuaString string) {
      return QuotedText.of(LuaText.toJava(string), bounds.text());
    }
    if (value instanceof LuaNumber) {
      return LuaText.toJava(lua.text(value));
    }
    if (value instanceof LuaFunction function) {
      return new FunctionText(lua, function).line();
    }
    @Nullable String text = described(value);
    if (text != null) {
      return text;
    }
    if (value instanceof LuaUserdata userdata && userdata.m_instance != null) {
      return JavaText.of(userdata.m_instance, bounds.text());
    }
    return value.tojstring();
  }

  /** Returns what {@code __tostring} says, null if there is none. */
  private @Nullable String described(LuaValue value) {
    LuaValue metamethod = lua.metamethod(value, Event.TOSTRING.name);
    if (!(metamethod instanceof LuaFunction)
        || value instanceof LuaUserdata userdata && JavaMembers.isJava(userdata)) {
      return null;
    }
    @Nullable String known = described.get(value);
    if (known == null) {
      known = call(metamethod, value);
      described.put(value, known);
    }
    return known;
  }

  private String call(LuaValue metamethod, LuaValue value) {
    try {
      LuaValue text = lua.call(metamethod, (Varargs) value).arg1();
      return text instanceof LuaString || text instanceof LuaNumber
          ? LuaText.toJava(lua.text(text))
          : "(__tostring returned " + text.typename() + ")";
    } catch (LuaError e) {
      return "(error in __tostring: " + e.getMessage() + ")";
    }
  }

  // ---- tables

  private void writeTable(Sheet sheet, LuaTable table, int indent) {
    @Nullable String name = name(table);
    if (name != null) {
      sheet.add(Kind.FAINT, name + " ");
    }
    if (open.stream().anyMatch(each -> each == table)) {
      sheet.add(Kind.FAINT, "{cycle}");
      return;
    }
    Fields fields = Fields.of(table, bounds.fields());
    if (fields.isEmpty()) {
      sheet.add(Kind.PLAIN, "{}");
      return;
    }
    if (open.size() >= bounds.depth()) {
      sheet.add(Kind.FAINT, "{...}");
      return;
    }
    open.add(table);
    try {
      if (!writeFlat(sheet, fields, indent)) {
        writeLines(sheet, fields, indent);
      }
    } finally {
      open.remove(open.size() - 1);
    }
  }

  /** Returns what the metatable calls the table's type. */
  private @Nullable String name(LuaTable table) {
    LuaValue name = lua.metamethod(table, Event.NAME.name);
    return name instanceof LuaString text ? LuaText.toJava(text) : null;
  }

  /** Writes all in one line, if it fits. */
  private boolean writeFlat(Sheet sheet, Fields fields, int indent) {
    Sheet line = sheet.line(bounds.width() - Math.max(indent, sheet.column()));
    line.add(Kind.PLAIN, "{");
    String separator = "";
    for (Fields.Field field : fields.shown()) {
      line.add(Kind.PLAIN, separator);
      writeField(line, field, indent);
      separator = ", ";
      if (line.isFull()) {
        return false;
      }
    }
    if (fields.left() > 0) {
      line.add(Kind.FAINT, separator + "... (" + fields.left() + " more)");
    }
    line.add(Kind.PLAIN, "}");
    return !line.isFull() && sheet.append(line);
  }

  private void writeLines(Sheet sheet, Fields fields, int indent) {
    sheet.add(Kind.PLAIN, "{");
    for (Fields.Field field : fields.shown()) {
      sheet.newLine(indent + 2);
      if (sheet.isFull()) {
        sheet.add(Kind.FAINT, "...");
        break;
      }
      writeField(sheet, field, indent + 2);
      sheet.add(Kind.PLAIN, ",");
    }
    if (fields.left() > 0) {
      sheet.newLine(indent + 2);
      sheet.add(Kind.FAINT, "... (" + fields.left() + " more)");
    }
    sheet.newLine(indent);
    sheet.add(Kind.PLAIN, "}");
  }

  private void writeField(Sheet sheet, Fields.Field field, int indent) {
    if (!field.isItem()) {
      @Nullable String name = field.name();
      if (name == null) {
        sheet.add(Kind.PLAIN, "[");
        writeKey(sheet, field.key());
        sheet.add(Kind.PLAIN, "] = ");
      } else {
        sheet.add(Kind.PLAIN, name + " = ");
      }
    }
    write(sheet, field.value(), indent);
  }

  private void writeKey(Sheet sheet, LuaValue key) {
    @Nullable String text = key instanceof LuaTable ? described(key) : null;
    if (key instanceof LuaTable table) {
      sheet.add(Kind.PLAIN, text == null ? table.tojstring() : text);
    } else {
      sheet.add(kind(key), simple(key));
    }
  }
}
