package com.example.docs;

import jdk.jshell.EvalException;
import jdk.jshell.JShellException;

/** Says what a piece of Java has thrown. */
final class ShellErrors {

  private ShellErrors() {}

  static String text(JShellException problem) {
    return problem instanceof EvalException thrown
        ? thrown.getExceptionClassName() + ": " + thrown.getMessage()
        : problem.toString();
  }
}
