package io.github.luasearchers.publish;

import io.github.luasearchers.engine.compiler.RequiredNames;
import io.github.luasearchers.searchers.http.integrity.RepositoryPaths;
import java.util.ArrayList;
import java.util.List;

/** Finds the modules of a repository that Lua code names where it requires them. */
final class RequireScanner {

  private RequireScanner() {}

  /** Returns the names in the order in which they are met, each once. */
  static List<String> scan(byte[] source) {
    List<String> modules = new ArrayList<>(RequiredNames.in(source));
    modules.removeIf(name -> !RepositoryPaths.isModule(name));
    return modules;
  }
}
