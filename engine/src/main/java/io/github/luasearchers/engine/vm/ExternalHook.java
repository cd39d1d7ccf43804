package io.github.luasearchers.engine.vm;

/** A hook that is no function of a script's: {@code debug.gethook} does not show it. */
public interface ExternalHook {}
