/* A library whose symbols another one uses, once it was loaded by loadlib(path, "*"). */
int provided_number(void);

int provided_number(void) {
  return 4711;
}
