package io.github.luasearchers.searchers.rocks.data;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the statements of a document. */
final class Statements {

  private final Lexer lexer;
  private final Scope scope;
  private final Expressions expressions;

  /** What {@code return} has returned, once there was one. */
  private @Nullable Object returned;

  private boolean hasReturned;

  Statements(Lexer lexer, Scope scope, int size) {
    this.lexer = lexer;
    this.scope = scope;
    this.expressions = new Expressions(lexer, scope, size);
  }

  /** Reads all; gives what the document returns. */
  @Nullable Object document() throws DataException {
    block(true);
    if (lexer.token != Token.END) {
      throw lexer.error("the document should end here");
    }
    return returned;
  }

  /**
   * Reads a block.
   *
   * @param live whether it counts: of the branches of an {@code if} one does
   */
  private void block(boolean live) throws DataException {
    int before = scope.enter();
    while (!isBlockEnd()) {
      if (lexer.token == Token.RETURN) {
        returnStatement(live);
        break;
      }
      statement(live && !hasReturned);
    }
    scope.leave(before);
  }

  private boolean isBlockEnd() {
    return lexer.token == Token.END
        || lexer.token == Token.END_WORD
        || lexer.token == Token.ELSE
        || lexer.token == Token.ELSEIF;
  }

  private void statement(boolean live) throws DataException {
    switch (lexer.token) {
      case ';' -> lexer.next();
      case Token.IF -> condition(live);
      case Token.LOCAL -> local(live);
      case Token.NAME -> assignment(live);
      case Token.FUNCTION -> throw lexer.error("functions are no data, and not read");
      case Token.KEYWORD -> throw lexer.error("'" + lexer.value + "' is no data, and not read");
      default -> throw lexer.error("an assignment is expected here");
    }
  }

  private void returnStatement(boolean live) throws DataException {
    lexer.next();
    List<@Nullable Object> values =
        isBlockEnd() || lexer.token == ';' ? List.of() : values(live && !hasReturned);
    if (live && !hasReturned) {
      hasReturned = true;
      returned = values.isEmpty() ? null : values.get(0);
    }
    if (lexer.token == ';') {
      lexer.next();
    }
    if (!isBlockEnd()) {
      throw lexer.error("nothing may follow 'return' in its block");
    }
  }

  private void condition(boolean live) throws DataException {
    boolean taken = false;
    expressions.deeper();
    do {
      lexer.next();
      @Nullable Object value = expressions.read(live && !taken);
      skip(Token.THEN, "then");
      boolean now = live && !taken && Expressions.isTrue(value);
      block(now);
      taken |= now;
    } while (lexer.token == Token.ELSEIF);
    if (lexer.token == Token.ELSE) {
      lexer.next();
      block(live && !taken);
    }
    skip(Token.END_WORD, "end");
    expressions.higher();
  }

  private void skip(int token, String word) throws DataException {
    if (lexer.token != token) {
      throw lexer.error("'" + word + "' is expected here");
    }
    lexer.next();
  }

  private void local(boolean live) throws DataException {
    lexer.next();
    List<String> names = new ArrayList<>();
    names.add(name());
    while (lexer.token == ',') {
      lexer.next();
      names.add(name());
    }
    List<@Nullable Object> values = List.of();
    if (lexer.token == '=') {
      lexer.next();
      values = values(live);
    }
    for (int i = 0; i < names.size(); i++) {
      if (!scope.declare(names.get(i), i < values.size() ? values.get(i) : null)) {
        throw lexer.error("there are too many locals");
      }
    }
  }

  private String name() throws DataException {
    if (lexer.token == Token.FUNCTION) {
      throw lexer.error("functions are no data, and not read");
    }
    if (lexer.token != Token.NAME) {
      throw lexer.error("a name is expected here");
    }
    String name = (String) lexer.value;
    lexer.next();
    return name;
  }

  private List<@Nullable Object> values(boolean live) throws DataException {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(expressions.read(live));
    while (lexer.token == ',') {
      lexer.next();
      values.add(expressions.read(live));
    }
    return values;
  }

  /** Where a value goes: a variable, or a field of a table. */
  private record Target(String name, @Nullable DataTable table, @Nullable Object key) {}

  private void assignment(boolean live) throws DataException {
    List<Target> targets = new ArrayList<>();
    targets.add(target(live));
    while (lexer.token == ',') {
      lexer.next();
      targets.add(target(live));
    }
    expressions.noCall();
    if (lexer.token != '=') {
      throw lexer.error("'=' is expected here");
    }
    lexer.next();
    List<@Nullable Object> values = values(live);
    for (int i = 0; live && i < targets.size(); i++) {
      set(targets.get(i), i < values.size() ? values.get(i) : null);
    }
  }

  private void set(Target target, @Nullable Object value) {
    if (target.table != null && target.key != null) {
      target.table.put(target.key, value);
    } else {
      scope.set(target.name, value);
    }
  }

  private Target target(boolean live) throws DataException {
    String name = name();
    @Nullable Object value = live ? scope.get(name) : null;
    @Nullable DataTable table = null;
    @Nullable Object key = null;
    while (lexer.token == '.' || lexer.token == '[') {
      @Nullable Object holder = key == null || table == null ? value : table.get(key);
      key = expressions.key(live);
      table = live ? expressions.table(holder) : null;
    }
    return new Target(name, table, key);
  }
}
