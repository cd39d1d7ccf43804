package io.github.luasearchers.engine.differential;

import java.util.Set;

/**
 * A program that is made of choices. It ends: loops count what they do, and functions call only
 * what was there before them.
 *
 * @param choices those that were made, which make the program again
 * @param meetings which operators have met which kinds of operands
 */
record ProgramText(String text, int[] choices, Set<String> meetings) {

  private static final int DEPTH = 3;

  /** Writes a program for version 5.{@code minor} of Lua. */
  static ProgramText of(Choices choices, int minor) {
    Statements statements = new Statements(choices, minor);
    do {
      statements.statement(DEPTH);
    } while (choices.below(7) > 0);
    return new ProgramText(statements.text(), choices.made(), statements.meetings());
  }
}
