package io.github.luasearchers.cli.prompt;

import io.github.luasearchers.cli.prompt.Style.Kind;
import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.HostObject;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The function {@code help} of the prompt: tells what a value is and what can be done with it. */
final class Help extends Builtin {

  static final String TEXT =
      """
      A line is a chunk; what is not finished goes on in the next line. Values are shown.
        exit, quit, Ctrl-D  leave
        Ctrl-C              drops what is typed, or stops what runs
        Tab                 completes names, fields, methods and modules
        _, _1, _2, ...      the latest value, and all of them
        help(x)             tells about a function, a table or an object of Java's
        %time CODE          runs code and tells how long it took
        %reload NAME        loads a module again
        %graph              shows the loaded modules and who requires whom
        %help               shows this
      """;

  private static final int MOST_MEMBERS = 80;

  private final Lines lines;
  private final Style style;
  private final Chunks chunks;

  Help(LuaRuntime lua, Lines lines, Style style, Chunks chunks) {
    super(lua, "help");
    this.lines = lines;
    this.style = style;
    this.chunks = chunks;
  }

  @Override
  protected Varargs run(Varargs args) {
    if (args.narg() == 0) {
      lines.write(TEXT);
      return NONE;
    }
    LuaValue value = args.arg1();
    if (value instanceof LuaFunction function) {
      function(function);
    } else if (value instanceof HostObject object && object.m_instance != null) {
      object(object);
    } else if (value instanceof LuaTable table) {
      table(table);
    } else {
      lines.write(typeName(value) + ": " + shown(value) + "\n");
    }
    return NONE;
  }

  private static String typeName(LuaValue value) {
    return value instanceof LuaUserdata ? "userdata" : value.typename();
  }

  private String shown(LuaValue value) {
    return new ValueText(lua, style, Bounds.of(lines.width())).of(value, 0);
  }

  // ---- functions

  private void function(LuaFunction function) {
    FunctionText about = new FunctionText(lua, function);
    @Nullable String name = about.loadedName();
    StringBuilder text = new StringBuilder();
    if (about.isLua()) {
      String known = name == null ? "function" : "function " + name;
      text.append(style.of(Kind.STRONG, known + about.parameters())).append('\n');
      text.append("  defined in ").append(about.place()).append('\n');
      for (String line : new SourceText(chunks).commentAbove(about.source(), about.firstLine())) {
        text.append("  ").append(style.of(Kind.STRING, line)).append('\n');
      }
    } else {
      String known = name == null ? function.name() : name;
      text.append(style.of(Kind.STRONG, "function " + known)).append('\n');
      text.append("  built in\n");
    }
    lines.write(text.toString());
  }

  // ---- tables

  private void table(LuaTable table) {
    StringBuilder text = new StringBuilder();
    Fields fields = Fields.of(table, MOST_MEMBERS);
    int count = fields.shown().size() + fields.left();
    text.append(style.of(Kind.STRONG, "table")).append(" with ").append(count);
    text.append(count == 1 ? " field\n" : " fields\n");
    for (Fields.Field field : fields.shown()) {
      @Nullable String name = field.name();
      String key = name == null ? "[" + field.key().tojstring() + "]" : name;
      text.append("  ").append(key);
      if (field.value() instanceof LuaFunction function) {
        FunctionText about = new FunctionText(lua, function);
        text.append(about.isLua() ? about.parameters() : "(...)").append('\n');
      } else {
        text.append(": ").append(field.value().typename()).append('\n');
      }
    }
    more(text, fields.left());
    lines.write(text.toString());
  }

  private static void more(StringBuilder text, int left) {
    if (left > 0) {
      text.append("  ... (").append(left).append(" more)\n");
    }
  }

  // ---- objects of Java's

  private void object(HostObject object) {
    Class<?> type = object.m_instance instanceof Class<?> of ? of : object.m_instance.getClass();
    JavaMembers members = new JavaMembers(object);
    StringBuilder text = new StringBuilder();
    boolean isClass = object.m_instance instanceof Class<?>;
    text.append(style.of(Kind.STRONG, (isClass ? "class " : "object of ") + type.getName()));
    text.append('\n');
    Map<String, Collection<String>> all = members.signatures();
    List<String> signatures = all.values().stream().flatMap(Collection::stream).toList();
    String call = isClass ? "." : ":";
    for (String each : signatures.subList(0, Math.min(MOST_MEMBERS, signatures.size()))) {
      text.append("  ").append(call).append(each).append('\n');
    }
    more(text, signatures.size() - MOST_MEMBERS);
    Collection<String> data = members.data();
    if (!data.isEmpty()) {
      text.append("  fields: ").append(String.join(", ", data)).append('\n');
    }
    lines.write(text.toString());
  }
}
