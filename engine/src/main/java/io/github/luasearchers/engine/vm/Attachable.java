package io.github.luasearchers.engine.vm;

import org.jspecify.annotations.Nullable;

/**
 * An object with one field for attachments: tables, and functions, coroutines and userdata of our
 * own classes. As a key of a weak table it stores its value itself ({@link WeakEntries}), and it
 * can have a finalizer ({@link Finalizers}).
 */
public interface Attachable {

  /** Returns the attachments, null if {@link #attach} was never called. */
  @Nullable Attachments attachments();

  /** Stores the attachments, unless there are others by now. */
  void attach(Attachments attachments);
}
