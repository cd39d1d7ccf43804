package io.github.luasearchers.engine.require;

import io.github.luasearchers.spi.LuaSearcher;

/** One of Lua's four searchers. They take every name there is, be it text or not. */
sealed interface OwnSearcher extends LuaSearcher
    permits PreloadSearcher, PathSearcher, CpathSearcher, AllInOneSearcher {}
