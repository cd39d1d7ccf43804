/*
** What C and Java both read and write: a lua_State's stack, and the values on it.
**
** All of it lies in one arena for each universe (engine), which Java sees as a direct ByteBuffer;
** Layout.java has the same numbers, and layout.c fails to compile where they differ.
*/
#ifndef STATE_H
#define STATE_H

#include <stddef.h>
#include <stdint.h>

typedef struct lua_State lua_State;
typedef struct Slot Slot;
typedef struct Entry Entry;
typedef struct Universe Universe;

#define LUAI_MAXSTACK 1000000

/* Tags of slots: LUA_T* as lua_type gives them, and one for integers (5.3, 5.4). */
enum {
  TAG_NIL = 0, TAG_BOOLEAN = 1, TAG_LIGHTUSERDATA = 2, TAG_NUMBER = 3, TAG_STRING = 4,
  TAG_TABLE = 5, TAG_FUNCTION = 6, TAG_USERDATA = 7, TAG_THREAD = 8,
  TAG_INTEGER = TAG_NUMBER | 16
};

#define slot_type(slot) ((slot)->tag & 15)
#define is_reference(slot) (slot_type(slot) >= TAG_STRING)

/* A value. What is no reference lies here whole; a reference has an entry in its state's table. */
struct Slot {
  int32_t tag;
  int32_t handle;               /* the entry's number, for Java; 0 for what is no reference */
  union {
    double number;
    int64_t integer;
    int64_t boolean;
    void *pointer;
    Entry *entry;
  } as;
};

/*
** A reference's entry. Entries never move, so that a string's bytes and what C code knows by their
** address stay where they are. An entry is not counted: those that no slot refers to are found by a
** sweep, and all that a C function has made are dropped when it returns.
*/
enum {
  ENTRY_JAVA = 1,               /* Java's table has the value; else C has made it and Java has not seen it */
  ENTRY_OWNED = 2,              /* `pointer` is malloc'ed and freed with the entry: a long string's
                                   bytes, a Closure, a userdata's block until Java takes it over */
  ENTRY_FRESH = 4,              /* a table that C has made, and that no Lua code has seen: it has no
                                   metatable, and raw sets of it can be put off */
  ENTRY_MARKED = 8,             /* a sweep has found a slot that refers to it */
  ENTRY_LIMBO = 16,             /* nothing refers to it; the next sweep frees it, for C code may still
                                   read the bytes of a string that it has popped */
  ENTRY_FREE = 32,
  ENTRY_PINNED = 64,            /* the string's bytes, which lie here, stay as long as the string, for
                                   it was stored where C may rely on that */
  ENTRY_LIGHT = 128,            /* a C function without upvalues */
  ENTRY_BLOCK = 256,            /* with ENTRY_OWNED: a userdata's block, counted in block_bytes */
  ENTRY_READ = 1024,            /* C has been given the address of the string's bytes */
  ENTRY_KEPT = 2048,            /* Java frees the string's bytes when the string is gone */
  ENTRY_TYPE = 4096,            /* the table that the registry has under the name of the Type whose
                                   number is `length`; Java has not seen it here */
  ENTRY_CLOSURE = 512           /* with ENTRY_OWNED: a Closure (arena.h) that C has made. Java need not
                                   free it; a sweep marks its upvalues until ENTRY_JAVA is set */
};

#define ENTRY_BYTES 40

struct Entry {
  void *pointer;                /* a string's bytes, ended by a zero, or NULL if Java has them only;
                                   a userdata's block; a C function, NULL for one of Java's */
  int64_t length;               /* of the string or block; a new table's sizes: array | hash << 32;
                                   of a function: 1 if it is one of Lua's, else 0 */
  int32_t number;               /* its handle */
  int32_t flags;
  char bytes[ENTRY_BYTES];      /* short strings lie here; a new userdata has the number of its user
                                   values, an int32, and each has at 8 its Type's number and at 12
                                   the age at which it was that, 0 for none */
};

#define ENTRY_CHUNKS 20
#define FIRST_CHUNK 64          /* entries of chunk 0; each further chunk has twice as many */

/* Continuations: lua_KFunction, and 5.2's lua_CFunction, which asks lua_getctx. */
typedef int (*Continuation)(lua_State *L, int status, intptr_t ctx);

