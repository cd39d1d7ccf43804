package io.github.luasearchers.engine;

import java.util.List;

/**
 * The modules that an engine has loaded and who required whom, as a picture: a fact at the time of
 * the question, which later loads and reloads do not change. Made by {@code
 * LuaScriptEngine.moduleGraph()}; threads may share it.
 *
 * <p>What is written depends on nothing but what {@link #modules} and {@link #touched} tell: the
 * same graph gives the same characters each time. Names and origins may hold anything, for some
 * come from a network; each of the forms quotes them as it has to.
 *
 * @since 0.1.0
 */
public interface ModuleGraph {

  /** Returns the modules, in the order in which their loads began. */
  List<LuaModule> modules();

  /** Returns the names of the modules that the last reload ran again or patched, in that order. */
  List<String> touched();

  /**
   * Returns the modules that require each other, directly or by way of others: a list for each such
   * group, ordered by load, as is each list. A module that requires itself is a group of one.
   */
  List<List<String>> cycles();

  /**
   * Tells why a module is there: the shortest way to it from a module that a script or the host
   * required, or one whose requirer is not loaded any more. Of several of the same length it is the
   * one whose requires ran first.
   *
   * @return the names on the way, with the module's own as the last; empty if no such module is
   *     loaded
   * @throws NullPointerException if the name is null
   */
  List<String> why(String name);

  /**
   * Returns the graph as an indented tree, a line for each require. What is below a module is told
   * once: a line that says {@code above} leads back to it, one that says {@code cycle} to a line
   * that it is itself below.
   */
  String toText();

  /** Returns the graph for Graphviz, with a cluster for each folder and cycles in red. */
  String toDot();

  /** Returns the graph as a flowchart in Mermaid's language, with cycles in red. */
  String toMermaid();

  /**
   * Returns the graph as a page for a browser, which asks nothing of a network: folders that open,
   * a list to search in, why each module is there and what it costs, cycles, and when each was
   * loaded from where. It is to be written as UTF-8.
   */
  String toHtml();

  /**
   * Returns when each module was searched for, compiled and run, as a JSON file for <a
   * href="https://www.speedscope.app">speedscope</a>.
   */
  String toSpeedscope();
}
