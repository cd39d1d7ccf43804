/*
** Java's side of the line: the crossings as up-calls to Crossings.java, and the natives of
** Natives.java.
**
** An error is an exception that is pending in Java. Nothing of C can pass it on, so the C code that
** runs is left by longjmp, down to the frame of its entry from Java, which returns; there the
** exception goes on. All frames that are skipped are of C, and between two entries there is always
** one of Java's, so a jump never crosses Java.
*/
#define _GNU_SOURCE
#include <dlfcn.h>
#include <jni.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "abi.h"
#include "arena.h"
#include "glibc.h"
#include "library.h"
#include "names.h"
#include "stubs.h"

_Static_assert(offsetof(Universe, types_age) == 25424, "Layout.java has it so");

#define PACKAGE "io/github/luasearchers/clibs/"

/* An entry from Java that has not come back. */
typedef struct Frame {
  void *jump[5];                /* of the compiler's own setjmp, which is faster than the C library's */
  int left_by;                  /* why C was left by a jump */
  JNIEnv *env;
  lua_State *running;
  struct Frame *outer;
  int hook;                     /* whether it is a hook's */
  Entries entries;              /* what is the waiting function's from here on */
  int32_t used, floor;          /* how many entries there were; the first of those to be dropped */
  int32_t base, top, upvalues;
  int32_t status, marked, upvalues_age;
  intptr_t ctx;
} Frame;

/* The engines that have universes, for threads of C's own, in which none runs. */
typedef struct Universes {
  pthread_mutex_t lock;
  Universe *newest;
} Universes;

/*
** What a thread runs is not a field of lua_State: C code may raise an error through a state that
** does not run. These two are exported, so that a second copy of this library, which another class
** loader has, takes those of the first: libraries call the functions that the first one exports.
*/
__attribute__((visibility("default"))) __thread Frame *luasearchers_frame;
__attribute__((visibility("default"))) Universes luasearchers_universes = {
  PTHREAD_MUTEX_INITIALIZER, NULL
};

#define universes luasearchers_universes
#define innermost luasearchers_frame

Crossings crossings;

static JavaVM *vm;
static jclass java_crossings;
static jmethodID push_error, new_state;
static pthread_key_t attached;

/* Crossings' methods, by name. */
#define METHOD0(name) jmethodID name;
#define METHOD1(name, a) METHOD0(name)
#define METHOD2(name, a, b) METHOD0(name)
#define METHOD3(name, a, b, c) METHOD0(name)
#define METHOD4(name, a, b, c, d) METHOD0(name)

static struct { CROSSINGS(METHOD0, METHOD1, METHOD2, METHOD3, METHOD4) } methods;

/*
** A thread that C code has made is one of Java's from its first crossing to its end. NULL: the JVM has
** ended, and a library closes its states as the process exits.
*/
static JNIEnv *attach(void) {
  JNIEnv *env = NULL;
  if ((*vm)->GetEnv(vm, (void **)&env, JNI_VERSION_1_8) == JNI_OK) return env;
  if ((*vm)->AttachCurrentThreadAsDaemon(vm, (void **)&env, NULL) != JNI_OK) return NULL;
  pthread_setspecific(attached, env);
  return env;
}

static void detach(void *env) {
  (void)env;
  (*vm)->DetachCurrentThread(vm);
}

void leave(int how) {
  Frame *frame = innermost;
  if (frame == NULL) abort();
  frame->left_by = how;
  __builtin_longjmp(frame->jump, 1);
}

static void call_panic(lua_State *L) {
  switch (L->universe->version) {
    case 502: panic52(L); break;
    case 503: panic53(L); break;
    default: panic54(L); break;
  }
}

