/*
** The crossings: what C asks of Java. Each is one function pointer in a table; jni.c fills it with
** up-calls to the static methods of the same names in Crossings.java, and tests/host.c with plain C.
**
** `index`, `at` and the like are absolute numbers of slots on L's stack (slot - L->stack), or
** LUA_REGISTRYINDEX; a pseudo-index of an upvalue is the upvalue's slot. A crossing reads its operands
** from slots and writes results to slots; it moves L->top only where that is said. It may grow the
** stack, so that pointers to slots are no longer valid after it. An int64 operand is in
** universe->argument, and an int64 or double answer in universe->result.
**
** A crossing that fails does not return: the error is on its way in Java, and C is left by longjmp to
** the last entry from Java (jni.c). So no C frame of ours may hold anything across a crossing that
** has to be given back.
**
** Before a crossing, C drops what it has fetched in advance (but for `next` and `rawGetInteger`,
** which renew it); Java first carries out the raw sets that were put off.
*/
#ifndef CROSSINGS_H
#define CROSSINGS_H

#include "state.h"

#define CROSSINGS(C0, C1, C2, C3, C4)                                                               \
  /* tables */                                                                                      \
  C2(get, index, at)            /* slot at: key -> value, with metamethods; answers the type */     \
  C2(rawGet, index, at)         /* the same without */                                              \
  C2(rawGetInteger, index, at)  /* argument: key; slot at -> value; answers the type; fills run */  \
  C3(set, index, key, value)    /* with metamethods */                                              \
  C3(rawSet, index, key, value)                                                                     \
  C2(rawSetInteger, index, value) /* argument: key */                                               \
  C2(next, index, key)          /* slots key, key + 1 -> the next; answers whether; fills window */ \
  C2(length, index, at)         /* slot at -> #value, with metamethods */                           \
  C1(rawLength, index)          /* result */                                                        \
  C2(metatable, index, at)      /* slot at -> metatable; answers whether there is one */            \
  C2(setMetatable, index, at)   /* slot at: a table or nil */                                       \
  C1(typeName, at)              /* slot at: a type's name; answers a number for it; result: whether   \
                                   the registry has a table under the name */                       \
  C2(isType, at, type)          /* answers whether the metatable of the userdata in the slot is the \
                                   registry's under the name with the number; its entry says then   \
                                   that it is */                                                    \
  C3(userValue, index, n, at)   /* slot at -> user value; answers its type, LUA_TNONE if none */    \
  C3(setUserValue, index, n, at) /* answers whether there is one of that number */                  \
  /* values */                                                                                      \
  C2(arith, op, at)             /* slots at, at + 1 -> slot at; a unary one has its operand twice */\
  C3(compare, op, a, b)         /* LUA_OPEQ, LUA_OPLT, LUA_OPLE with metamethods; answers whether */\
  C2(rawEqual, a, b)                                                                                \
  C2(concat, at, n)             /* n slots from at -> slot at */                                    \
  C1(number, at)                /* slot at: string; answers the tag of the number that it denotes,  \
                                   0 if none, and the number in result */                           \
  C1(bytes, at)                 /* gives the string's entry its bytes */                            \
  C1(keep, at)                  /* C stores a string whose bytes it has been given: they are freed  \
                                   when the string is gone, or its entry is unpinned */             \
  C1(pointer, at)               /* result: what lua_topointer answers */                            \
  C1(block, at)                 /* gives the entry of a userdata that Java has made a block: an io  \
                                   file's luaL_Stream; result: the address, 0 for none */           \
  C1(cFunction, at)             /* gives the entry of a function that Java has made the address of one \
                                   of C that does the same, if it is one of the standard library */ \
  C1(toString, at)              /* pushes luaL_tolstring's answer at top, and moves top */          \
  /* calls: L->k and L->ctx are the continuation, k NULL for none */                                \
  C3(call, function, arguments, results) /* results stand from slot function on; moves top */       \
  C4(pcall, function, arguments, results, handler) /* handler 0: none; answers the status; an error \
                                   value stands in slot function; moves top */                      \
  C1(callLibrary, number)       /* calls the function of the standard library that has the number, on  \
                                   the arguments of the running one; pushes and answers its results */\
  C1(raise, at)                 /* lua_error with the value of the slot; never returns */           \
  C2(where, level, at)          /* slot at -> luaL_where's string */                                \
  C2(argError, argument, at)    /* slot at: message; never returns */                               \
  C3(traceback, of, level, at)  /* of: the id of a state; slot at: message or nil -> traceback */   \
  /* threads */                                                                                     \
  C1(newThread, at)             /* slot at -> thread; result: its lua_State */                      \
  C1(pushThread, at)            /* slot at -> L's own; answers whether it is the main one */        \
  C1(toThread, at)              /* result: the lua_State of the thread in the slot */               \
  C2(resume, from, arguments)   /* resumes L, from: id of a state or 0; answers the status; L's     \
                                   stack has the results, whose number is in result; moves top */   \
  C0(threadStatus)              /* lua_status of L */                                               \
  C0(isYieldable)                                                                                   \
  C0(resetThread)               /* lua_resetthread; answers the status; moves top */                \
  C3(transfer, to, at, n)       /* pushes n slots from at on to the state with the id `to`, and     \
                                   moves that one's top; L's stack stays */                         \
  C1(toClose, at)               /* marks the slot (5.4) */                                          \
  C1(closeSlot, at)             /* closes the slot (5.4); answers the highest slot of the running   \
                                   function that is still marked, 0 for none */                     \
  C2(closeSlots, from, to)      /* lua_settop below slots that are marked (5.4); answers the same */\
  /* code */                                                                                        \
  C4(load, at, name, mode, ignored) /* slots: chunk's bytes, name, mode or nil; answers the status; \
                                   slot at -> function or message */                                \
  C3(dump, function, strip, at) /* slot at -> string; answers whether it is no Lua function */      \
  /* debugging: `call` is the number of a call, counted from the bottom of the stack */             \
  C1(getStack, level)           /* answers the number of the call, -1 for none */                   \
  C3(getInfo, call, at, what)   /* call -1: the function in slot at. what: INFO_FUNCTION and        \
                                   INFO_LINES where these are wanted; fills slots from at on, as    \
                                   INFO_* below number them; C has made the room */                 \
  C3(getLocal, call, n, at)     /* call -1: slot at is a function. answers whether there is one;    \
                                   slots at, at + 1 -> name, value */                               \
  C3(setLocal, call, n, at)     /* slot at: value -> name; answers whether there is one */          \
  C2(setHook, mask, count)      /* L->hook is the function, or HOOK_OF_LUA */                       \
  C0(hook)                      /* answers the mask of L's hook, and its count in result; L->hook   \
                                   is then the function, NULL, or HOOK_OF_LUA */                    \
  C2(callHook, event, line)     /* calls the hook of Lua's that L has or had */                     \
  C3(getUpvalue, function, n, at) /* slots at, at + 1 -> name, value; answers whether there is one */\
  C3(setUpvalue, function, n, at) /* slot at: value -> name; answers whether there is one.          \
                                   function -1: the running one, whose upvalue's slot C has set */  \
  C0(upvalues)                  /* renews the running function's upvalues in their slots */         \
  C2(upvalueId, function, n)    /* result */                                                        \
  C4(upvalueJoin, f1, n1, f2, n2)                                                                   \
  /* the universe */                                                                                \
  C2(gc, what, data)            /* lua_gc; answers its answer */                                    \
  C0(sweep)                     /* entries_sweep has been: Java lets go what those had that are     \
                                   LIMBO or FREE now */                                             \
  C0(pressure)                  /* block_bytes has reached block_limit: collects */                 \
  C2(warn, at, more)            /* lua_warning (5.4) */                                             \
  C0(takeWarnings)              /* lua_setwarnf (5.4): they go to universe->warn from now on */       \
  C0(closeState)                /* lua_close of L's engine, which C has made */                       \
  C1(openLibrary, at)           /* slot at: a library's name ("" for base, "*" for all); -> its     \
                                   table, as its luaopen_ function returns it */

