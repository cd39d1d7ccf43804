package io.github.luasearchers.cli.prompt;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.Event;
import io.github.luasearchers.engine.vm.HostObject;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * What could stand at the cursor: the names that exist in the running universe. Nothing of a script
 * is called for this, so a field that only a function would give is not found.
 */
final class Completion {

  /** How many {@code __index} are followed. */
  private static final int CHAIN = 20;

  /** How many keys of a table are looked at. */
  private static final int KEYS = 20_000;

  private final LuaRuntime lua;
  private final String text;
  private final List<Word> words;

  /**
   * Creates an instance.
   *
   * @param text the text up to the cursor
   */
  Completion(LuaRuntime lua, String text) {
    this.lua = lua;
    this.text = text;
    this.words = Word.all(text);
  }

  /** Returns where what is to be completed begins. */
  static int start(String text) {
    if (Commands.isCommand(text) && text.strip().indexOf(' ') < 0) {
      return text.indexOf('%');
    }
    List<Word> words = Word.all(text);
    @Nullable Word last = words.isEmpty() ? null : words.get(words.size() - 1);
    if (last != null && last.kind() == Word.Kind.STRING && isModule(text, words)) {
      return last.from() + 1;
    }
    int from = text.length();
    boolean module = text.stripLeading().startsWith("%reload ");
    while (from > 0
        && (Word.isNamePart(text.charAt(from - 1))
            || module && !Character.isWhitespace(text.charAt(from - 1)))) {
      from--;
    }
    return from;
  }

  /** Returns what begins as the text does, in order. */
  Collection<String> candidates() {
    String part = text.substring(start(text));
    TreeSet<String> fitting = new TreeSet<>();
    for (String each : all(part)) {
      if (each.startsWith(part) && !each.equals(part)) {
        fitting.add(each);
      }
    }
    return fitting;
  }

  private Collection<String> all(String part) {
    if (part.startsWith("%")) {
      return Commands.NAMES;
    }
    if (text.stripLeading().startsWith("%reload ")) {
      return keys(lua.loadedTable());
    }
    @Nullable Word last = words.isEmpty() ? null : words.get(words.size() - 1);
    if (last != null && last.kind() == Word.Kind.STRING && isOpen(last)) {
      return isModule(text, words) ? new ModuleNames(lua).beginningWith(part) : List.of();
    }
    if (last != null && last.to() == text.length() && isClosed(last.kind())) {
      return List.of();
    }
    int at = words.size() - 1;
    if (at >= 0 && !part.isEmpty()) {
      at--; // the part is the last word
    }
    if (at >= 0 && (words.get(at).is(text, ".") || words.get(at).is(text, ":"))) {
      return members(at, words.get(at).is(text, ":"));
    }
    return names();
  }

  /** Tells whether no name can go on where such a word is. */
  private static boolean isClosed(Word.Kind kind) {
    return kind == Word.Kind.COMMENT || kind == Word.Kind.NUMBER;
  }

  /** Tells whether the cursor is inside of a string. */
  private boolean isOpen(Word string) {
    boolean closed =
        string.to() - string.from() > 1
            && text.charAt(string.to() - 1) == text.charAt(string.from());
    return string.to() == text.length() && !closed;
  }

  /** Tells whether the last word is the name of a module. */
  private static boolean isModule(String text, List<Word> words) {
    int at = words.size() - 2;
    if (at >= 0 && words.get(at).is(text, "(")) {
      at--;
    }
    Word last = words.get(words.size() - 1);
    boolean quoted = text.charAt(last.from()) != '[';
    return quoted && at >= 0 && words.get(at).is(text, "require");
  }

  // ---- names

  private Collection<String> names() {
    TreeSet<String> names = new TreeSet<>(keys(lua.globals()));
    names.addAll(Word.KEYWORDS);
    for (Word word : words) {
      if (word.kind() == Word.Kind.NAME && word.to() < text.length()) {
        names.add(word.of(text));
      }
    }
    return names;
  }

  // ---- members

  private Collection<String> members(int dot, boolean method) {
    @Nullable LuaValue owner = valueBefore(dot);
    if (owner == null) {
      return List.of();
    }
    if (owner instanceof HostObject object && object.m_instance != null) {
      JavaMembers members = new JavaMembers(object);
      TreeSet<String> all = new TreeSet<>(members.methods());
      if (!method) {
        all.addAll(members.data());
      }
      return all;
    }
    TreeSet<String> all = new TreeSet<>();
    LuaValue each = owner;
    for (int i = 0; i < CHAIN && !each.isnil(); i++) {
      if (each instanceof LuaTable table) {
        all.addAll(method ? functions(table) : keys(table));
      }
      each = lua.metamethod(each, Event.INDEX.name);
    }
    return all;
  }

  /** Returns the value of the expression before a dot or colon, null if it is not known. */
  private @Nullable LuaValue valueBefore(int dot) {
    int first = dot - 1;
    while (first >= 2
        && words.get(first).kind() == Word.Kind.NAME
        && words.get(first - 1).is(text, ".")
        && words.get(first - 2).kind() == Word.Kind.NAME) {
      first -= 2;
    }
    if (first < 0) {
      return null;
    }
    if (words.get(first).kind() == Word.Kind.STRING || isStringInBrackets(dot - 1)) {
      return LuaText.of("");
    }
    if (words.get(first).kind() != Word.Kind.NAME
        || first > 0 && words.get(first - 1).is(text, ".")) {
      return null;
    }
    LuaValue value = field(lua.globals(), words.get(first));
    for (int i = first + 2; i < dot && !value.isnil(); i += 2) {
      value = field(value, words.get(i));
    }
    return value.isnil() ? null : value;
  }

  private boolean isStringInBrackets(int at) {
    return at >= 2
        && words.get(at).is(text, ")")
        && words.get(at - 1).kind() == Word.Kind.STRING
        && words.get(at - 2).is(text, "(");
  }

  /** Returns a field of a value, also where {@code __index} is a table. */
  private LuaValue field(LuaValue owner, Word name) {
    LuaValue key = LuaText.of(name.of(text));
    LuaValue each = owner;
    for (int i = 0; i < CHAIN; i++) {
      LuaValue value = each instanceof LuaTable table ? table.rawget(key) : LuaValue.NIL;
      if (!value.isnil()) {
        return value;
      }
      each = lua.metamethod(each, Event.INDEX.name);
    }
    return LuaValue.NIL;
  }

  private static Collection<String> keys(@Nullable LuaTable table) {
    return keys(table, false);
  }

  private static Collection<String> functions(LuaTable table) {
    return keys(table, true);
  }

  private static Collection<String> keys(@Nullable LuaTable table, boolean functions) {
    List<String> keys = new ArrayList<>();
    if (table == null) {
      return keys;
    }
    Varargs entry = table.next(LuaValue.NIL);
    for (int i = 0; i < KEYS && !entry.arg1().isnil(); i++) {
      boolean wanted = !functions || entry.arg(2) instanceof LuaFunction;
      if (wanted && entry.arg1() instanceof LuaString name) {
        keys.add(LuaText.toJava(name));
      }
      entry = table.next(entry.arg1());
    }
    return keys;
  }
}
