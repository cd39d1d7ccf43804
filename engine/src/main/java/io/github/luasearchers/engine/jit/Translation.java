package io.github.luasearchers.engine.jit;

/**
 * What a function was translated to.
 *
 * @param type the class, which belongs to nobody yet
 * @param bytes how many bytes it was defined from
 */
record Translation(Class<?> type, int bytes) {}
