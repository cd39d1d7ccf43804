package io.github.luasearchers.searchers.http;

/** When the network is used: the setting {@code lua.http.mode}. */
enum NetworkMode {
  /** Whenever the update policy says so. */
  ONLINE,
  /** Only for files that are not in the cache, however old the cached ones are. */
  PREFER_CACHE,
  /** Never: no socket is opened. */
  OFFLINE
}
