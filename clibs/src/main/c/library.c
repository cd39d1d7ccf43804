/*
** Library files, and what else Java asks of the system.
*/
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <jni.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "glibc.h"

#define NATIVE(type, name, ...) \
  JNIEXPORT type JNICALL Java_io_github_luasearchers_clibs_Natives_##name( \
      JNIEnv *env, jclass class, ##__VA_ARGS__)

/* Copies a byte array into memory of its own, ended by a zero; NULL with an exception pending. */
static char *text_of(JNIEnv *env, jbyteArray array) {
  jsize length = (*env)->GetArrayLength(env, array);
  char *text = malloc((size_t)length + 1);
  if (text == NULL) {
    jclass error = (*env)->FindClass(env, "java/lang/OutOfMemoryError");
    if (error != NULL) (*env)->ThrowNew(env, error, "no memory for a name");
    return NULL;
  }
  (*env)->GetByteArrayRegion(env, array, 0, length, (jbyte *)text);
  text[length] = '\0';
  return text;
}

static jbyteArray array_of(JNIEnv *env, const char *text) {
  jsize length = (jsize)strlen(text);
  jbyteArray array = (*env)->NewByteArray(env, length);
  if (array != NULL) (*env)->SetByteArrayRegion(env, array, 0, length, (const jbyte *)text);
  return array;
}

/*
** The message is read at once: the JVM looks up natives by dlsym, so that the next native to be
** called for the first time would make dlerror forget it.
*/
NATIVE(jlong, open, jbyteArray file, jboolean global, jobjectArray message) {
  char *name = text_of(env, file);
  void *library;
  (void)class;
  if (name == NULL) return 0;
  library = dlopen(name, RTLD_NOW | (global ? RTLD_GLOBAL : RTLD_LOCAL));
  free(name);
  if (library == NULL) {
    const char *reason = dlerror();
    jbyteArray text = array_of(env, reason != NULL ? reason : "unknown reason");
    if (text != NULL) (*env)->SetObjectArrayElement(env, message, 0, text);
  }
  return (jlong)(intptr_t)library;
}

NATIVE(jlong, symbol, jlong library, jbyteArray name) {
  char *text = text_of(env, name);
  void *address;
  (void)class;
  if (text == NULL) return 0;
  address = dlsym((void *)(intptr_t)library, text);
  free(text);
  return (jlong)(intptr_t)address;
}

/* Unbuffered, since Java reads and writes the same file by a descriptor of its own. */
NATIVE(jlong, fdopen, jint descriptor, jbyteArray mode) {
  char *text = text_of(env, mode);
  FILE *file;
  int copy;
  (void)class;
  if (text == NULL) return 0;
  copy = dup(descriptor);
  file = copy < 0 ? NULL : fdopen(copy, text);
  free(text);
  if (file == NULL) {
    if (copy >= 0) close(copy);
    return 0;
  }
  setvbuf(file, NULL, _IONBF, 0);
  return (jlong)(intptr_t)file;
}

/* Descriptors are given out from the lowest on, so that a new one tells how many there are. */
NATIVE(jboolean, areFilesShort) {
  struct rlimit most;
  int next = dup(STDERR_FILENO);
  (void)env;
  (void)class;
  if (next < 0) return errno == EMFILE;
  close(next);
  return getrlimit(RLIMIT_NOFILE, &most) == 0 && (rlim_t)next > most.rlim_cur / 4 * 3;
}

NATIVE(jbyteArray, folder) {
  char path[PATH_MAX];
  (void)class;
  return getcwd(path, sizeof path) == NULL ? NULL : array_of(env, path);
}
