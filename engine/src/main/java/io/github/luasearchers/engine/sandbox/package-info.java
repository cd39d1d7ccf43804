/** What a sandboxed engine's libraries may touch of the host's files. */
@NullMarked
package io.github.luasearchers.engine.sandbox;

import org.jspecify.annotations.NullMarked;
