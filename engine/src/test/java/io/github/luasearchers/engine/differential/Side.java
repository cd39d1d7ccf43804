package io.github.luasearchers.engine.differential;

import java.util.List;

/** One of the two that are compared: runs programs. */
interface Side {

  /**
   * Returns what each program printed.
   *
   * @param rounds how often a program is run, or the functions in it are
   */
  List<String> run(List<String> programs, int rounds) throws Exception;

  /** Takes the output of driver.lua apart. */
  static List<String> outputs(String printed) {
    return List.of(printed.split("\u0001\n", -1)).subList(1, printed.split("\u0001\n", -1).length);
  }

  /** Returns the programs as driver.lua reads them. */
  static String input(List<String> programs) {
    StringBuilder text = new StringBuilder();
    for (String program : programs) {
      text.append(program).append("\u0001\n");
    }
    return text.toString();
  }
}