/*
** An error that no protected call waits for: in a thread of C's own, or in an engine that does not
** run. The function of lua_atpanic may jump to where it knows.
*/
static void panic(JNIEnv *env, lua_State *L) {
  jthrowable error = (*env)->ExceptionOccurred(env);
  jvalue v[3];
  (*env)->ExceptionClear(env);
  v[0].l = L->universe->java;
  v[1].i = L->id;
  v[2].l = error;
  (*env)->CallStaticVoidMethodA(env, java_crossings, push_error, v);
  if ((*env)->ExceptionCheck(env)) abort();
  (*env)->DeleteLocalRef(env, error);
  call_panic(L);
}

static __attribute__((noinline, cold)) void fail(JNIEnv *env, Frame *frame, lua_State *L) {
  if (frame == NULL || frame->running->universe != L->universe) panic(env, L);
  leave(LEFT_BY_ERROR);
}

static int cross(lua_State *L, jmethodID method, jvalue *arguments) {
  Frame *frame = innermost;
  JNIEnv *env = frame != NULL ? frame->env : attach();
  int answer;
  if (__builtin_expect(env == NULL, 0)) return 0;
  arguments[0].l = L->universe->java;
  arguments[1].i = L->id;
  answer = (*env)->CallStaticIntMethodA(env, java_crossings, method, arguments);
  if (__builtin_expect((*env)->ExceptionCheck(env), 0)) fail(env, frame, L);
  return answer;
}

#define CROSS0(name) \
  static int cross_##name(lua_State *L) { \
    jvalue v[2]; \
    return cross(L, methods.name, v); \
  }
#define CROSS1(name, a) \
  static int cross_##name(lua_State *L, int a) { \
    jvalue v[3]; \
    v[2].i = a; \
    return cross(L, methods.name, v); \
  }
#define CROSS2(name, a, b) \
  static int cross_##name(lua_State *L, int a, int b) { \
    jvalue v[4]; \
    v[2].i = a; v[3].i = b; \
    return cross(L, methods.name, v); \
  }
#define CROSS3(name, a, b, c) \
  static int cross_##name(lua_State *L, int a, int b, int c) { \
    jvalue v[5]; \
    v[2].i = a; v[3].i = b; v[4].i = c; \
    return cross(L, methods.name, v); \
  }
#define CROSS4(name, a, b, c, d) \
  static int cross_##name(lua_State *L, int a, int b, int c, int d) { \
    jvalue v[6]; \
    v[2].i = a; v[3].i = b; v[4].i = c; v[5].i = d; \
    return cross(L, methods.name, v); \
  }

CROSSINGS(CROSS0, CROSS1, CROSS2, CROSS3, CROSS4)

/* Finds a crossing's method, and puts the function that calls it into the table. */
#define FIND(name, ints) \
  methods.name = (*env)->GetStaticMethodID(env, java_crossings, #name, \
                                           "(L" PACKAGE "Universe;I" ints ")I"); \
  if (methods.name == NULL) return 0; \
  crossings.name = cross_##name;
#define FIND0(name) FIND(name, "")
#define FIND1(name, a) FIND(name, "I")
#define FIND2(name, a, b) FIND(name, "II")
#define FIND3(name, a, b, c) FIND(name, "III")
#define FIND4(name, a, b, c, d) FIND(name, "IIII")

static int find_crossings(JNIEnv *env) {
  jclass found = (*env)->FindClass(env, PACKAGE "Crossings");
  if (found == NULL) return 0;
  java_crossings = (*env)->NewGlobalRef(env, found);
  if (java_crossings == NULL) return 0;
  CROSSINGS(FIND0, FIND1, FIND2, FIND3, FIND4)
  push_error = (*env)->GetStaticMethodID(env, java_crossings, "pushError",
                                         "(L" PACKAGE "Universe;ILjava/lang/Throwable;)V");
  new_state = (*env)->GetStaticMethodID(env, java_crossings, "newState",
                                        "(L" PACKAGE "Universe;)J");
  return push_error != NULL && new_state != NULL;
}

/* System.load keeps our names to ourselves; libraries are to find them. */
static int export_names(void) {
  Dl_info self;
  return dladdr((void *)export_names, &self) != 0
      && dlopen(self.dli_fname, RTLD_LAZY | RTLD_GLOBAL | RTLD_NOLOAD) != NULL;
}

JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM *java, void *reserved) {
  JNIEnv *env;
  (void)reserved;
  vm = java;
  if ((*vm)->GetEnv(vm, (void **)&env, JNI_VERSION_1_8) != JNI_OK) return JNI_ERR;
  if (pthread_key_create(&attached, detach) != 0) return JNI_ERR;
  if (!find_crossings(env) || !export_names()) return JNI_ERR;
  return JNI_VERSION_1_8;
}

/* An engine of a version, or with 0 of any. */
static Universe *find_universe(int version) {
  Universe *universe;
  pthread_mutex_lock(&universes.lock);
  universe = universes.newest;
  while (universe != NULL && version != 0 && universe->version != version)
    universe = universe->older;
  pthread_mutex_unlock(&universes.lock);
  return universe;
}

lua_State *state_of(int version) {
  Frame *frame = innermost;
  Universe *universe;
  if (frame != NULL && frame->running->universe->version == version) return frame->running;
  universe = find_universe(version);
  return universe == NULL ? NULL : universe->main;
}

lua_State *running_state(const void *code) {
  static lua_State nobody = { .api = api54 }; /* its functions find that there is no engine */
  Universe *universe;
  if (innermost != NULL) return innermost->running;
  universe = find_universe(library_version(code));
  return universe == NULL ? &nobody : universe->main;
}

/* No crossing: the engine of L may run meanwhile, in another thread. */
lua_State *new_engine(lua_State *L) {
  Frame *frame = innermost;
  JNIEnv *env = frame != NULL ? frame->env : attach();
  jvalue v[1];
  jlong made;
  v[0].l = L->universe->java;
  made = (*env)->CallStaticLongMethodA(env, java_crossings, new_state, v);
  if ((*env)->ExceptionCheck(env)) fail(env, frame, L);
  return (lua_State *)(intptr_t)made;
}

#define NATIVE(type, name, ...) \
  JNIEXPORT type JNICALL Java_io_github_luasearchers_clibs_Natives_##name( \
      JNIEnv *env, jclass class, ##__VA_ARGS__)

#define unused_environment() ((void)env, (void)class)

#define address_of(type, number) ((type)(intptr_t)(number))
#define number_of(address) ((jlong)(intptr_t)(address))

int hook_runs(void) {
  return innermost != NULL && innermost->hook;
}

/*
** Begins a function, whose upvalues and arguments Java has put above the top.
** used: how many entries there were before that
*/
static inline void begin(Frame *frame, JNIEnv *env, lua_State *L, int used, int upvalues, int count) {
  frame->env = env;
  frame->hook = 0;
  frame->running = L;
  frame->outer = innermost;
  frame->entries = entries_begin(L);
  frame->used = used;
  frame->floor = used == L->left ? L->floor : used;
  frame->base = (int32_t)(L->base - L->stack);
  frame->top = (int32_t)(L->top - L->stack);
  frame->upvalues = (int32_t)(L->upvalues - L->stack);
  frame->status = L->status;
  frame->marked = L->marked;
  frame->upvalues_age = L->upvalues_age;
  frame->ctx = L->ctx;
  L->upvalues = L->top;
  L->base = L->top + upvalues;
  L->top = L->base + count;
  if (L->status != 0) L->status = 0; /* here and below: a store costs more than a look */
  if (L->marked != 0) L->marked = 0;
  L->upvalues_age = L->universe->upvalues_age;
  innermost = frame;
}

/*
** What is the function's goes back to that of the one that waits. A yield's continuation stays: Java
** reads it now. What was fetched in advance goes, since the entries do.
*/
static inline void restore(Frame *frame, lua_State *L) {
  innermost = frame->outer;
  entries_end(L, frame->entries);
  L->base = L->stack + frame->base;
  L->top = L->stack + frame->top;
  L->upvalues = L->stack + frame->upvalues;
  L->status = frame->status;
  L->marked = frame->marked;
  L->upvalues_age = frame->upvalues_age;
  drop_windows(L->universe);
}

