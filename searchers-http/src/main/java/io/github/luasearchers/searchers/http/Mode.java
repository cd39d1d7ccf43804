package io.github.luasearchers.searchers.http;

/** Whether the network is used. */
enum Mode {
  /** As the update policy says. */
  ONLINE,
  /** Only for what the cache does not have, however old that is. */
  PREFER_CACHE,
  /** Never: no socket is opened. */
  OFFLINE
}
