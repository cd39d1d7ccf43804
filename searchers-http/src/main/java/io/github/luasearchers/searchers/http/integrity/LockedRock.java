package io.github.luasearchers.searchers.http.integrity;

import java.util.List;

/**
 * What a lock file has of a rock, besides where it is and what its bytes are.
 *
 * @param version with the revision: {@code 3.1.1-1}
 * @param dependencies the names of the rocks that it needs, each of which is locked too
 * @param modules the modules that it has, so that none of them is looked for anywhere else
 */
public record LockedRock(String version, List<String> dependencies, List<String> modules) {

  public LockedRock {
    dependencies = List.copyOf(dependencies);
    modules = List.copyOf(modules);
  }
}
