@NullMarked
package imc.offline.internal;

import org.jspecify.annotations.NullMarked;
