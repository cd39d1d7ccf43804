package io.github.luasearchers.engine.differential;

import java.util.ArrayList;
import java.util.List;

/** The variables that a place of a program sees. */
final class Scope {

  /** A variable: its kind is {@code ANY} unless it is certain. */
  record Variable(String name, Kind kind, boolean isConst) {}

  private final List<Variable> variables = new ArrayList<>();
  private int names;

  int begin() {
    return variables.size();
  }

  void end(int begin) {
    variables.subList(begin, variables.size()).clear();
  }

  /** Returns a name that no other variable has had. */
  String name(String prefix) {
    return prefix + ++names;
  }

  void add(String name, Kind kind, boolean isConst) {
    variables.add(new Variable(name, kind, isConst));
  }

  /** Returns the variables that may be written. After that their kinds are not certain. */
  List<Variable> writable() {
    return variables.stream().filter(variable -> !variable.isConst).toList();
  }

  List<Variable> all() {
    return variables;
  }

  /** Notes that a variable may have any value from here on. */
  void write(Variable variable) {
    variables.set(
        variables.indexOf(variable), new Variable(variable.name, Kind.ANY, variable.isConst));
  }
}
