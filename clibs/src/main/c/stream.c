/*
** FILEs of C for Java: it reads and writes those that libraries have opened, and gives libraries one
** for a file of its own. What fails answers less than zero: the error's number.
*/
#define _GNU_SOURCE
#include <errno.h>
#include <jni.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "state.h"

#define NATIVE(type, name, ...) \
  JNIEXPORT type JNICALL Java_io_github_luasearchers_clibs_Files_##name( \
      JNIEnv *env, jclass class, ##__VA_ARGS__)

#define unused_environment() ((void)env, (void)class)

/* luaL_Stream */
typedef struct Stream {
  FILE *file;
  int (*close)(lua_State *L);   /* NULL if the file is closed */
} Stream;

#define stream_of(address) ((Stream *)(intptr_t)(address))
#define file_of(address) ((FILE *)(intptr_t)(address))
#define PIECE 8192

/* A file that Java has: Java closes it. */
static int close_by_java(lua_State *L) {
  (void)L;
  return 0;
}

NATIVE(jlong, file, jlong stream) {
  unused_environment();
  return (jlong)(intptr_t)stream_of(stream)->file;
}

NATIVE(jlong, closer, jlong stream) {
  unused_environment();
  return (jlong)(intptr_t)stream_of(stream)->close;
}

NATIVE(void, set, jlong stream, jlong file) {
  unused_environment();
  stream_of(stream)->file = file_of(file);
  stream_of(stream)->close = file != 0 ? close_by_java : NULL;
}

NATIVE(void, forget, jlong stream) {
  unused_environment();
  stream_of(stream)->close = NULL;
}

NATIVE(jint, descriptor, jobject object) {
  jclass type = (*env)->GetObjectClass(env, object);
  jfieldID field = (*env)->GetFieldID(env, type, "fd", "I");
  (void)class;
  return field == NULL ? -1 : (*env)->GetIntField(env, object, field);
}

/* Not buffered, for Java writes the same. */
NATIVE(jlong, standard, jint which) {
  FILE *file = which == 0 ? stdin : which == 1 ? stdout : stderr;
  unused_environment();
  if (which != 0) {
    fflush(file);
    setvbuf(file, NULL, _IONBF, 0);
  }
  return (jlong)(intptr_t)file;
}

/* Negative, as errors are; what C does not say is EIO. */
static int failure(void) {
  return errno != 0 ? -errno : -EIO;
}

NATIVE(jint, read, jlong file, jbyteArray to, jint from, jint length) {
  char piece[PIECE];
  size_t wanted = (size_t)length < sizeof piece ? (size_t)length : sizeof piece, got;
  (void)class;
  errno = 0;
  got = fread(piece, 1, wanted, file_of(file));
  if (got == 0 && ferror(file_of(file))) {
    clearerr(file_of(file));
    return failure();
  }
  (*env)->SetByteArrayRegion(env, to, from, (jsize)got, (const jbyte *)piece);
  return (jint)got;
}

NATIVE(void, unread, jlong file, jint byte) {
  unused_environment();
  ungetc(byte & 0xff, file_of(file));
}

NATIVE(jint, write, jlong file, jbyteArray bytes, jint from, jint length) {
  char piece[PIECE];
  (void)class;
  errno = 0;
  while (length > 0) {
    jint size = length < PIECE ? length : PIECE;
    (*env)->GetByteArrayRegion(env, bytes, from, size, (jbyte *)piece);
    if (fwrite(piece, 1, (size_t)size, file_of(file)) != (size_t)size) return failure();
    from += size;
    length -= size;
  }
  return 0;
}

NATIVE(jlong, seek, jlong file, jlong offset, jint whence) {
  static const int from[] = { SEEK_SET, SEEK_CUR, SEEK_END };
  unused_environment();
  errno = 0;
  if (fseeko(file_of(file), (off_t)offset, from[whence]) != 0) return failure();
  return (jlong)ftello(file_of(file));
}

NATIVE(jint, flush, jlong file) {
  unused_environment();
  errno = 0;
  return fflush(file_of(file)) == 0 ? 0 : failure();
}

NATIVE(jint, setBuffering, jlong file, jint mode, jlong size) {
  static const int modes[] = { _IONBF, _IOFBF, _IOLBF };
  unused_environment();
  errno = 0;
  return setvbuf(file_of(file), NULL, modes[mode], (size_t)size) == 0 ? 0 : failure();
}

NATIVE(jint, close, jlong file) {
  unused_environment();
  errno = 0;
  return fclose(file_of(file)) == 0 ? 0 : failure();
}

NATIVE(jstring, message, jint error) {
  (void)class;
  return (*env)->NewStringUTF(env, strerror(error));
}
