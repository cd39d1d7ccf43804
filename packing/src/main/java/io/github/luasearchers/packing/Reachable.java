package io.github.luasearchers.packing;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * The classes of a library that others need: those that they name, those that these name, and so
 * on. A class is needed whole, so that nobody who was compiled against it misses a member.
 */
final class Reachable {

  private final Contents contents;
  private final String prefix;
  private final Set<String> reached = new TreeSet<>();
  private final Deque<String> open = new ArrayDeque<>();

  private Reachable(Contents contents, String prefix) {
    this.contents = contents;
    this.prefix = prefix;
  }

  /**
   * Returns the internal names of the classes below a prefix that the classes outside of it reach.
   *
   * @param roots the internal names of more classes that are needed
   */
  static Set<String> below(String prefix, Contents contents, Collection<String> roots) {
    Reachable reachable = new Reachable(contents, prefix);
    for (String file : contents.names()) {
      if (file.endsWith(".class") && !file.startsWith(prefix)) {
        reachable.read(contents.get(file));
      }
    }
    for (String root : roots) {
      if (contents.type(root) == null) {
        throw new IllegalArgumentException("there is no class " + root);
      }
      reachable.reach(root);
    }
    while (!reachable.open.isEmpty()) {
      reachable.read(contents.get(reachable.open.remove() + ".class"));
    }
    return reachable.reached;
  }

  private void reach(String name) {
    if (name.startsWith(prefix) && contents.type(name) != null && reached.add(name)) {
      open.add(name);
    }
  }

  /** Visits all that a class names, by a remapper that changes nothing. */
  private void read(byte[] bytes) {
    new ClassReader(bytes).accept(new ClassRemapper(new Nothing(), new Names()), 0);
  }

  /** Takes what the remapper has seen. Without one for methods their code would not be read. */
  private static final class Nothing extends ClassVisitor {

    Nothing() {
      super(Opcodes.ASM9);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {};
    }
  }

  private final class Names extends Remapper {

    Names() {
      super(Opcodes.ASM9);
    }

    @Override
    public String map(String internalName) {
      reach(internalName);
      return internalName;
    }

    /** A text may be the name of a class that is looked up. */
    @Override
    public Object mapValue(Object value) {
      if (value instanceof String text) {
        reach(text.replace('.', '/'));
        return value;
      }
      if (value instanceof Type || value instanceof Handle || value instanceof ConstantDynamic) {
        return super.mapValue(value);
      }
      return value;
    }
  }
}
