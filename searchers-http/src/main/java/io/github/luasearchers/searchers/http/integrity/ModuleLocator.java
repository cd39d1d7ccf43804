package io.github.luasearchers.searchers.http.integrity;

import java.io.IOException;

/**
 * Tells what the servers have of a module now, ignoring the lock file. The HTTP searcher implements
 * it for the tools that write lock files.
 */
public interface ModuleLocator {

  /**
   * Returns where a module is, and what its bytes are.
   *
   * @throws IOException if no server has it; the message says where it is not
   */
  LockEntry locate(String moduleName) throws IOException;
}
