/*
** The types and constants of the C API, as the library sees them at LUA_LEVEL (502, 503, 504).
** Sizes and layouts are those of the distributions' builds for 64-bit machines.
*/
#ifndef API_H
#define API_H

#include <limits.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "state.h"

#ifndef LUA_LEVEL
#error "LUA_LEVEL is not defined"
#endif

typedef double lua_Number;
typedef int64_t lua_Integer;

#if LUA_LEVEL == 502
typedef uint32_t lua_Unsigned;
typedef int lua_KContext;       /* what a continuation is given; 5.2 has no name for it */
#else
typedef uint64_t lua_Unsigned;
typedef intptr_t lua_KContext;
#endif

typedef int (*lua_CFunction)(lua_State *L);

#if LUA_LEVEL == 502
typedef lua_CFunction lua_KFunction;
#else
typedef int (*lua_KFunction)(lua_State *L, int status, lua_KContext ctx);
#endif

typedef void *(*lua_Alloc)(void *ud, void *ptr, size_t osize, size_t nsize);
typedef const char *(*lua_Reader)(lua_State *L, void *ud, size_t *size);
typedef int (*lua_Writer)(lua_State *L, const void *p, size_t size, void *ud);
typedef void (*lua_WarnFunction)(void *ud, const char *msg, int tocont);

/* What functions return whose answer came with 5.3: the type of the value that they push. */
#if LUA_LEVEL == 502
typedef void PushedType;
typedef int RawIndex;           /* of lua_rawgeti and lua_rawseti */
typedef size_t RawLength;
typedef int LengthInteger;      /* of luaL_len */
#define pushed_type(expression) ((void)(expression))
#else
typedef int PushedType;
typedef lua_Integer RawIndex;
#if LUA_LEVEL == 503
typedef size_t RawLength;
#else
typedef lua_Unsigned RawLength;
#endif
typedef lua_Integer LengthInteger;
#define pushed_type(expression) return (expression)
#endif

#define LUA_MULTRET (-1)
#define LUA_MINSTACK 20
#define LUA_REGISTRYINDEX (-LUAI_MAXSTACK - 1000)
#define lua_upvalueindex(i) (LUA_REGISTRYINDEX - (i))
#define MAX_UPVALUES 255

#define LUA_RIDX_MAINTHREAD 1
#define LUA_RIDX_GLOBALS 2

#define LUA_OK 0
#define LUA_YIELD 1
#define LUA_ERRRUN 2
#define LUA_ERRSYNTAX 3
#define LUA_ERRMEM 4
#if LUA_LEVEL == 504
#define LUA_ERRERR 5
#define LUA_ERRFILE 6
#else
#define LUA_ERRGCMM 5
#define LUA_ERRERR 6
#define LUA_ERRFILE 7
#endif

#define LUA_TNONE (-1)
#define LUA_TNIL TAG_NIL
#define LUA_TBOOLEAN TAG_BOOLEAN
#define LUA_TLIGHTUSERDATA TAG_LIGHTUSERDATA
#define LUA_TNUMBER TAG_NUMBER
#define LUA_TSTRING TAG_STRING
#define LUA_TTABLE TAG_TABLE
#define LUA_TFUNCTION TAG_FUNCTION
#define LUA_TUSERDATA TAG_USERDATA
#define LUA_TTHREAD TAG_THREAD
#define LUA_NUMTYPES 9

/* The operators of lua_arith as the crossing `arith` knows them are those of 5.3 and 5.4. */
#if LUA_LEVEL == 502
enum { LUA_OPADD, LUA_OPSUB, LUA_OPMUL, LUA_OPDIV, LUA_OPMOD, LUA_OPPOW, LUA_OPUNM };
#else
enum {
  LUA_OPADD, LUA_OPSUB, LUA_OPMUL, LUA_OPMOD, LUA_OPPOW, LUA_OPDIV, LUA_OPIDIV, LUA_OPBAND,
  LUA_OPBOR, LUA_OPBXOR, LUA_OPSHL, LUA_OPSHR, LUA_OPUNM, LUA_OPBNOT
};
#endif

enum { LUA_OPEQ, LUA_OPLT, LUA_OPLE };

enum {
  LUA_GCSTOP, LUA_GCRESTART, LUA_GCCOLLECT, LUA_GCCOUNT, LUA_GCCOUNTB, LUA_GCSTEP,
  LUA_GCSETPAUSE, LUA_GCSETSTEPMUL, LUA_GCSETMAJORINC, LUA_GCISRUNNING, LUA_GCGEN, LUA_GCINC
};

