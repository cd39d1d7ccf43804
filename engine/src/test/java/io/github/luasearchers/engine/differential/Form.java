package io.github.luasearchers.engine.differential;

import java.util.Set;

/** What programs are made of. */
enum Form {
  /** Statements of all kinds, each executed once or a few times. */
  STATEMENTS,
  /** Functions that are called again and again, until their operands become others. */
  FUNCTIONS,
  /** Small functions about one thing, called again and again. */
  SHAPES;

  private static final int DEPTH = 3;

  /** Writes a program for version 5.{@code minor} of Lua. */
  ProgramText write(Choices choices, int minor) {
    if (this == SHAPES) {
      Shape shape = Shape.of(choices, minor);
      shape.write();
      return new ProgramText(shape.text(), choices.made(), Set.of());
    }
    if (this == FUNCTIONS) {
      String text = new HotProgram(choices, minor).write();
      return new ProgramText(text, choices.made(), Set.of());
    }
    Statements statements = new Statements(choices, minor);
    do {
      statements.statement(DEPTH);
    } while (choices.below(7) > 0);
    return new ProgramText(statements.text(), choices.made(), statements.meetings());
  }
}
