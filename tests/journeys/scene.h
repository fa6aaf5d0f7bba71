/* The demo that the consoles of a journey work on, seen from outside: it lies below the scratch folder, where they have their home,
 * and its server is held from one console to the next. */
#ifndef TESTS_JOURNEYS_SCENE_H
#define TESTS_JOURNEYS_SCENE_H

#include "tests/outside.h"

int scene_begin(void **state);               /* cmocka's: opened, and closed at the end */
int scene_end(void **state);
const Connection *scene_open(void);          /* starts the demo, or joins it; again after its server was killed */
void scene_close(void);
const Connection *scene_demo(void);          /* of the one that is open */
const char *scene_folder(void);
/* Every row of aliases and phones as one value, byte for byte, whatever the collation thinks of them; until the next outside_rows. */
const char *scene_rows(void);

#endif