enum { LUA_HOOKCALL, LUA_HOOKRET, LUA_HOOKLINE, LUA_HOOKCOUNT, LUA_HOOKTAILCALL };
enum { LUA_MASKCALL = 1, LUA_MASKRET = 2, LUA_MASKLINE = 4, LUA_MASKCOUNT = 8 };

#define LUA_IDSIZE 60

typedef struct lua_Debug {
  int event;
  const char *name, *namewhat, *what, *source;
#if LUA_LEVEL == 504
  size_t srclen;
#endif
  int currentline, linedefined, lastlinedefined;
  unsigned char nups, nparams;
  char isvararg, istailcall;
#if LUA_LEVEL == 504
  unsigned short ftransfer, ntransfer;
#endif
  char short_src[LUA_IDSIZE];
  intptr_t call;                /* the library's own: the number of the call it is about */
} lua_Debug;

typedef void (*lua_Hook)(lua_State *L, lua_Debug *ar);

typedef struct luaL_Reg {
  const char *name;
  lua_CFunction func;
} luaL_Reg;

#if LUA_LEVEL == 504
#define LUAL_BUFFERSIZE 1024
#else
#define LUAL_BUFFERSIZE 8192    /* glibc's BUFSIZ */
#endif

typedef struct luaL_Buffer {
  char *b;
  size_t size, n;
  lua_State *L;
  union {
    lua_Number number;
    lua_Integer integer;
    void *pointer;
    char b[LUAL_BUFFERSIZE];
  } init;
} luaL_Buffer;

typedef struct luaL_Stream {
  FILE *f;
  lua_CFunction closef;
} luaL_Stream;

#define LUA_FILEHANDLE "FILE*"
#define LUA_NOREF (-2)
#define LUA_REFNIL (-1)
#define LUAL_NUMSIZES (sizeof(lua_Integer) * 16 + sizeof(lua_Number))

_Static_assert(offsetof(luaL_Buffer, L) == 24, "luaL_Buffer");
_Static_assert(offsetof(luaL_Buffer, init) == 32, "luaL_Buffer");
_Static_assert(sizeof(luaL_Buffer) == 32 + LUAL_BUFFERSIZE, "luaL_Buffer");
_Static_assert(sizeof(luaL_Stream) == 16 && sizeof(luaL_Reg) == 16, "luaL_Stream");
#if LUA_LEVEL == 504
_Static_assert(sizeof(lua_Debug) == 136 && offsetof(lua_Debug, currentline) == 48, "lua_Debug");
_Static_assert(offsetof(lua_Debug, short_src) == 68, "lua_Debug");
_Static_assert(offsetof(lua_Debug, call) == 128, "lua_Debug");
#else
_Static_assert(sizeof(lua_Debug) == 128 && offsetof(lua_Debug, currentline) == 40, "lua_Debug");
_Static_assert(offsetof(lua_Debug, short_src) == 56, "lua_Debug");
_Static_assert(offsetof(lua_Debug, call) == 120, "lua_Debug");
#endif

/* Macros of the headers that our own code uses. */
#define lua_pop(L, n) lua_settop(L, -(n) - 1)
#define lua_newtable(L) lua_createtable(L, 0, 0)
#define lua_tostring(L, i) lua_tolstring(L, i, NULL)
#define lua_tointeger(L, i) lua_tointegerx(L, i, NULL)
#define lua_tonumber(L, i) lua_tonumberx(L, i, NULL)
#define lua_pushcfunction(L, f) lua_pushcclosure(L, f, 0)
#define lua_isnil(L, i) (lua_type(L, i) == LUA_TNIL)
#define lua_isnone(L, i) (lua_type(L, i) == LUA_TNONE)
#define lua_isnoneornil(L, i) (lua_type(L, i) <= 0)
#define lua_istable(L, i) (lua_type(L, i) == LUA_TTABLE)
#define lua_isfunction(L, i) (lua_type(L, i) == LUA_TFUNCTION)
#define lua_call(L, n, r) lua_callk(L, n, r, 0, NULL)
#define lua_pcall(L, n, r, f) lua_pcallk(L, n, r, f, 0, NULL)
#if LUA_LEVEL >= 503
#define lua_insert(L, i) lua_rotate(L, i, 1)
#define lua_remove(L, i) (lua_rotate(L, i, -1), lua_pop(L, 1))
#define lua_replace(L, i) (lua_copy(L, -1, i), lua_pop(L, 1))
#endif

#endif
