package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.integrity.LockSettings;
import io.github.luasearchers.spi.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The settings below {@code lua.http}, with their defaults. Those that may hold an address are
 * secret, since an address may have a password.
 */
final class HttpKeys {

  static final Setting<List<String>> REPOSITORIES = Setting.list("repositories", "").secret();

  // ---- of all repositories, or of one

  static final Setting<String> PATH = Setting.text("path").or("?.lua;?/init.lua");
  static final Setting<String> INCLUDE = Setting.text("include").or("*");
  static final Setting<String> EXCLUDE = Setting.text("exclude").or("");
  static final Setting<List<String>> MIRRORS = Setting.list("mirrors", "").secret();
  static final Setting<Fallback> FALLBACK =
      Setting.choice("fallback", Fallback.class, Fallback.NOT_FOUND);
  static final Setting<Boolean> NETRC = Setting.flag("netrc", false);
  static final Setting<Boolean> INDEX = Setting.flag("index", false);
  static final Setting<String> INDEX_KEY = Setting.text("index-key").secret();
  static final Setting<UpdatePolicy> UPDATE =
      Setting.<UpdatePolicy>of(
              "update",
              "respect-http, never, always, or interval: and a duration, as in interval:10m",
              UpdatePolicy::parse)
          .or("respect-http");
  static final Setting<Duration> CONNECT_TIMEOUT = Setting.duration("connect-timeout", "5s");
  static final Setting<Duration> HEADERS_TIMEOUT = Setting.duration("headers-timeout", "10s");
  static final Setting<Duration> IDLE_TIMEOUT = Setting.duration("idle-timeout", "10s");
  static final Setting<Duration> RESOURCE_TIMEOUT = Setting.duration("resource-timeout", "30s");
  static final Setting<Long> RETRIES = Setting.count("retries", 0, 2);
  static final Setting<Long> BREAKER_FAILURES = Setting.count("breaker-failures", 0, 3);
  static final Setting<Duration> BREAKER_PAUSE = Setting.duration("breaker-pause", "30s");
  static final Setting<Long> MAX_SIZE = Setting.size("max-size", "4MiB");
  static final Setting<Duration> MISSING = Setting.duration("missing", "60s");
  static final Setting<Duration> STALE_IF_ERROR = Setting.duration("stale-if-error", "7d");
  static final Setting<Boolean> INSECURE = Setting.flag("insecure", false);
  static final Setting<List<String>> REDIRECTS = Setting.list("redirects", "").secret();
  static final Setting<String> TLS_AUTHORITIES = Setting.text("tls.authorities");
  static final Setting<String> TLS_KEYS = Setting.text("tls.keys");
  static final Setting<String> TLS_KEYS_PASSWORD = Setting.text("tls.keys-password").secret();
  static final Setting<String> PROXY = Setting.text("proxy").or("system").secret();
  static final Setting<String> USER_AGENT = Setting.text("user-agent");

  private static final List<Setting<?>> SHARED =
      List.of(
          PATH,
          INCLUDE,
          EXCLUDE,
          MIRRORS,
          FALLBACK,
          NETRC,
          INDEX,
          INDEX_KEY,
          UPDATE,
          CONNECT_TIMEOUT,
          HEADERS_TIMEOUT,
          IDLE_TIMEOUT,
          RESOURCE_TIMEOUT,
          RETRIES,
          BREAKER_FAILURES,
          BREAKER_PAUSE,
          MAX_SIZE,
          MISSING,
          STALE_IF_ERROR,
          INSECURE,
          REDIRECTS,
          TLS_AUTHORITIES,
          TLS_KEYS,
          TLS_KEYS_PASSWORD,
          PROXY,
          USER_AGENT);

  // ---- of one repository

  static final Setting<String> URL = Setting.text("url").secret().of(REPOSITORIES);
  static final Setting<String> USER = Setting.text("user").of(REPOSITORIES);
  static final Setting<String> PASSWORD = Setting.text("password").secret().of(REPOSITORIES);
  static final Setting<String> TOKEN = Setting.text("token").secret().of(REPOSITORIES);
  static final Setting<String> HEADERS = Setting.text("headers").secret().of(REPOSITORIES);

  // ---- of the engine

  static final Setting<NetworkMode> MODE =
      Setting.choice("mode", NetworkMode.class, NetworkMode.ONLINE);
  static final Setting<String> CACHE = Setting.text("cache").or("").secret();
  static final Setting<Long> CACHE_SIZE = Setting.size("cache-size", "256MiB");
  static final Setting<Duration> CACHE_AGE = Setting.duration("cache-age", "90d");
  static final Setting<Duration> REQUIRE_TIMEOUT = Setting.duration("require-timeout", "60s");

  private static final List<Setting<?>> SINGLE =
      List.of(
          REPOSITORIES,
          URL,
          USER,
          PASSWORD,
          TOKEN,
          HEADERS,
          LockSettings.LOCK,
          LockSettings.LOCK_FILE,
          LockSettings.LOCK_KEY,
          MODE,
          CACHE,
          CACHE_SIZE,
          CACHE_AGE,
          REQUIRE_TIMEOUT);

  /** When the next repository is asked. */
  enum Fallback {
    NOT_FOUND,
    ANY_ERROR
  }

  private HttpKeys() {}

  /** Returns all of them; those that one repository may have for itself come twice. */
  static Collection<Setting<?>> all() {
    List<Setting<?>> all = new ArrayList<>(SINGLE);
    all.addAll(SHARED);
    for (Setting<?> each : SHARED) {
      all.add(each.of(REPOSITORIES));
    }
    return all;
  }
}
