/*
** luaL_Buffer: text that grows, in the buffer itself and later in a box on the stack.
**
** The box is a userdata without metatable, and the one slot that a buffer takes. In 5.4 the slot is
** taken from the start.
*/

#define in_box(B) ((B)->b != (B)->init.b)

#if LUA_LEVEL == 504
#define has_slot(B) 1
#define new_box(L, size) push_userdata(L, size, 0)
#else
#define has_slot(B) in_box(B)
#define new_box(L, size) push_userdata(L, size, 1)
#endif

static void luaL_buffinit(lua_State *L, luaL_Buffer *B) {
  B->L = L;
  B->b = B->init.b;
  B->n = 0;
  B->size = LUAL_BUFFERSIZE;
#if LUA_LEVEL == 504
  lua_pushlightuserdata(L, B);
#endif
}

static size_t grown_size(luaL_Buffer *B, size_t sz) {
  size_t size = B->size * 2;
  if (SIZE_MAX - sz < B->n) luaL_error(B->L, "buffer too large");
  return size - B->n < sz ? B->n + sz : size;
}

/* Makes room for sz more bytes. `at` is the index of the box, or where it is to be. */
static char *reserve(luaL_Buffer *B, size_t sz, int at) {
  lua_State *L = B->L;
  if (B->size - B->n < sz) {
    size_t size = grown_size(B, sz);
    char *block = new_box(L, size);
    memcpy(block, B->b, B->n);
    if (has_slot(B)) lua_replace(L, at - 1);
    else lua_insert(L, at);
    B->b = block;
    B->size = size;
  }
  return B->b + B->n;
}

static char *luaL_prepbuffsize(luaL_Buffer *B, size_t sz) {
  return reserve(B, sz, -1);
}

static char *luaL_buffinitsize(lua_State *L, luaL_Buffer *B, size_t sz) {
  luaL_buffinit(L, B);
  return reserve(B, sz, -1);
}

static void luaL_addlstring(luaL_Buffer *B, const char *s, size_t l) {
  if (l == 0) return;
  memcpy(reserve(B, l, -1), s, l);
  B->n += l;
}

static void luaL_addstring(luaL_Buffer *B, const char *s) {
  luaL_addlstring(B, s, strlen(s));
}

/* The value is above the box. */
static void luaL_addvalue(luaL_Buffer *B) {
  size_t length;
  const char *text = lua_tolstring(B->L, -1, &length);
  memcpy(reserve(B, length, -2), text, length);
  B->n += length;
  lua_pop(B->L, 1);
}

static void luaL_pushresult(luaL_Buffer *B) {
  lua_pushlstring(B->L, B->b, B->n);
  if (has_slot(B)) lua_remove(B->L, -2);
}

static void luaL_pushresultsize(luaL_Buffer *B, size_t sz) {
  B->n += sz;
  luaL_pushresult(B);
}

static void add_replaced(luaL_Buffer *B, const char *s, const char *p, const char *r) {
  const char *found;
  size_t length = strlen(p);
  while ((found = strstr(s, p)) != NULL) {
    luaL_addlstring(B, s, (size_t)(found - s));
    luaL_addstring(B, r);
    s = found + length;
  }
  luaL_addstring(B, s);
}

#if LUA_LEVEL == 504
static void luaL_addgsub(luaL_Buffer *b, const char *s, const char *p, const char *r) {
  add_replaced(b, s, p, r);
}
#endif

static const char *luaL_gsub(lua_State *L, const char *s, const char *p, const char *r) {
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  add_replaced(&buffer, s, p, r);
  luaL_pushresult(&buffer);
  return lua_tostring(L, -1);
}