/* Parts of the answer: how, the slot behind the values, counted from the arena's start, and flags. */
#define ANSWERED ((jlong)1 << 62)
#define ANSWER_PUTS ((jlong)1 << 61)    /* raw sets are put off */
#define ANSWER_MARKED ((jlong)1 << 60)  /* slots are to be closed */
#define ANSWER_ENTRIES ((jlong)1 << 59) /* entries are to be dropped */
#define ANSWER_TOP 32

/* Ends a function. Its values and entries stay where Java has to look at them. */
static inline jlong end(Frame *frame, int how) {
  lua_State *L = frame->running;
  Universe *universe = L->universe;
  jlong top = ((char *)L->top - (char *)universe) / (ptrdiff_t)sizeof(Slot);
  jlong flags = ANSWERED;
  if (L->marked != 0) flags |= ANSWER_MARKED;
  restore(frame, L);
  if (how != LEFT_BY_YIELD && L->ctx != frame->ctx) L->ctx = frame->ctx;
  if (universe->puts != 0) flags |= ANSWER_PUTS;
  L->floor = frame->floor;
  L->left = L->used;
  if (flags == ANSWERED && (how == 0 || how == LEFT_BY_ERROR)) {
    if (entries_held(L)) entries_leave(L, frame->used);
    return 0;
  }
  if (entries_held(L)) flags |= ANSWER_ENTRIES;
  return flags | top << ANSWER_TOP | (uint32_t)how;
}

NATIVE(jlong, call, jlong state, jlong function, jint used, jint upvalues, jint count) {
  Frame frame;
  (void)class;
  begin(&frame, env, address_of(lua_State *, state), used, upvalues, count);
  if (__builtin_setjmp(frame.jump) != 0) return end(&frame, frame.left_by);
  return end(&frame, address_of(CFunction, function)(address_of(lua_State *, state)));
}

NATIVE(jlong, proceed, jlong state, jlong continuation, jint used, jint upvalues, jint count,
       jint status, jlong context) {
  Frame frame;
  lua_State *L = address_of(lua_State *, state);
  (void)class;
  begin(&frame, env, L, used, upvalues, count);
  if (__builtin_setjmp(frame.jump) != 0) return end(&frame, frame.left_by);
  L->status = status;           /* 5.2's lua_getctx asks for both */
  L->ctx = (intptr_t)context;
  return end(&frame, address_of(Continuation, continuation)(L, status, (intptr_t)context));
}

static void run_hook(lua_State *L, void *hook, int event, int line, int call) {
  switch (L->universe->version) {
    case 502: hook52(L, hook, event, line, call); break;
    case 503: hook53(L, hook, event, line, call); break;
    default: hook54(L, hook, event, line, call); break;
  }
}

NATIVE(jlong, hook, jlong state, jlong hook, jint event, jint line, jint call) {
  lua_State *L = address_of(lua_State *, state);
  Frame frame;
  (void)class;
  begin(&frame, env, L, L->used, 0, 0);
  frame.hook = 1;
  if (__builtin_setjmp(frame.jump) != 0) return end(&frame, frame.left_by);
  run_hook(L, address_of(void *, hook), event, line, call);
  return end(&frame, 0);
}

typedef void (*WarnFunction)(void *ud, const char *msg, int tocont);

NATIVE(void, warn, jlong universe, jbyteArray piece, jboolean more) {
  Universe *of = address_of(Universe *, universe);
  WarnFunction function = address_of(WarnFunction, of->warn);
  jbyte *message;
  Frame frame;
  (void)class;
  if (function == NULL) return;
  message = (*env)->GetByteArrayElements(env, piece, NULL);
  if (message == NULL) return;
  begin(&frame, env, of->main, of->main->used, 0, 0);
  if (__builtin_setjmp(frame.jump) == 0) function(of->warn_data, (const char *)message, more);
  end(&frame, 0);
  (*env)->ReleaseByteArrayElements(env, piece, message, JNI_ABORT);
}

