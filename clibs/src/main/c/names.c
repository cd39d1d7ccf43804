/*
** A hash table of texts, which is made when the first is kept.
*/
#include <stdlib.h>
#include <string.h>

#include "names.h"

#define CHAINS 512

typedef struct Name {
  struct Name *next;
  size_t length;
  uint32_t hash;
  char text[];
} Name;

static uint32_t hash_of(const char *text, size_t length) {
  uint32_t hash = 2166136261u;  /* FNV-1a */
  for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)text[i]) * 16777619u;
  return hash;
}

static Name *new_name(const char *text, size_t length, uint32_t hash) {
  Name *name = malloc(sizeof(Name) + length + 1);
  if (name == NULL) return NULL;
  name->length = length;
  name->hash = hash;
  memcpy(name->text, text, length);
  name->text[length] = '\0';
  return name;
}

const char *name_keep(Universe *universe, const char *text, size_t length) {
  uint32_t hash = hash_of(text, length);
  Name **chain, *name;
  if (universe->names == NULL) universe->names = calloc(CHAINS, sizeof(Name *));
  if (universe->names == NULL) return NULL;
  chain = (Name **)universe->names + hash % CHAINS;
  for (name = *chain; name != NULL; name = name->next)
    if (name->hash == hash && name->length == length && memcmp(name->text, text, length) == 0)
      return name->text;
  name = new_name(text, length, hash);
  if (name == NULL) return NULL;
  name->next = *chain;
  *chain = name;
  return name->text;
}

void names_free(Universe *universe) {
  Name **chains = universe->names;
  if (chains == NULL) return;
  for (int i = 0; i < CHAINS; i++)
    while (chains[i] != NULL) {
      Name *name = chains[i];
      chains[i] = name->next;
      free(name);
    }
  free(chains);
  universe->names = NULL;
}
