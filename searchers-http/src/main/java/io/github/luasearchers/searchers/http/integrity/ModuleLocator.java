package io.github.luasearchers.searchers.http.integrity;

import java.io.IOException;

/**
 * Says what the servers have of a module now, whatever is locked. The HTTP searcher is one; tools
 * that write lock files use it.
 */
public interface ModuleLocator {

  /**
   * Returns where a module is, and what its bytes are.
   *
   * @throws IOException if no server has it; the message says where it is not
   */
  LockEntry locate(String moduleName) throws IOException;
}
