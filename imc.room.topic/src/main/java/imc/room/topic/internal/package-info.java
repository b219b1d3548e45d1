@NullMarked
package imc.room.topic.internal;

import org.jspecify.annotations.NullMarked;
