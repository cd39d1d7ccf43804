package io.github.luasearchers.engine.vm;

import org.jspecify.annotations.Nullable;

/**
 * An object with one field to hang things on: tables, and those functions, coroutines and userdata
 * that are our own. As a key of a weak table it keeps its value itself ({@link WeakEntries}), and
 * it can have a finalizer ({@link Finalizers}).
 */
public interface Attachable {

  /** Returns what {@link #attach} was called with, null if it wasn't. */
  @Nullable Attachments attachments();

  /** Keeps a reference. */
  void attach(Attachments attachments);
}
