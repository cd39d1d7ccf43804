/*
** C functions that stand for functions of Java's standard library: what lua_tocfunction answers of one.
** Java gives the numbers. Whichever state runs a stub, it calls that state's own function of the name.
*/
#include "abi.h"
#include "arena.h"
#include "stubs.h"

static int call(lua_State *L, int number) {
  drop_windows(L->universe);
  return crossings.callLibrary(L, number);
}

#define STUB(n) static int stub_##n(lua_State *L) { return call(L, 0x##n); }
#define NAME(n) stub_##n,

#define ROW(X, n) \
  X(n##0) X(n##1) X(n##2) X(n##3) X(n##4) X(n##5) X(n##6) X(n##7) \
  X(n##8) X(n##9) X(n##a) X(n##b) X(n##c) X(n##d) X(n##e) X(n##f)

#define ALL(X) \
  ROW(X, 0) ROW(X, 1) ROW(X, 2) ROW(X, 3) ROW(X, 4) ROW(X, 5) ROW(X, 6) ROW(X, 7) \
  ROW(X, 8) ROW(X, 9) ROW(X, a) ROW(X, b) ROW(X, c) ROW(X, d) ROW(X, e) ROW(X, f)

ALL(STUB)

static CFunction const stubs[] = { ALL(NAME) };

void *stub_numbered(int number) {
  return number < (int)(sizeof stubs / sizeof *stubs) ? (void *)stubs[number] : 0;
}