/*
** The slots of a state that runs nothing begin at 1. Pushing finds room by itself; `limit` is where the
** memory ends. Eight bytes before each lua_State are the library's (LUA_EXTRASPACE).
*/
struct lua_State {
  const void *const *api;       /* 0: this version's functions; the exported thunks jump through it */
  Slot *base;                   /* 8: the first argument of the running C function */
  Slot *top;                    /* 16: behind the last value */
  Slot *upvalues;               /* 24: those of the running function, up to base */
  Slot *stack;                  /* 32: slot 0, the registry; it is entry 1 of each state */
  Slot *limit;                  /* 40: the end of the memory for slots */
  Universe *universe;           /* 48 */
  int32_t id;                   /* 56: Java's number for it; the main thread's is 1 */
  int32_t yielded;              /* 60: how many values the running function yields */
  Continuation k;               /* 64: for the call or yield that is being asked for; NULL for none */
  intptr_t ctx;                 /* 72 */
  int32_t status;               /* 80: what 5.2's lua_getctx answers in a continuation */
  int32_t used;                 /* 84: entries in use, free ones included. 0 is no entry, 1 the registry, 2 a message */
  int32_t free;                 /* 88: the first free entry, 0 for none; `length` is the next, always
                                   one of a lower number */
  int32_t capacity;             /* 92: entries that the chunks have room for */
  int32_t sweep;                /* 96: at so many used entries a sweep comes first */
  int32_t owned;                /* 100: entries with ENTRY_OWNED or ENTRY_PINNED, each counted by who
                                   sets the flags; at 0 `used` can be set back without looking */
  void *hook;                   /* 104: lua_Hook */
  Entry *chunks[ENTRY_CHUNKS];  /* 112: chunk k has FIRST_CHUNK << k entries */
  /* Java reads nothing of what follows */
  int32_t marked;               /* the highest slot of the running function to be closed, 0 for none */
  int32_t start;                /* the first entry that the running function may have made */
  int32_t floor, left;          /* entries from `floor` up to `left` are those of functions that have ended */
  int32_t holds;                /* the running function has made a userdata: see hold_bytes */
  int32_t pins;                 /* entries with ENTRY_PINNED */
  int32_t upvalues_age;         /* the universe's when the running function's were last read */
  int32_t gone;                 /* to be freed with the last of them */
  lua_State *next, *previous;   /* of the universe's states */
};

/* A raw set that was put off: table, key, value. */
typedef struct Put { Slot table, key, value; } Put;

#define PUTS 512
#define WINDOW 16
#define LIMBO 64                /* strings of dropped entries whose bytes are kept a while */

/* A window that waits, since a table in the table is traversed. */
typedef struct KeptWindow {
  int32_t state, table, count, at, whole;
  Slot key, first[2], slots[2 * WINDOW];
} KeptWindow;

#define KEPT 8

/* A name of a type of userdata, and the number that Java knows it by. */
#define TYPE_NAME 44
#define TYPES 64

typedef struct Type {
  const char *name;             /* the address that C has used */
  int32_t number;
  int32_t age;                  /* the universe's when the registry had a table under the name */
  char text[TYPE_NAME];
} Type;

/* What an universe has once. It lies at the start of the arena. */
struct Universe {
  int32_t version;              /* 0: 502, 503 or 504 */
  int32_t puts;                 /* 4: how many raw sets are put off */
  int32_t puts_state;           /* 8: the id of the state whose slots they have */
  int32_t window_state;         /* 12: of the entries that lua_next has fetched in advance; 0 for none */
  int32_t window_table;         /* 16: the table's handle */
  int32_t window_count;         /* 20: how many entries */
  int32_t window_at;            /* 24: the next of them */
  int32_t run_state;            /* 28: of the elements that lua_rawgeti has fetched in advance; 0 for none */
  int32_t run_table;            /* 32 */
  int32_t run_count;            /* 36 */
  int64_t run_first;            /* 40: the first element's index */
  int64_t argument;             /* 48: what a crossing has besides its ints: an integer key, a size */
  int64_t result;               /* 56: what it answers besides its int; a double's bits as well */
  int64_t block_bytes;          /* 64: in userdata blocks that live */
  int64_t block_limit;          /* 72: at so many the collector runs before the next is made */
  struct Slot window[2 * WINDOW]; /* 80: keys and values */
  struct Slot run[WINDOW];      /* 592 */
  struct Put put[PUTS];         /* 848 */
  int32_t types_age;            /* 25424: rises when what is known of userdata's types may be wrong */
  int32_t upvalues_age;         /* 25428: rises when a C function's upvalue is set */
  /* Java reads nothing of what follows */
  lua_State *main, *states;
  Universe *newer, *older;      /* jni.c */
  void *java;                   /* the Universe of Java's: a weak global reference; a plain host's own */
  char *arena_end;
  char *arena_at;
  void *arena_free[32];         /* free blocks by the logarithm of their size */
  void *panic;                  /* lua_CFunction of lua_atpanic */
  void *limbo[LIMBO];           /* bytes of strings whose entries were dropped, the newest of them */
  int32_t limbo_at;
  void *names;                  /* names.c */
  Type types[TYPES];            /* by the name's address */
  void *warn, *warn_data;       /* lua_WarnFunction of lua_setwarnf */
  void *allocator, *allocator_data; /* what lua_setallocf was given: lua_Alloc, NULL for none */
  int64_t owned_bytes;          /* of strings that entries came to own since the last sweep */
  int64_t owned_limit;          /* at so many the next comes */
  Slot window_key;              /* the key that lua_next has answered last */
  Slot window_first[2];         /* the entry before those of the window */
  int32_t window_whole;         /* whether that is the table's first */
  int32_t kept_windows;
  KeptWindow kept[KEPT];        /* of the tables around the one that is traversed, the innermost last */
};

#endif
