/** What the published jars do where they are put: on a module path, in OSGi, in one fat jar. */
@NullMarked
package io.github.luasearchers.all;

import org.jspecify.annotations.NullMarked;
