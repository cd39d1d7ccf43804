package io.github.luasearchers.searchers.rocks.data;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of a document. Parts that don't count, such as the right side of {@code true or
 * x}, are read as well, and have the value null.
 */
final class Expressions {

  /** How deep things may be nested: as in Lua. */
  private static final int DEEPEST = 200;

  /** How many times its own size a document may make by joining texts, and a bit. */
  private static final int GROWTH = 4;

  private static final int SMALL = 1 << 16;

  /** How many items of a table Lua keeps before it puts them into it. */
  private static final int BATCH = 50;

  private final Lexer lexer;
  private final Scope scope;

  /** How many more bytes may be made by joining texts. */
  private long room;

  private int depth;

  Expressions(Lexer lexer, Scope scope, int size) {
    this.lexer = lexer;
    this.scope = scope;
    this.room = (long) GROWTH * size + SMALL;
  }

  /** Counts what is nested; {@link #higher} ends it. */
  void deeper() throws DataException {
    if (++depth > DEEPEST) {
      throw lexer.error("it is nested deeper than " + DEEPEST + " levels");
    }
  }

  void higher() {
    depth--;
  }

  static boolean isTrue(@Nullable Object value) {
    return value != null && !Boolean.FALSE.equals(value);
  }

  /**
   * Reads a value.
   *
   * @param live whether it counts
   */
  @Nullable Object read(boolean live) throws DataException {
    deeper();
    @Nullable Object value = conjunction(live);
    while (lexer.token == Token.OR) {
      lexer.next();
      boolean decided = isTrue(value);
      @Nullable Object right = conjunction(live && !decided);
      value = decided ? value : right;
    }
    higher();
    return value;
  }

  private @Nullable Object conjunction(boolean live) throws DataException {
    @Nullable Object value = comparison(live);
    while (lexer.token == Token.AND) {
      lexer.next();
      boolean decided = !isTrue(value);
      @Nullable Object right = comparison(live && !decided);
      value = decided ? value : right;
    }
    return value;
  }

  private @Nullable Object comparison(boolean live) throws DataException {
    @Nullable Object value = joined(live);
    while (lexer.token == Token.EQUAL || lexer.token == Token.UNEQUAL) {
      boolean wanted = lexer.token == Token.EQUAL;
      lexer.next();
      value = equal(value, joined(live)) == wanted;
    }
    return value;
  }

