package imc.mi.gogo.internal;

import java.util.List;
import java.util.Map;

/**
 * The tree that a management command returned, as lists and maps of types of our own: pipes and closures use them
 * like any others, and {@link ResultConverter} knows them from results that are none of its business.
 */
final class Result {

    private Result() {
    }

    /** A copy of a tree; a scalar stays what it is. */
    static Object of(Object tree) {
        if (tree instanceof List<?> list) {
            return new ResultList(list);
        }
        return tree instanceof Map<?, ?> map ? new ResultMap(map) : tree;
    }

    /** Whether there is nothing below. */
    static boolean isScalar(Object tree) {
        return !(tree instanceof ResultList) && !(tree instanceof ResultMap);
    }
}
