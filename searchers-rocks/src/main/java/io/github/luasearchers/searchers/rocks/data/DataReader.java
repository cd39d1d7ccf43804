package io.github.luasearchers.searchers.rocks.data;

import org.jspecify.annotations.Nullable;

/**
 * Reads manifests and rockspecs. These are Lua programs; here they are read as data, and nothing of
 * them runs: there are no calls, no functions and no loops, so that reading ends, and takes no more
 * memory than a multiple of the document.
 *
 * <pre>
 *   block      = { name {"." name | "[" value "]"} "=" values | "local" names ["=" values]
 *                | "if" value "then" block {"elseif" value "then" block} ["else" block] "end" }
 *                ["return" values]
 *   value      = text | number | "true" | "false" | "nil" | table | name with fields | "(" value ")"
 *                | "not" value | "-" number | value ("and" | "or" | "==" | "~=" | "..") value
 * </pre>
 *
 * <p>{@code (function() return value end)()} is read as its value: servers wrap the parts of a
 * large manifest so, for LuaJIT.
 */
public final class DataReader {

  private DataReader() {}

  /**
   * Returns the globals that a document assigns, or the table that it returns.
   *
   * @param name what errors call it
   * @throws DataException if it is anything else than data
   */
  public static DataTable read(String name, byte[] document) throws DataException {
    Scope scope = new Scope();
    Statements statements = new Statements(new Lexer(name, document), scope, document.length);
    @Nullable Object returned = statements.document();
    return returned instanceof DataTable table ? table : scope.globals();
  }
}