  private static boolean equal(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return left == right;
    }
    return left instanceof Number a && right instanceof Number b && a.getClass() != b.getClass()
        ? a.doubleValue() == b.doubleValue()
        : left.equals(right);
  }

  /** Reads texts with {@code ..} between; all at once, as each pair would be a new text. */
  private @Nullable Object joined(boolean live) throws DataException {
    @Nullable Object first = operand(live);
    if (lexer.token != Token.CONCAT) {
      return first;
    }
    List<String> parts = new ArrayList<>();
    parts.add(live ? text(first) : "");
    while (lexer.token == Token.CONCAT) {
      lexer.next();
      @Nullable Object next = operand(live);
      parts.add(live ? text(next) : "");
    }
    for (String part : parts) {
      room -= part.length();
    }
    if (room < 0) {
      throw lexer.error("it joins texts to more than " + GROWTH + " times its own size");
    }
    return live ? String.join("", parts) : null;
  }

  private String text(@Nullable Object value) throws DataException {
    if (value instanceof Number) {
      return Numbers.text(value);
    }
    if (value instanceof String text) {
      return text;
    }
    throw lexer.error("'..' joins texts and numbers only, and this is " + kind(value));
  }

  private static String kind(@Nullable Object value) {
    if (value == null) {
      return "nil";
    }
    return value instanceof DataTable ? "a table" : value.toString();
  }

  private @Nullable Object operand(boolean live) throws DataException {
    boolean negated = false;
    boolean logical = false;
    while (lexer.token == Token.NOT) {
      lexer.next();
      logical = true;
      negated = !negated;
    }
    @Nullable Object value = lexer.token == '-' ? negative() : simple(live);
    if (lexer.token > 0 && lexer.token < Token.NAME && "+-*/%^&|<>~#".indexOf(lexer.token) >= 0) {
      throw lexer.error("'" + (char) lexer.token + "' is no data, and not read");
    }
    return logical ? (Object) (isTrue(value) != negated) : value;
  }

  private Object negative() throws DataException {
    lexer.next();
    if (lexer.token != Token.NUMBER) {
      throw lexer.error("a number is expected behind '-'");
    }
    Object number = lexer.value;
    lexer.next();
    return number instanceof Long whole ? (Object) (-whole) : (Object) (-(Double) number);
  }

  private @Nullable Object simple(boolean live) throws DataException {
    switch (lexer.token) {
      case Token.TEXT, Token.NUMBER -> {
        Object value = lexer.value;
        lexer.next();
        return value;
      }
      case Token.TRUE, Token.FALSE -> {
        boolean value = lexer.token == Token.TRUE;
        lexer.next();
        return value;
      }
      case Token.NIL -> {
        lexer.next();
        return null;
      }
      case '{' -> {
        return table(live);
      }
      case '(', Token.NAME -> {
        return prefixed(live);
      }
      case Token.FUNCTION -> throw lexer.error("functions are no data, and not read");
      case Token.END -> throw lexer.error("it ends in the middle of a value");
      default -> throw lexer.error("a value is expected here");
    }
  }

  /** Reads a name or a value in brackets, and fields of it. */
  private @Nullable Object prefixed(boolean live) throws DataException {
    @Nullable Object value;
    if (lexer.token == Token.NAME) {
      value = live ? scope.get((String) lexer.value) : null;
      lexer.next();
    } else {
      lexer.next();
      value = lexer.token == Token.FUNCTION ? wrapped(live) : read(live);
      if (lexer.token == ')') {
        lexer.next();
      } else if (lexer.token != Token.END) {
        throw lexer.error("')' is expected here");
      }
    }
    while (lexer.token == '.' || lexer.token == '[') {
      @Nullable Object key = key(live);
      value = live && key != null ? table(value).get(key) : null;
    }
    noCall();
    return value;
  }

  /** Refuses a call, which is what an arguments' list means here. */
  void noCall() throws DataException {
    boolean called = lexer.token == '(' || lexer.token == ':' || lexer.token == '{';
    if (called || lexer.token == Token.TEXT) {
      throw lexer.error("calls are no data, and not read");
    }
  }

  /** Reads {@code function() return value end)(} of a value that is wrapped. */
  private @Nullable Object wrapped(boolean live) throws DataException {
    lexer.next();
    skip('(');
    skip(')');
    skip(Token.RETURN);
    @Nullable Object value = read(live);
    skip(Token.END_WORD);
    skip(')');
    skip('(');
    return value;
  }

  private void skip(int token) throws DataException {
    if (lexer.token != token) {
      throw lexer.error("functions are no data, and not read");
    }
    lexer.next();
  }

  /** Reads a field's key: {@code .name} or {@code [value]}. */
  @Nullable Object key(boolean live) throws DataException {
    boolean named = lexer.token == '.';
    lexer.next();
    @Nullable Object key;
    if (named) {
      if (lexer.token != Token.NAME) {
        throw lexer.error("a name is expected behind '.'");
      }
      key = lexer.value;
    } else {
      key = read(live);
      if (lexer.token != ']') {
        throw lexer.error("']' is expected here");
      }
    }
    lexer.next();
    if (live && key == null) {
      throw lexer.error("nil is no key");
    }
    return key == null ? null : normal(key);
  }

  /** Returns a key as tables have it: numbers that are whole are the same in either form. */
  private Object normal(Object key) throws DataException {
    if (key instanceof Double number) {
      if (number.isNaN()) {
        throw lexer.error("NaN is no key");
      }
      long whole = number.longValue();
      return whole == number ? (Object) whole : number;
    }
    return key;
  }

  DataTable table(@Nullable Object value) throws DataException {
    if (value instanceof DataTable table) {
      return table;
    }
    noCall();
    throw lexer.error("fields are asked of " + kind(value));
  }

  private @Nullable DataTable table(boolean live) throws DataException {
    deeper();
    lexer.next();
    DataTable table = new DataTable();
    long items = 0;
    while (lexer.token != '}') {
      if (!field(table, items, live)) {
        @Nullable Object value = read(live);
        items++;
        if (live) {
          table.put(items, value);
        }
      }
      if (lexer.token == ',' || lexer.token == ';') {
        lexer.next();
      } else if (lexer.token == Token.END) {
        throw lexer.error("it ends in the middle of a table");
      } else if (lexer.token != '}') {
        throw lexer.error("',' or '}' is expected here");
      }
    }
    lexer.next();
    higher();
    table.trim();
    return live ? table : null;
  }

  /**
   * Reads a field that has a key; false if none is here. Lua puts items into the table after the
   * fields between them, fifty at a time, so that one which has the number of an item is lost.
   *
   * @param items how many items were before it
   */
  private boolean field(DataTable table, long items, boolean live) throws DataException {
    if (lexer.token == '[') {
      @Nullable Object key = key(live);
      boolean lost =
          key instanceof Long number && number > items - items % BATCH && number <= items;
      put(table, lost ? null : key, live);
      return true;
    }
    if (lexer.token != Token.NAME || !lexer.peekAssigns()) {
      return false;
    }
    Object key = lexer.value;
    lexer.next();
    put(table, key, live);
    return true;
  }

  private void put(DataTable table, @Nullable Object key, boolean live) throws DataException {
    if (lexer.token != '=') {
      throw lexer.error("'=' is expected here");
    }
    lexer.next();
    @Nullable Object value = read(live);
    if (live && key != null) {
      table.put(key, value);
    }
  }
}
