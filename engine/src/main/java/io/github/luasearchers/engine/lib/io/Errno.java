package io.github.luasearchers.engine.lib.io;

import io.github.luasearchers.engine.value.LuaText;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Why an operation on a file failed, in C's terms: what {@code errno} and {@code strerror} say. */
public final class Errno extends IOException {

  private static final long serialVersionUID = 1L;

  static final int EPERM = 1;
  public static final int ENOENT = 2;
  static final int EIO = 5;
  static final int EBADF = 9;
  static final int EACCES = 13;
  static final int EEXIST = 17;
  static final int EXDEV = 18;
  public static final int ENOTDIR = 20;
  public static final int EISDIR = 21;
  public static final int EINVAL = 22;
  static final int ESPIPE = 29;
  static final int EPIPE = 32;
  static final int ENOTEMPTY = 39;
  static final int EILSEQ = 84;

  /**
   * The texts of glibc, by number. Java hands on the text alone, so it leads back to the number.
   */
  private static final String[] TEXTS = {
    "Success",
    "Operation not permitted",
    "No such file or directory",
    "No such process",
    "Interrupted system call",
    "Input/output error",
    "No such device or address",
    "Argument list too long",
    "Exec format error",
    "Bad file descriptor",
    "No child processes",
    "Resource temporarily unavailable",
    "Cannot allocate memory",
    "Permission denied",
    "Bad address",
    "Block device required",
    "Device or resource busy",
    "File exists",
    "Invalid cross-device link",
    "No such device",
    "Not a directory",
    "Is a directory",
    "Invalid argument",
    "Too many open files in system",
    "Too many open files",
    "Inappropriate ioctl for device",
    "Text file busy",
    "File too large",
    "No space left on device",
    "Illegal seek",
    "Read-only file system",
    "Too many links",
    "Broken pipe",
    "Numerical argument out of domain",
    "Numerical result out of range",
    "Resource deadlock avoided",
    "File name too long",
    "No locks available",
    "Function not implemented",
    "Directory not empty",
    "Too many levels of symbolic links",
  };

  private final int number;

  public Errno(int number) {
    this(number, TEXTS[number]);
  }

  /** Creates what C has reported, with its own words for it. */
  public Errno(int number, String text) {
    super(text);
    this.number = number;
  }

  /** Returns what keeps a name from the system, with the setting of the JVM that is behind it. */
  public static Errno ofEncoding() {
    return new Errno(
        EILSEQ,
        "Invalid or incomplete multibyte or wide character (sun.jnu.encoding is "
            + System.getProperty("sun.jnu.encoding")
            + ")");
  }

  /** Finds out what C would have said where Java threw this. */
  public static Errno of(IOException e) {
    if (e instanceof Errno errno) {
      return errno;
    }
    if (e instanceof FileSystemException failure) {
      return of(failure);
    }
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    if (e instanceof FileNotFoundException) {
      return ofOpening(message);
    }
    return ofText(message, EIO);
  }

  private static Errno of(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return new Errno(ENOENT);
    }
    if (e instanceof AccessDeniedException) {
      return new Errno(EACCES);
    }
    if (e instanceof FileAlreadyExistsException) {
      return new Errno(EEXIST);
    }
    if (e instanceof DirectoryNotEmptyException) {
      return new Errno(ENOTEMPTY);
    }
    if (e instanceof AtomicMoveNotSupportedException) {
      return new Errno(EXDEV);
    }
    @Nullable String reason = e.getReason();
    return ofText(reason == null ? e.toString() : reason, EIO);
  }

  /** Reads {@code name (No such file or directory)}. */
  private static Errno ofOpening(String message) {
    int open = message.lastIndexOf(" (");
    if (open < 0 || !message.endsWith(")")) {
      return new Errno(ENOENT);
    }
    boolean exists = new File(message.substring(0, open)).exists();
    int otherwise = exists ? EACCES : ENOENT;
    Errno found = ofText(message.substring(open + 2, message.length() - 1), 0);
    return found.number == 0 ? new Errno(otherwise) : found;
  }

  private static Errno ofText(String text, int otherwise) {
    for (int i = 1; i < TEXTS.length; i++) {
      if (TEXTS[i].equals(text)) {
        return new Errno(i);
      }
    }
    return new Errno(otherwise, text);
  }

  public boolean is(int other) {
    return number == other;
  }

  /** Returns the text, as {@code strerror} has it. */
  public String text() {
    return String.valueOf(getMessage());
  }

  /** Returns the three results of a failed operation ({@code luaL_fileresult}). */
  public Varargs results() {
    return LuaValue.varargsOf(LuaValue.NIL, LuaText.of(text()), LuaInteger.valueOf(number));
  }

  /** Returns the three results of a failed operation on the file whose name ends at a NUL. */
  public Varargs results(LuaString name) {
    String text = LuaText.toLatin1(LuaText.of(": " + text()));
    return LuaValue.varargsOf(
        LuaValue.NIL,
        LuaText.ofLatin1(LuaText.excerptOfLatin1(name) + text),
        LuaInteger.valueOf(number));
  }

  /** A failure is a result of the function here, and nobody looks where it came from. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
