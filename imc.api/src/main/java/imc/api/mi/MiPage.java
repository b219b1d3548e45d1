package imc.api.mi;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.function.Function;

/**
 * A part of a list, for commands that may list many things. Immutable; safe for use by many threads.
 *
 * @param from  how many are left out at the beginning
 * @param count how many are taken at most
 */
public record MiPage(long from, long count) {

    /**
     * As the parameters {@code from} and {@code count} have it, which a command describes as {@code [from:integer]} and
     * {@code [count:integer]}; everything, where they are left out.
     *
     * @throws MiException 400 where one is less than 0
     */
    public static MiPage of(Map<String, Object> parameters) throws MiException {
        return new MiPage(number(parameters, "from", 0), number(parameters, "count", Integer.MAX_VALUE));
    }

    private static long number(Map<String, Object> parameters, String name, long otherwise) throws MiException {
        long number = (Long) parameters.getOrDefault(name, otherwise);
        if (number < 0) {
            throw MiException.badRequest("the parameter '" + name + "' is " + number + "; 0 or more is allowed");
        }
        return number;
    }

    /**
     * Its elements, as rows of a tree.
     *
     * @param all not changed afterwards
     * @param row makes one, each time it is read
     */
    public <T> List<Map<String, Object>> of(List<T> all, Function<T, Map<String, Object>> row) {
        int begin = (int) Math.min(from, all.size());
        List<T> part = all.subList(begin, begin + (int) Math.min(count, all.size() - begin));
        return new Rows<>(part, row);
    }

    private static final class Rows<T> extends AbstractList<Map<String, Object>> implements RandomAccess {

        private final List<T> part;
        private final Function<T, Map<String, Object>> row;

        Rows(List<T> part, Function<T, Map<String, Object>> row) {
            this.part = part;
            this.row = row;
        }

        @Override
        public Map<String, Object> get(int index) {
            return row.apply(part.get(index));
        }

        @Override
        public int size() {
            return part.size();
        }
    }
}