/* Universes and states */

static void link_universe(Universe *made) {
  pthread_mutex_lock(&universes.lock);
  made->older = universes.newest;
  if (made->older != NULL) made->older->newer = made;
  universes.newest = made;
  pthread_mutex_unlock(&universes.lock);
}

static void unlink_universe(Universe *old) {
  pthread_mutex_lock(&universes.lock);
  if (old->older != NULL) old->older->newer = old->newer;
  if (old->newer != NULL) old->newer->older = old->older;
  else universes.newest = old->older;
  pthread_mutex_unlock(&universes.lock);
}

NATIVE(jobject, create, jobject universe, jint version, jlong bytes) {
  Universe *made = arena_create(version, (size_t)bytes);
  jobject arena;
  (void)class;
  if (made == NULL) return NULL;
  made->java = (*env)->NewWeakGlobalRef(env, universe);
  arena = made->java == NULL ? NULL : (*env)->NewDirectByteBuffer(env, made, bytes);
  if (arena == NULL) arena_destroy(made);
  else link_universe(made);
  return arena;
}

NATIVE(jlong, address, jobject arena) {
  (void)class;
  return number_of((*env)->GetDirectBufferAddress(env, arena));
}

NATIVE(jlong, mainState, jlong universe) {
  unused_environment();
  return number_of(address_of(Universe *, universe)->main);
}

NATIVE(void, destroy, jlong universe) {
  Universe *old = address_of(Universe *, universe);
  (void)class;
  unlink_universe(old);
  (*env)->DeleteWeakGlobalRef(env, old->java);
  names_free(old);
  arena_destroy(old);
}

NATIVE(jlong, newState, jlong universe, jint id) {
  unused_environment();
  return number_of(state_create(address_of(Universe *, universe), id));
}

NATIVE(void, freeState, jlong state) {
  unused_environment();
  state_free(address_of(lua_State *, state));
}

NATIVE(jboolean, grow, jlong state, jint slots) {
  unused_environment();
  return (jboolean)stack_grow(address_of(lua_State *, state), slots);
}

NATIVE(jlong, entry, jlong state) {
  unused_environment();
  return number_of(entry_create(address_of(lua_State *, state)));
}

NATIVE(void, sweep, jlong state) {
  unused_environment();
  entries_sweep(address_of(lua_State *, state));
}

NATIVE(jboolean, unpin, jlong state, jint number) {
  unused_environment();
  return (jboolean)entry_unpin(address_of(lua_State *, state), number);
}

NATIVE(void, gather, jlong state) {
  unused_environment();
  entries_gather(address_of(lua_State *, state));
}

NATIVE(void, drop, jlong state, jint from) {
  unused_environment();
  entries_leave(address_of(lua_State *, state), from);
}

NATIVE(jlong, stub, jint number) {
  unused_environment();
  return number_of(stub_numbered(number));
}

/* Memory */

NATIVE(void, store, jlong entry, jbyteArray bytes, jint from, jint length) {
  Entry *to = address_of(Entry *, entry);
  (void)class;
  if (!entry_room(to, (size_t)length)) {
    jclass error = (*env)->FindClass(env, "java/lang/OutOfMemoryError");
    if (error != NULL) (*env)->ThrowNew(env, error, "no memory for a string");
    return;
  }
  (*env)->GetByteArrayRegion(env, bytes, from, length, to->pointer);
}

NATIVE(void, copy, jlong address, jbyteArray to, jint from, jint length) {
  (void)class;
  (*env)->SetByteArrayRegion(env, to, from, length, address_of(const jbyte *, address));
}

NATIVE(jlong, allocate, jlong bytes) {
  unused_environment();
  return number_of(calloc(1, bytes != 0 ? (size_t)bytes : 1));
}

NATIVE(void, free, jlong address) {
  unused_environment();
  free(address_of(void *, address));
}
