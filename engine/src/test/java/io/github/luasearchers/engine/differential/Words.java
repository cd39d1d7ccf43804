package io.github.luasearchers.engine.differential;

import java.util.List;

/** Words of Lua, and some that are none. */
final class Words {

  static final List<String> ALL =
      List.of(
          "", "end", "local", "goto", "break", "function", "if", "then", "return", "for", "do", "in",
          "until", "x", "...", "::", "::l1::", "<const>", "<close>", "<cons>", "=", "==", "~", "//",
          ">>", "&", "(", ")", "{", "]", ",", ";", ".", ":", "..", "1", "1..2", "0x", "1e", "3x",
          "0x1p", "9223372036854775808", "'", "\"\\q\"", "'\\u{110000}'", "'\\u{80000000}'", "'\\u'",
          "'\\300'", "'\\xZ'", "[[", "[=", "--[[", "@", "$", "!", "\\", "nil", "not", "#", "-");

  private Words() {}
}
