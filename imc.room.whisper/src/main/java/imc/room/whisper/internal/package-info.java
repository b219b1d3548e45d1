@NullMarked
package imc.room.whisper.internal;

import org.jspecify.annotations.NullMarked;