/* The slots that getInfo fills: strings (INFO_NAME: or nil), numbers, booleans, a function, a table. */
enum {
  INFO_SOURCE, INFO_SHORT_SRC, INFO_NAME, INFO_NAMEWHAT, INFO_WHAT, INFO_CURRENTLINE,
  INFO_LINEDEFINED, INFO_LASTLINEDEFINED, INFO_NUPS, INFO_NPARAMS, INFO_ISVARARG, INFO_ISTAILCALL,
  INFO_FTRANSFER, INFO_NTRANSFER, INFO_FUNC, INFO_ACTIVELINES, INFO_SLOTS
};
enum { INFO_FUNCTION = 1, INFO_LINES = 2 };

/* A hook that debug.sethook has set, in place of a function's address. */
#define HOOK_OF_LUA ((void *)1)

#define CROSSING0(name) int (*name)(lua_State *L);
#define CROSSING1(name, a) int (*name)(lua_State *L, int a);
#define CROSSING2(name, a, b) int (*name)(lua_State *L, int a, int b);
#define CROSSING3(name, a, b, c) int (*name)(lua_State *L, int a, int b, int c);
#define CROSSING4(name, a, b, c, d) int (*name)(lua_State *L, int a, int b, int c, int d);

typedef struct Crossings {
  CROSSINGS(CROSSING0, CROSSING1, CROSSING2, CROSSING3, CROSSING4)
} Crossings;

extern Crossings crossings;

/* The ways out of C code other than its return, as the entry from Java answers them. */
enum { LEFT_BY_ERROR = -1, LEFT_BY_YIELD = -2 };

/* Leaves the C code that runs, down to its entry from Java. LEFT_BY_YIELD: L->yielded and L->k say what. */
_Noreturn void leave(int how);

#endif
