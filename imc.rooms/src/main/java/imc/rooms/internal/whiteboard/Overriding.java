package imc.rooms.internal.whiteboard;

import java.util.stream.Stream;

/** Which methods of a contract somebody has made his own: for the others he need not be called. */
final class Overriding {

    private Overriding() {
    }

    /** Whether a method of this name is there that is not the contract's own, as far as that can be told. */
    static boolean is(Object one, Class<?> contract, String name) {
        try {
            return Stream.of(one.getClass().getMethods()).anyMatch(method -> method.getName().equals(name)
                    && method.getDeclaringClass() != contract);
        } catch (LinkageError e) { // a class that another of its methods is about is missing
            return true;
        }
    }
}
