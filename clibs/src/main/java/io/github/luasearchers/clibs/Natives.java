package io.github.luasearchers.clibs;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What Java asks of C: {@code jni.c}. Addresses are those of C.
 *
 * <p>A method that runs C code of a library throws what a crossing below it has thrown.
 */
final class Natives {

  private Natives() {}

  /**
   * Creates a universe's arena, at whose start it lies, with the state of its main thread, whose id
   * is 1.
   *
   * @param version 502, 503 or 504
   * @param bytes how much memory to reserve; it is used as it is touched
   * @return the whole arena, in native order; null if there is no such memory
   */
  static native @Nullable ByteBuffer create(Universe universe, int version, long bytes);

  /** Returns the address of a universe's arena. */
  static native long address(ByteBuffer arena);

  /** Returns the address of the main thread's state. */
  static native long mainState(long universe);

  /** Frees an arena. None of its states may be used any more. */
  static native void destroy(long universe);

  /** Creates a {@code lua_State}, and returns its address, 0 if there is no memory. */
  static native long newState(long universe, int id);

  /** Frees a state, with its slots and what its entries own. */
  static native void freeState(long state);

  /**
   * Calls a C function, whose upvalues and arguments lie above the top.
   *
   * @param used how many entries there were before them, which are those that are left afterwards
   * @param upvalues how many there are
   * @param count how many arguments
   * @return 0 if there is no result, and all is as it was before; otherwise what the class {@link
   *     Answer} takes apart
   */
  static native long call(long state, long function, int used, int upvalues, int count);

  /** Calls a continuation, as {@link #call} does a function. */
  static native long proceed(
      long state, long continuation, int used, int upvalues, int count, int status, long context);

  /**
   * Calls a hook.
   *
   * @param call the number of the call it is told of, as crossings count them
   */
  static native long hook(long state, long hook, int event, int line, int call);

  /**
   * Gives C a piece of a warning, which ends with a zero.
   *
   * @param more whether there are others
   */
  static native void warn(long universe, byte[] piece, boolean more);

  /** Makes room for slots above the top. */
  static native boolean grow(long state, int slots);

  /** Returns the address of a new entry of a state, 0 if there is no memory. */
  static native long entry(long state);

  /** Finds the entries that no slot refers to. Those found twice running are free. */
  static native void sweep(long state);

  /** Returns the C function that stands for a function of Java's; 0 if there are not so many. */
  static native long stub(int number);

  /**
   * Gives back the entry that has a string's bytes: the string is gone.
   *
   * @return whether the state is still there, whose entries are to be gathered then
   */
  static native boolean unpin(long state, int entry);

  /** Cuts off a state's free entries at the end. */
  static native void gather(long state);

  /** Lets go of the entries of a state from a number on, which are dropped once there are many. */
  static native void drop(long state, int from);

  /**
   * Gives a string's entry its bytes.
   *
   * @param entry the entry's address
   */
  static native void store(long entry, byte[] bytes, int from, int length);

  /** Copies bytes out of memory that is not in an arena. */
  static native void copy(long address, byte[] to, int from, int length);

  /** Allocates memory, filled with zeros; 0 if there is none. */
  static native long allocate(long bytes);

  static native void free(long address);

  /**
   * Opens a library file ({@code dlopen}).
   *
   * @param global whether the libraries opened after it may use its symbols
   * @param version 502, 503 or 504
   * @param message gets at 0 what {@code dlerror} says
   * @return 0 if that fails
   */
  static native long open(byte[] file, boolean global, int version, byte[][] message);

  /** Returns the address of a library's function ({@code dlsym}), 0 if it has none. */
  static native long symbol(long library, byte[] name);

  /** Returns a {@code FILE *} for a descriptor of its own, 0 if that fails; unbuffered. */
  static native long fdopen(int descriptor, byte[] mode);

  /** Tells whether less than a quarter of the files that the process may have open is left. */
  static native boolean areFilesShort();

  /** Returns the process's folder ({@code getcwd}), null if that fails. */
  static native byte @Nullable [] folder();
}
