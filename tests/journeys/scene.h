/* The demo that the consoles of a journey work on, held open and seen from outside. */
#ifndef TESTS_JOURNEYS_SCENE_H
#define TESTS_JOURNEYS_SCENE_H

#include "tests/outside.h"

const Connection *scene_open(void);          /* starts the demo, or joins it */
/* Every row of aliases and phones as one value, byte for byte, whatever the collation thinks of them; until the next outside_rows. */
const char *scene_rows(void);
void scene_close(void);

#endif
