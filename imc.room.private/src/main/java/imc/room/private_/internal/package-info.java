@NullMarked
package imc.room.private_.internal;

import org.jspecify.annotations.NullMarked;
