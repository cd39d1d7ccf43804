/**
 * What a sandboxed engine may touch of the host: places of files, classes and methods of the JDK.
 */
@NullMarked
package io.github.luasearchers.engine.sandbox;

import org.jspecify.annotations.NullMarked;
